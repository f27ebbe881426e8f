"""Strict reading of what came over the line. A refusal is one Chinese sentence naming the place and the reason.

Sentences quote amounts and dates, never names, ID or account numbers: they end up in logs and on others' screens.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

T = TypeVar("T")

MAX_FEN = 10**13  # 1,000 亿元: beyond any household or any month's run, so a larger figure is a slip


class ContractError(ValueError):
    """A message that breaks its contract; the text is the sentence for the user."""


class Unfit(ValueError):
    """A single value that can't be read; the text is the reason without the place."""


@dataclass(frozen=True)
class Kind:
    """How one kind of value is read from the wire (raising `Unfit`) and written to it."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = lambda value: value


def _quoted(value: object) -> str:
    return f"写的是“{str(value)[:30]}”"


def text(value: Any, limit: int = 100) -> str:
    """Visible text without control characters or outer blanks, 1 to `limit` characters."""
    if not isinstance(value, str) or not value.strip():
        raise Unfit("没有填写")
    if value != value.strip():
        raise Unfit("首尾有空格")
    if len(value) > limit:
        raise Unfit(f"超过 {limit} 个字")
    if not value.isprintable():
        raise Unfit("含有控制字符或换行")
    return value


def key(value: Any) -> str:
    """An opaque key: 1 to 80 of `A-Z a-z 0-9 . _ : -`, safe in an address."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}", value):
        raise Unfit("编号只能用字母、数字和 . _ : -，最多 80 位")
    return value


def id_number(value: Any) -> str:
    """The shape of a resident ID number; whether it is a true one is the persons room's question."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{17}[0-9X]", value):
        raise Unfit("身份证号应为 18 位，末位可以是大写 X")
    return value


def day(value: Any) -> date:
    """An ISO date, exactly `YYYY-MM-DD`."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Unfit(f"应写成 2026-12-04 这样的日期，{_quoted(value)}")


def month(value: Any) -> date:
    """A month, `YYYY-MM`; given back as its first day."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value + "-01")
        except ValueError:
            pass
    raise Unfit(f"应写成 2026-12 这样的月份，{_quoted(value)}")


def hundredths(value: Any, label: str) -> int:
    """A non-negative decimal string with exactly two decimals, as an integer of hundredths."""
    if not isinstance(value, str) or not re.fullmatch(r"(0|[1-9][0-9]{0,12})\.[0-9]{2}", value):
        raise Unfit(f"应写成带两位小数、不为负的{label}，如 1200.00，{_quoted(value)}")
    return int(value.replace(".", ""))


def yuan(value: Any) -> int:
    """Money in yuan as text with two decimals → fen."""
    fen = hundredths(value, "金额")
    if fen > MAX_FEN:
        raise Unfit(f"金额过大，{_quoted(value)}")
    return fen


def digits(value: Any, most: int = MAX_FEN) -> int:
    """A non-negative whole number written in plain digits, without leading zeros (as CSV has it)."""
    if not isinstance(value, str) or not re.fullmatch(r"0|[1-9][0-9]{0,17}", value):
        raise Unfit(f"应为不带符号、小数点和空格的整数，{_quoted(value)}")
    if int(value) > most:
        raise Unfit(f"数字过大，{_quoted(value)}")
    return int(value)


def whole(low: int, high: int) -> Callable[[Any], int]:
    """A reader for a JSON integer from `low` to `high`."""

    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise Unfit(f"应为 {low} 到 {high} 的整数，{_quoted(value)}")
        return value

    return read


def boolean(value: Any) -> bool:
    """A JSON true or false."""
    if type(value) is not bool:
        raise Unfit(f"应为 true 或 false，{_quoted(value)}")
    return value


def one_of(*choices: str) -> Callable[[Any], str]:
    """A reader for one of a closed list of words."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            raise Unfit(f"应为 {'、'.join(choices)} 之一，{_quoted(value)}")
        return value

    return read


