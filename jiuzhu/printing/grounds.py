"""Clauses as a form names them: only those of documents in force on the day, by title, number and article."""

import datetime as dt
from collections.abc import Iterable

from jiuzhu.law import catalogue, citations


def names(clause_ids: Iterable[str]) -> str:
    """57号第七条；条例第九条: the short names a page uses. An id the registry lacks is printed as it is."""
    return "；".join(dict.fromkeys(_name(clause_id) for clause_id in clause_ids))


def in_full(clause_ids: Iterable[str], day: dt.date) -> str:
    """《title》（number）article for every clause whose document holds on `day`."""
    told = []
    for clause_id in holding(clause_ids, day):
        document = catalogue.document_of(clause_id)
        told.append(title(document) + catalogue.clause(clause_id).article)
    return "；".join(dict.fromkeys(told))


def cite(clause_ids: Iterable[str], day: dt.date) -> str:
    """（57号第三十条；社会救助法第四十六条）, of what holds on `day`; empty without any."""
    return citations.cite(holding(clause_ids, day))


def holding(clause_ids: Iterable[str], day: dt.date) -> tuple[str, ...]:
    """Those of the clauses whose document is in force on `day`."""
    return tuple(c for c in clause_ids if catalogue.document_of(c).holds_on(day))


def documents_of(clause_ids: Iterable[str]) -> list[dict[str, str]]:
    """Which document each short name stands for, the highest rank first."""
    used = {catalogue.document_of(c).key for c in clause_ids if not citations.unknown([c])}
    return [
        {"short": document.short, "full": title(document)}
        for key, document in catalogue.documents().items()
        if key in used and document.short != document.title
    ]


def title(document: catalogue.Document) -> str:
    """《最低生活保障审核确认办法》（民发〔2021〕57号）; a draft says so in its title."""
    return f"《{document.title}》" + (f"（{document.number}）" if document.number else "")


def _name(clause_id: str) -> str:
    return clause_id if citations.unknown([clause_id]) else citations.name(clause_id)
