"""Which of two documents wins: rank first, then the later day in force (n12.1, n12.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jiuzhu.law.catalogue import RANKS, Document

_ORDER = list(RANKS)


def ordered(documents: Iterable[Document], on: date) -> tuple[Document, ...]:
    """Those in force on the day, the one that wins first. A draft binds nobody and comes last of its rank."""
    holding = [d for d in documents if d.holds_on(on)]
    return tuple(sorted(holding, key=lambda d: (_rank(d), d.status == "draft", -_begun(d).toordinal())))


def prevailing(documents: Iterable[Document], on: date) -> Document | None:
    """The document to follow on the day, or None where none is in force."""
    return next(iter(ordered(documents, on)), None)


def why(winner: Document, other: Document) -> str:
    """The Chinese sentence that says why one document goes before the other."""
    if _rank(winner) < _rank(other):
        return f"《{winner.title}》是{RANKS[winner.rank]}，高于{RANKS[other.rank]}《{other.title}》，按上级文件执行。"
    if _begun(winner) > _begun(other):
        return f"《{winner.title}》与《{other.title}》同级，施行在后，以它为准。"
    return f"《{winner.title}》与《{other.title}》同级，同日施行，请区民政局书面明确以哪一个为准。"


def _rank(document: Document) -> int:
    return _ORDER.index(document.rank)


def _begun(document: Document) -> date:
    return document.in_force_from or date.min
