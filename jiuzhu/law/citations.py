"""How a clause is named to people: （通知第一条；57号第二十一条）."""

from __future__ import annotations

from collections.abc import Iterable

from jiuzhu.law.catalogue import UnknownClause, clause, documents


def name(clause_id: str) -> str:
    """通知第一条. Raises UnknownClause."""
    found = clause(clause_id)
    return f"{documents()[found.document].short}{found.article}"


def cite(clause_ids: Iterable[str]) -> str:
    """（通知第一条；57号第二十一条）, each provision once; empty without any. Raises UnknownClause."""
    names = dict.fromkeys(name(clause_id) for clause_id in clause_ids)
    return f"（{'；'.join(names)}）" if names else ""


def unknown(clause_ids: Iterable[str]) -> tuple[str, ...]:
    """Those of the ids that the registry doesn't have."""
    missing = []
    for clause_id in clause_ids:
        try:
            clause(clause_id)
        except UnknownClause:
            missing.append(clause_id)
    return tuple(missing)
