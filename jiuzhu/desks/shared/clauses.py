"""A clause as a page shows it: its name, and our words for what it demands (never the document's own text)."""

from dataclasses import dataclass

from jiuzhu.law import catalogue, citations


@dataclass(frozen=True, slots=True)
class Shown:
    """`words` is empty for what is no clause of a document, such as the demo's own figures."""

    key: str
    name: str
    words: str


def of(key: str) -> Shown:
    """The clause with this id; an id the registry does not have is shown as it is."""
    try:
        return Shown(key, citations.name(key), catalogue.clause(key).demands)
    except catalogue.UnknownClause:
        return Shown(key, key, "")