def write_yuan(fen: int) -> str:
    """Fen → yuan with two decimals, the form `yuan` reads."""
    return f"{fen // 100}.{fen % 100:02d}"


TEXT = Kind(text)
KEY = Kind(key)
ID_NUMBER = Kind(id_number)
DAY = Kind(day, date.isoformat)
MONTH = Kind(month, lambda value: value.strftime("%Y-%m"))
BOOLEAN = Kind(boolean)
YUAN = Kind(yuan, write_yuan)


def at(place: str, read: Callable[[Any], T], value: Any) -> T:
    """Read one value; a reason becomes a sentence with its place."""
    try:
        return read(value)
    except Unfit as reason:
        raise ContractError(f"{place}：{reason}。") from None


def part(label: str, kind: Kind, wire: str = "") -> Any:
    """A dataclass field that is read from and written to the wire under `wire` (or its own name)."""
    return field(metadata={"label": label, "kind": kind, "wire": wire})


def parts(shape: type) -> Iterator[tuple[str, str, str, Kind]]:
    """(field name, wire name, label, kind) of each field made by `part`."""
    for item in fields(shape):
        if "kind" in item.metadata:
            yield item.name, item.metadata["wire"] or item.name, item.metadata["label"], item.metadata["kind"]


def members(value: Any, expected: Mapping[str, str], place: str) -> dict[str, Any]:
    """A JSON object with exactly the keys of `expected` (wire name → label)."""
    if not isinstance(value, dict):
        raise ContractError(f"{place}：应为一组键和值。")
    for name, label in expected.items():
        if name not in value:
            raise ContractError(f"{place}：缺少“{label}”（{name}）。")
    for name in value:
        if name not in expected:
            raise ContractError(f"{place}：有约定以外的内容“{name[:30]}”。")
    return value


def rows(value: Any, place: str, most: int = 1000) -> list[Any]:
    """A JSON list of at most `most` entries."""
    if not isinstance(value, list):
        raise ContractError(f"{place}：应为一个列表。")
    if len(value) > most:
        raise ContractError(f"{place}：超过 {most} 条。")
    return value


def read_shape(shape: type[T], value: Any, place: str) -> T:
    """A frozen dataclass of `part` fields from a JSON object."""
    got = members(value, {wire: label for _, wire, label, _ in parts(shape)}, place)
    return shape(**{name: at(f"{place}“{label}”", kind.read, got[wire]) for name, wire, label, kind in parts(shape)})


def write_shape(value: Any) -> dict[str, Any]:
    """The JSON object `read_shape` reads."""
    return {wire: kind.write(getattr(value, name)) for name, wire, _, kind in parts(type(value))}


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ContractError(f"键“{name[:30]}”写了两次。")
        found[name] = value
    return found


def _no_float(literal: str) -> Any:
    raise ContractError(f"不能用小数或非数字“{literal[:30]}”，金额要写成带引号的文字。")


def load_json(data: bytes, what: str) -> Any:
    """JSON in UTF-8 without repeated keys, floats or NaN; refused with a sentence that begins with `what`."""
    try:
        return json.loads(
            data.decode("utf-8"), object_pairs_hook=_no_repeats, parse_float=_no_float, parse_constant=_no_float
        )
    except ContractError as refusal:
        raise ContractError(f"{what}：{refusal}") from None
    except UnicodeDecodeError as broken:
        raise ContractError(f"{what}：不是 UTF-8 文字，第 {broken.start + 1} 个字节起读不出。") from None
    except json.JSONDecodeError as broken:
        raise ContractError(f"{what}：不是完整的 JSON，第 {broken.lineno} 行第 {broken.colno} 列起读不懂。") from None
    except (RecursionError, ValueError):
        raise ContractError(f"{what}：JSON 嵌套过深或数字过长。") from None


def canonical(value: Any) -> bytes:
    """The one byte form of a JSON value, over which digests are taken: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
