"""Keyset paging: the place a page ended at, `2026-12-01.42`, in an address. Anything else is the first page."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.ground.refusals import BadInput


@dataclass(frozen=True, slots=True)
class Place:
    """The day and row number of the last row shown."""

    day: dt.date
    pk: int


def place_of(text: str) -> Place | None:
    """The place in an address; None for an empty or unreadable one."""
    day, _, pk = text.partition(".")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    try:
        return Place(dt.date.fromisoformat(day), int(pk))
    except ValueError:
        return None


def checked(text: str) -> str:
    """A pager's key from an address as it is; `BadInput` for one that was cut or typed over."""
    if text and place_of(text) is None:
        raise BadInput("这一页的地址不完整。请从第一页重新翻。")
    return text


def text_of(day: dt.date, pk: int) -> str:
    """A place as it is written in an address."""
    return f"{day.isoformat()}.{pk}"
