"""One figure, one file: reads `parameters/<theme>/<name>.yaml` strictly (see parameters/README.md for the keys)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jiuzhu.law.strict_yaml import BadFile, Document, load
from jiuzhu.law.townships import townships
from jiuzhu.plain import days

HORIZON = date(2021, 1, 1)
NOTICE_DAY = "notice_in_force_from"
Value = int | str | date | tuple[int, ...] | None
_KEYS = ("name", "label", "unit", "by", "authority", "values")
_VALUE_KEYS = ("from", "value", "clause", "source", "checked_on", "confirmed", "note")
_NOT_TEXT = ("values", "value", "clause")
_WORDS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Entry:
    """One value and the day it holds from; `starts` None means the day the notice comes into force."""

    starts: date | None
    value: Value
    townships: dict[str, Value]
    clause: tuple[str, ...]
    source: str
    checked_on: date
    confirmed: bool
    note: str


@dataclass(frozen=True)
class Figure:
    """A figure of law with all its dated values, oldest first."""

    name: str
    label: str
    unit: str
    by_township: bool
    authority: str
    theme: str
    entries: tuple[Entry, ...]


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError(f"“{text}”不是整数")
    return int(text)


def _flag(text: str) -> bool:
    if text not in _WORDS:
        raise ValueError(f"“{text}”请写 yes 或 no")
    return _WORDS[text]


def _text(text: str) -> str:
    if not text:
        raise ValueError("文字不能是空的")
    return text


_WHOLE = ("fen", "fen_per_month", "days", "workdays", "hours", "months", "years", "ratio_percent", "count")
_READERS: dict[str, Callable[[str], Value]] = dict.fromkeys(_WHOLE, _whole) | {
    "flag": _flag,
    "text": _text,
    "date": days.parse,
}
_LISTS = {"ratio_percents": _whole, "table": _whole}
UNITS = (*_READERS, *_LISTS)
UNPUBLISHED = "null"


def read_value(unit: str, written: Any) -> Value:
    """A text (or list of texts) as a value in a unit; "null" is None, 未公布. Raises ValueError in Chinese."""
    if written == UNPUBLISHED:
        return None
    if unit in _LISTS:
        if not isinstance(written, list) or not all(isinstance(item, str) for item in written):
            raise ValueError("应是一列数")
        return tuple(_LISTS[unit](item) for item in written)
    if not isinstance(written, str):
        raise ValueError("应是一个值")
    return _READERS[unit](written)


def read_figure(path: Path) -> Figure:
    """Reads and checks one file. Raises BadFile naming file, line and reason."""
    document = load(path, f"{path.parent.name}/{path.name}")
    plain = document.plain
    _keys(document, plain, _KEYS, ())
    if plain["name"] != path.stem:
        raise document.error(f"name 应与文件名 {path.stem} 相同。", "name")
    if plain["unit"] not in UNITS:
        raise document.error(f"没有单位 {plain['unit']}，可用：{'、'.join(UNITS)}。", "unit")
    if plain["by"] not in ("district", "township"):
        raise document.error("by 只能是 district 或 township。", "by")
    by_township = plain["by"] == "township"
    if not isinstance(plain["values"], list) or not plain["values"]:
        raise document.error("values 至少要有一个值。", "values")
    entries = tuple(_entry(document, i, plain["unit"], by_township) for i in range(len(plain["values"])))
    _no_gap(document, entries)
    _no_overlap(document, entries)
    return Figure(path.stem, plain["label"], plain["unit"], by_township, plain["authority"], path.parent.name, entries)


def _entry(document: Document, index: int, unit: str, by_township: bool) -> Entry:
    plain, place = document.plain["values"][index], ("values", index)
    optional = () if isinstance(plain, dict) and plain.get("confirmed") == "no" else ("note",)
    _keys(document, plain, _VALUE_KEYS, place, optional)

    def take(key: str, reader: Callable[[Any], Any], *, raw: Any = None) -> Any:
        try:
            return reader(plain[key] if raw is None else raw)
        except ValueError as error:
            raise document.error(f"{key}：{str(error).rstrip('。')}。", *place, key) from None

    starts = None if plain["from"] == NOTICE_DAY else take("from", days.parse)
    by_code: dict[str, Value] = {}
    written = plain["value"]
    if isinstance(written, dict):
        if not by_township or "default" not in written:
            raise document.error("按街道（乡镇）写值时 by 应是 township，并要有 default。", *place, "value")
        for code in written.keys() - townships().keys() - {"default"}:
            raise document.error(f"没有街道（乡镇）代码 {code}，见 geography/townships.yaml。", *place, "value", code)
        rest = {code: raw for code, raw in written.items() if code != "default"}
        by_code = {code: take("value", lambda raw: read_value(unit, raw), raw=raw) for code, raw in rest.items()}
        written = written["default"]
    value = take("value", lambda raw: read_value(unit, raw), raw=written)
    cited = plain["clause"]
    clause = tuple(cited) if isinstance(cited, list) else (cited,)
    if not all(isinstance(each, str) and each for each in clause):
        raise document.error("clause 应写一个或几个条款号，不能空。", *place, "clause")
    checked_on, confirmed = take("checked_on", days.parse), take("confirmed", _flag)
    return Entry(starts, value, by_code, clause, plain["source"], checked_on, confirmed, plain.get("note", ""))


def _keys(
    document: Document, plain: Any, known: tuple[str, ...], place: tuple[str | int, ...], optional: tuple[str, ...] = ()
) -> None:
    if not isinstance(plain, dict):
        raise document.error(f"这里应写 {'、'.join(known)}。", *place)
    for key in plain:
        if key not in known:
            raise document.error(f"不认识“{key}”，可写：{'、'.join(known)}。", *place, key)
        if key not in _NOT_TEXT and not isinstance(plain[key], str):
            raise document.error(f"{key} 应是一行文字。", *place, key)
    for key in known:
        if key not in optional and plain.get(key) in (None, "", [], {}):
            raise document.error(f"缺少 {key}。", *place)


def _no_gap(document: Document, entries: tuple[Entry, ...]) -> None:
    first = entries[0].starts
    if first is None or first > HORIZON:
        raise document.error(f"{HORIZON} 起到第一个值之前没有值，请补上（未公布的写 null）。", "values", 0, "from")


def _no_overlap(document: Document, entries: tuple[Entry, ...]) -> None:
    latest = date.min
    for index, entry in enumerate(entries):
        if entry.starts is not None:
            if entry.starts <= latest:
                raise document.error(f"{entry.starts} 有两个值：日期要从早到晚，不能重复。", "values", index, "from")
            latest = entry.starts
    if [entry.starts for entry in entries].count(None) > 1:
        raise document.error("从通知施行之日起的值只能有一个。", "values")


__all__ = ["HORIZON", "NOTICE_DAY", "UNITS", "BadFile", "Entry", "Figure", "Value", "read_figure", "read_value"]
