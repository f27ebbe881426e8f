"""Working days (工作日): Monday to Friday less the days off, plus the weekend days worked, as announced year by year.

Data: `days_off/<year>.yaml`, and the years that the floor above publishes itself (`announced_by`); a file of ours goes
first. A year whose arrangement isn't published yet is reckoned from weekends and statutory days alone; whatever touches
it is provisional and has to be reckoned again once it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jiuzhu.law.strict_yaml import Document, load
from jiuzhu.plain import days

FOLDER = Path(__file__).parent / "days_off"
_ONE = timedelta(days=1)
_KEYS = {"year", "document", "source", "checked_on", "days_off", "workdays"}


@dataclass(frozen=True)
class Year:
    """The announced arrangement of one year: weekdays off and weekend days worked, each with its holiday's name."""

    document: str
    source: str
    days_off: dict[date, str]
    workdays: dict[date, str]


Announced = Callable[[], Mapping[int, Year]]
_announced: list[Announced] = []


def announced_by(source: Announced) -> None:
    """Who else knows years; asked only about a year without a file. The floor above says so once, at its start."""
    _announced[:] = [source]


def is_published(year: int) -> bool:
    """Whether the arrangement of that year is known; otherwise every answer about it is provisional."""
    return _known(year) is not None


def published_years() -> tuple[int, ...]:
    """The years with an arrangement, oldest first."""
    return tuple(sorted(_published() | {year for source in _announced for year in source()}))


def working_day(day: date) -> bool:
    """Whether offices work that day."""
    year = _known(day.year)
    if year is None:
        return not days.is_weekend(day) and not statutory(day)
    return day in year.workdays if days.is_weekend(day) else day not in year.days_off


def why_off(day: date) -> str:
    """Why a day is no working day: 国庆节放假, 周日; empty for a working day."""
    if working_day(day):
        return ""
    year = _known(day.year)
    name = year.days_off.get(day, "") if year else ""
    if not name and statutory(day) and not days.is_weekend(day):
        name = "法定节假日"
    return f"{name}放假" if name else days.weekday(day)


def next_working_day(day: date) -> date:
    """The first working day not before `day`: the day itself where it is one."""
    while not working_day(day):
        day += _ONE
    return day


def previous_working_day(day: date) -> date:
    """The last working day not after `day`: the day itself where it is one."""
    while not working_day(day):
        day -= _ONE
    return day


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which itself isn't counted; 0 gives `day`; negative counts back."""
    step = _ONE if count > 0 else -_ONE
    for _ in range(abs(count)):
        day += step
        while not working_day(day):
            day += step
    return day


def provisional(first: date, last: date) -> bool:
    """Whether days from `first` to `last` touch a year that isn't published."""
    return any(not is_published(year) for year in range(first.year, last.year + 1))


@cache
def _published() -> frozenset[int]:
    return frozenset(int(path.stem) for path in FOLDER.glob("[0-9]*.yaml"))


def has_file(year: int) -> bool:
    """Whether the arrangement of that year came with the system."""
    return year in _published()


def arrangement(year: int) -> Year:
    """The arrangement of a published year. Raises BadFile."""
    return _known(year) or _of_file(year)


def announced_document(year: int) -> str:
    """The document of a year that the floor above published; empty for a year of ours and for one nobody knows."""
    if has_file(year):
        return ""
    found = _known(year)
    return found.document if found else ""


def _known(year: int) -> Year | None:
    if year in _published():
        return _of_file(year)
    return next((found[year] for source in _announced if year in (found := source())), None)


@cache
def _of_file(year: int) -> Year:
    document = load(FOLDER / f"{year}.yaml", f"days_off/{year}.yaml")
    plain = document.plain
    if not isinstance(plain, dict) or set(plain) != _KEYS:
        raise document.error(f"应写且只写 {'、'.join(sorted(_KEYS))}。")
    if plain["year"] != str(year):
        raise document.error(f"year 应与文件名 {year} 相同。", "year")
    off = _named(document, "days_off", lambda day: not days.is_weekend(day), "周末不用列为放假")
    worked = _named(document, "workdays", days.is_weekend, "周一至周五不用列为上班")
    return Year(plain["document"], plain["source"], off, worked)


def _named(document: Document, key: str, fits: Callable[[date], bool], otherwise: str) -> dict[date, str]:
    plain: Any = document.plain[key]
    if not isinstance(plain, dict):
        raise document.error(f"{key} 应是“日期: 节日”的列表。", key)
    found = {}
    for text, name in plain.items():
        try:
            day = days.parse(text)
        except days.BadDay as error:
            raise document.error(str(error), key, text) from None
        if str(day.year) != document.plain["year"] or not fits(day):
            raise document.error(f"{text}：{otherwise}，年份也要相同。", key, text)
        found[day] = str(name)
    return found


@cache
def _statutory_days() -> tuple[frozenset[str], frozenset[date]]:
    plain = load(FOLDER / "statutory.yaml", "days_off/statutory.yaml").plain
    moving = [days.parse(text) for texts in plain["moving"].values() for text in texts]
    return frozenset(plain["fixed"]), frozenset(moving)


def statutory(day: date) -> bool:
    """Whether the day is a statutory holiday by itself, whatever is announced."""
    fixed, moving = _statutory_days()
    return f"{day:%m-%d}" in fixed or day in moving
