"""Reads plain mappings strictly: what is asked for must be there, what nobody asked for is refused.

Values may be text, as a strictly read YAML file gives them, or the natural Python value; never a float. Every refusal
is a `BadSituation` with the path of keys, from which a file reader knows the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from jiuzhu.law.situation import BadSituation
from jiuzhu.plain import days, money

Path = tuple[str | int, ...]
T = TypeVar("T")

_COUNT = re.compile(r"[0-9]{1,9}")
_FLAGS = {"true": True, "false": False}


class Reader:
    """One mapping at one path; `done()` refuses the keys nobody asked for."""

    def __init__(self, plain: Any, path: Path, what: str) -> None:
        if not isinstance(plain, Mapping):
            raise BadSituation(path, f"{what}应当写成“键: 值”的形式。")
        self.plain = plain
        self.path = path
        self.what = what
        self.asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key is there with a value; an empty value counts as left out."""
        self.asked.add(key)
        return self.plain.get(key) not in (None, "")

    def take(self, key: str, read: Callable[[Any, Path], T], default: T) -> T:
        """The value of an optional key."""
        return read(self.plain[key], (*self.path, key)) if self.has(key) else default

    def need(self, key: str, read: Callable[[Any, Path], T]) -> T:
        """The value of a key that must be there."""
        if not self.has(key):
            raise BadSituation(self.path, f"{self.what}缺少 {key}，请补上。")
        return read(self.plain[key], (*self.path, key))

    def done(self) -> None:
        for key in self.plain:
            if key not in self.asked:
                known = "、".join(sorted(self.asked))
                raise BadSituation((*self.path, str(key)), f"{self.what}中不认识的键 {key}；可用的键：{known}。")


def text(value: Any, path: Path) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise BadSituation(path, f"{value} 应当是文字。")
    return str(value)


def day(value: Any, path: Path) -> date:
    """A date written year-month-day that exists."""
    if isinstance(value, date):
        return value
    try:
        return days.parse(value if isinstance(value, str) else str(value))
    except days.BadDay as error:
        raise BadSituation(path, str(error)) from None


def amount(value: Any, path: Path) -> int:
    """Yuan as text to fen, exactly: at most two decimals, never negative."""
    if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
        raise BadSituation(path, f"金额“{value}”应写成 1085 或 1085.50 这样的数字。")
    try:
        fen = money.parse(str(value))
    except money.BadMoney as error:
        raise BadSituation(path, str(error)) from None
    if fen < 0:
        raise BadSituation(path, f"金额 {value} 是负数；收入、支出、财产都按正数填写。")
    return fen


def count(value: Any, path: Path) -> int:
    """A whole number from zero."""
    if isinstance(value, bool | float) or not _COUNT.fullmatch(str(value)):
        raise BadSituation(path, f"{value} 应当是 0 或正整数。")
    return int(value)


def flag(value: Any, path: Path) -> bool:
    """`true` or `false`, and nothing else: on, off, yes and no are no answers."""
    if isinstance(value, bool):
        return value
    if value not in _FLAGS:
        raise BadSituation(path, f"{value} 应写成 true（是）或 false（否）。")
    return _FLAGS[value]


def one_of(words: Collection[str]) -> Callable[[Any, Path], str]:
    """Reads one word of a list."""

    def read(value: Any, path: Path) -> str:
        if not isinstance(value, str) or value not in words:
            raise BadSituation(path, f"{value} 不在可选的值之中；可用：{'、'.join(words)}。")
        return value

    return read


def items(value: Any, path: Path) -> Sequence[Any]:
    """A list."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise BadSituation(path, "应当是列表（每项前加“- ”）。")
    return value
