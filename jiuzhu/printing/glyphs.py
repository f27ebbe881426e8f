"""Which characters the vendored fonts can print. A person's name must never come out as an empty box unnoticed."""

import struct
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

TEXT_FONT = Path(__file__).parent / "fonts" / "NotoSerifSC-Regular.ttf"
TO_WRITE = "□"  # empty, so that there is room for a pen
FULL_UNICODE = 12  # the cmap format that reaches beyond the basic plane


def printable(data: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The data with every text printable, and the characters that were replaced, each once, in code order."""
    lacking: set[str] = set()
    return {name: _printable(value, lacking) for name, value in data.items()}, tuple(sorted(lacking))


def _printable(value: Any, lacking: set[str]) -> Any:
    if isinstance(value, str):
        return "".join(_one(character, lacking) for character in value)
    if isinstance(value, Mapping):
        return {name: _printable(inner, lacking) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner, lacking) for inner in value]
    return value


def _one(character: str, lacking: set[str]) -> str:
    if ord(character) in covered():
        return character
    kind = unicodedata.category(character)
    if kind in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if kind in ("Cf", "Mn"):  # invisible: joiners, directions, variants of a character
        return ""
    lacking.add(character)
    return TO_WRITE


@cache
def covered() -> frozenset[int]:
    """Code points of the text font, read from its cmap (OpenType, table `cmap`, format 12)."""
    data = TEXT_FONT.read_bytes()
    start = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    offsets = {struct.unpack_from(">HHI", data, start + 4 + 8 * n)[2] for n in range(count)}
    for offset in sorted(offsets):
        if struct.unpack_from(">H", data, start + offset)[0] == FULL_UNICODE:
            return _groups(data, start + offset)
    raise ValueError(f"{TEXT_FONT.name} has no full cmap")


def _table(data: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        if name == tag:
            return int(offset)
    raise ValueError(f"{TEXT_FONT.name} has no table {tag.decode()}")


def _groups(data: bytes, at: int) -> frozenset[int]:
    (count,) = struct.unpack_from(">I", data, at + 12)
    found: set[int] = set()
    for number in range(count):
        first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * number)
        found.update(range(first, last + 1))
    return frozenset(found)
