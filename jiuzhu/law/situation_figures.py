"""Figures that a situation states for itself: money in yuan, shares in percent, flags true or false, dates as dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiuzhu.law import plain_reading as read
from jiuzhu.law.figure_file import Value
from jiuzhu.law.figures import UnknownFigure, figure
from jiuzhu.law.plain_reading import Path
from jiuzhu.law.situation import BadSituation

_MONEY = ("fen", "fen_per_month")
_LISTS = ("ratio_percents", "table")


def figures_in_place(plain: Any, path: Path) -> Mapping[str, Value]:
    """By parameter name, in the unit of its file. Raises `BadSituation` for a name or value that can't be."""
    stated = read.Reader(plain, path, "figures").plain
    return {name: _value(name, written, (*path, name)) for name, written in stated.items()}


def _value(name: str, written: Any, path: Path) -> Value:
    try:
        unit = figure(name).unit
    except UnknownFigure:
        raise BadSituation(path, f"没有名为 {name} 的参数，请查 jiuzhu/law/parameters 里的名字。") from None
    if unit in _MONEY:
        return read.amount(written, path)
    if unit == "flag":
        return read.flag(written, path)
    if unit == "date":
        return read.day(written, path)
    if unit == "text":
        return read.text(written, path)
    if unit in _LISTS:
        return tuple(read.count(each, (*path, n)) for n, each in enumerate(read.items(written, path)))
    return read.count(written, path)
