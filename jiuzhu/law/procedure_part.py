"""A mapping inside a strict YAML document that knows its own place, so that every refusal names the line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.law.strict_yaml import BadFile, Document


@dataclass(frozen=True)
class Part:
    """A mapping somewhere in a document that knows its own place, so that every refusal names the line."""

    document: Document
    plain: Mapping[str, Any]
    place: tuple[str | int, ...]

    @classmethod
    def whole(cls, document: Document) -> "Part":
        return cls(document, _mapping(document, document.plain), ())

    def error(self, reason: str, *inside: str | int) -> BadFile:
        return self.document.error(reason, *self.place, *inside)

    def only(self, known: frozenset[str]) -> None:
        for key in self.plain:
            if key not in known:
                raise self.error(f"不认识“{key}”，请核对拼写。", key)

    def names(self) -> list[str]:
        return list(self.plain)

    def has(self, key: str) -> bool:
        return key in self.plain

    def maybe(self, key: str) -> str | None:
        value = self.plain.get(key)
        if value is not None and not isinstance(value, str):
            raise self.error(f"“{key}”应是一段文字。", key)
        return value or None

    def text(self, key: str) -> str:
        value = self.maybe(key)
        if value is None:
            raise self.error(f"缺少“{key}”，请补上。", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.plain.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise self.error(f"“{key}”应是一列文字，写成 [a, b]。", key)
        return tuple(value)

    def flag(self, key: str) -> bool:
        if self.plain.get(key, "false") not in ("true", "false"):
            raise self.error(f"“{key}”只能写 true 或 false。", key)
        return self.plain.get(key) == "true"

    def day(self, key: str) -> date:
        text = self.text(key)
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.error(f"日期“{text}”应写成 2021-10-01 这样。", key) from None

    def part(self, key: str) -> "Part":
        if key not in self.plain:
            raise self.error(f"缺少“{key}”，请补上。")
        return Part(self.document, _mapping(self.document, self.plain[key], *self.place, key), (*self.place, key))

    def parts(self) -> Iterator[tuple[str, "Part"]]:
        return ((key, self.part(key)) for key in self.plain)

    def items(self, key: str, required: bool = False) -> list["Part"]:
        rows = self.plain.get(key, [])
        if not isinstance(rows, list) or (required and not rows):
            raise self.error(f"“{key}”应是一列，每项以“-”开头，至少一项。", key)
        places = [(*self.place, key, i) for i in range(len(rows))]
        return [Part(self.document, _mapping(self.document, r, *p), p) for r, p in zip(rows, places, strict=True)]


def _mapping(document: Document, plain: Any, *place: str | int) -> Mapping[str, Any]:
    if not isinstance(plain, dict):
        raise document.error("这里应是“键: 值”。", *place)
    return plain
