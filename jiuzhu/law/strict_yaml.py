"""YAML without guesses: every scalar is the text that stands in the file, every value knows its line.

A duplicate key, an anchor, an alias, a tag or a second document is refused. So `0.07`, `on`, `2021-12-15` and `00501`
arrive as they were written, and whoever reads the file says what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Place = tuple[str | int, ...]
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 20
_LONGEST = 2_000_000


class BadFile(ValueError):
    """A file that can't be used: its name, the line (from 1) and a Chinese reason. `str()` shows all three."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        super().__init__(f"{file} 第 {line} 行：{reason}")


@dataclass(frozen=True)
class Document:
    """What a file says: `plain` is dicts, lists and texts; `lines` gives the line of each place in it."""

    file: str
    plain: Any
    lines: dict[Place, int] = field(repr=False)

    def line(self, *place: str | int) -> int:
        """The line of a place such as ("income", 0, "yuan"), or of the nearest thing around it that has one."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def error(self, reason: str, *place: str | int) -> BadFile:
        """The refusal of this file for what stands at a place."""
        return BadFile(self.file, self.line(*place), reason)


def load(path: Path, name: str | None = None) -> Document:
    """Reads a file. `name` is what errors call it (default: its own name). Raises BadFile."""
    shown = name or path.name
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise BadFile(shown, 1, "文件不是 UTF-8 编码的文本，请另存为 UTF-8。") from None
    except OSError as error:
        raise BadFile(shown, 1, f"文件打不开（{error.strerror}），请检查文件名和权限。") from None
    return loads(text, shown)


def loads(text: str, name: str) -> Document:
    """Reads a text. Raises BadFile."""
    if len(text) > _LONGEST:
        raise BadFile(name, 1, "文件太大，请检查是不是拿错了文件。")
    lines: dict[Place, int] = {}
    try:
        events = iter(yaml.parse(text, Loader=_LOADER))
        plain = _document(_Reader(name, events, lines))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadFile(
            name, mark.line + 1 if mark else 1, f"写法不对（{error.problem}），请检查缩进、冒号和引号。"
        ) from None
    except yaml.YAMLError:
        raise BadFile(name, 1, "文件里有不能用的字符，请删去后再试。") from None
    return Document(name, plain, lines)


@dataclass
class _Reader:
    name: str
    events: Iterator[Any]
    lines: dict[Place, int]

    def next(self) -> Any:
        event = next(self.events)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.bad(event, "不能用锚点和引用（& 和 *），请把内容写全。")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise self.bad(event, f"不能用标签 {tag}，请只写文字。")
        return event

    def bad(self, event: Any, reason: str) -> BadFile:
        return BadFile(self.name, _line(event), reason)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _document(reader: _Reader) -> Any:
    reader.next()
    first = reader.next()
    if isinstance(first, yaml.StreamEndEvent):
        raise BadFile(reader.name, 1, "文件是空的。")
    plain = _value(reader, reader.next(), ())
    reader.next()
    after = reader.next()
    if not isinstance(after, yaml.StreamEndEvent):
        raise reader.bad(after, "一个文件只能有一份内容，请删去“---”以后的部分或另存一个文件。")
    return plain


def _value(reader: _Reader, event: Any, place: Place) -> Any:
    reader.lines.setdefault(place, _line(event))
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if len(place) >= _DEEPEST:
        raise reader.bad(event, "嵌套太深。")
    return _mapping(reader, place) if isinstance(event, yaml.MappingStartEvent) else _sequence(reader, place)


def _mapping(reader: _Reader, place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while not isinstance(key := reader.next(), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent):
            raise reader.bad(key, "键必须是文字。")
        if key.value in found:
            raise reader.bad(key, f"“{key.value}”写了两次，请只留一个。")
        reader.lines[(*place, key.value)] = _line(key)
        found[key.value] = _value(reader, reader.next(), (*place, key.value))
    return found


def _sequence(reader: _Reader, place: Place) -> list[Any]:
    found: list[Any] = []
    while not isinstance(event := reader.next(), yaml.SequenceEndEvent):
        found.append(_value(reader, event, (*place, len(found))))
    return found
