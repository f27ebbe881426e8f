"""Names of townships and villages for pages: asked once a request, forgotten with it."""

from contextvars import ContextVar, Token

from jiuzhu.offices import queries

_known: ContextVar[dict[str, str] | None] = ContextVar("names_of_places", default=None)
TOWNSHIP_DIGITS = 9  # the code of a village begins with that of its township


def remember() -> Token[dict[str, str] | None]:
    """From here on names are kept, until `forget`."""
    return _known.set({})


def forget(token: Token[dict[str, str] | None]) -> None:
    """The end of the request."""
    _known.reset(token)


def township(code: str) -> str:
    """The name of a township; the code itself if there is none."""
    return _look(code)


def village(code: str) -> str:
    """The name of a village; the code itself if there is none."""
    return _look(code)


def _look(code: str) -> str:
    """Asked together: a page that names a township names its villages as well."""
    known = _known.get()
    if known is not None and code in known:
        return known[code]
    found = queries.place_names(code[:TOWNSHIP_DIGITS])
    if known is not None:
        known.update(found)
        known.setdefault(code, code)
    return found.get(code, code)
