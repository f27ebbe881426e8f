"""The provincial screens as data (screens/*.yaml): which fields, in which order. Read once, refused when malformed."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jiuzhu.law.strict_yaml import BadFile, Document, load

FOLDER = Path(__file__).parent / "screens"
HEAD = {"step", "title", "order", "confirmed", "source", "fields"}
FIELD = {"label", "value", "personal"}
GROUP = {"label", "each", "fields"}


@dataclass(frozen=True, slots=True)
class ScreenField:
    """A field: its label there, the name of our value; or a group repeated for `each` of a list."""

    label: str
    value: str = ""
    personal: bool = False
    each: str = ""
    parts: tuple["ScreenField", ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of the provincial system as we read it. `source` says what the reading rests on."""

    step: str
    title: str
    order: int
    confirmed: bool
    source: str
    fields: tuple[ScreenField, ...]


@cache
def all_screens() -> tuple[Screen, ...]:
    """Every screen in its order. Raises BadFile."""
    found = sorted((read(path) for path in FOLDER.glob("*.yaml")), key=lambda screen: screen.order)
    if len({screen.step for screen in found}) != len(found) or len({screen.order for screen in found}) != len(found):
        raise BadFile("screens", 1, "两个界面文件写了同一个环节或同一个次序。")
    return tuple(found)


def screen_of(step: str) -> Screen:
    """The screen of a step; raises KeyError when there is none."""
    return {screen.step: screen for screen in all_screens()}[step]


def read(path: Path) -> Screen:
    """One file. Raises BadFile with line and reason."""
    document = load(path)
    told = document.plain
    if not isinstance(told, dict) or set(told) != HEAD or not isinstance(told["fields"], list):
        raise document.error(f"应当正好有这些键：{'、'.join(sorted(HEAD))}。")
    if told["confirmed"] not in ("true", "false") or not told["order"].isdigit():
        raise document.error("confirmed 应为 true 或 false，order 应为数字。", "confirmed")
    fields = tuple(_field(document, item, "fields", n) for n, item in enumerate(told["fields"]))
    return Screen(told["step"], told["title"], int(told["order"]), told["confirmed"] == "true", told["source"], fields)


def _field(document: Document, item: Any, *place: str | int) -> ScreenField:
    keys = set(item) if isinstance(item, dict) else set()
    if keys == GROUP and isinstance(item["fields"], list):
        parts = tuple(_field(document, part, *place, "fields", n) for n, part in enumerate(item["fields"]))
        return ScreenField(item["label"], each=item["each"], parts=parts)
    if not {"label", "value"} <= keys <= FIELD:
        raise document.error(
            "一个字段应有 label 和 value，可以有 personal；一组重复的字段应有 label、each、fields。", *place
        )
    return ScreenField(item["label"], item["value"], item.get("personal") == "true")
