"""The figures of law by day and township: files under `parameters/`, overlaid by what the district itself published.

Files are read when first asked for and kept. A figure's day may be the day the notice comes into force, which is itself
a figure (`notice_in_force_from`), so confirming that one day moves every figure that hangs on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jiuzhu.law.figure_file import HORIZON, NOTICE_DAY, Entry, Figure, Value, read_figure, read_value

FOLDER = Path(__file__).parent / "parameters"
Row = tuple[str, str | None, date, Value, bool, str]


class UnknownFigure(LookupError):
    """No file has this name; the message is a Chinese sentence."""


class NoValueOnDay(LookupError):
    """The day lies before the first value; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Reading:
    """What a figure is on a day. `value` None means 未公布: nobody published it, so nothing may be computed from it.

    `township` is set where the value is that township's own. `confirmed` False: the source is not yet checked against
    the official text, and every answer that uses the figure must say so.
    """

    name: str
    label: str
    value: Value
    unit: str
    clause: tuple[str, ...]
    source: str
    confirmed: bool
    effective_from: date
    township: str | None
    note: str = ""


@dataclass(frozen=True)
class OverlayRow:
    """One published value. `township` None: for the whole district."""

    name: str
    township: str | None
    effective_from: date
    value: Value
    confirmed: bool
    source: str


@dataclass(frozen=True)
class Overlay:
    """Figures that stand in front of the files: wherever a row is in force it is the value.

    Of several rows in force the latest wins, and a township's own before the district's of the same day. A row that is
    older than a dated change in the file counts as unconfirmed: somebody has to look whether it still holds.
    """

    rows: tuple[OverlayRow, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Overlay:
        """From plain rows (name, township or None, effective_from, value, confirmed, source)."""
        return cls(tuple(OverlayRow(*row) for row in rows))

    @classmethod
    def in_place(cls, figures: Mapping[str, Value], source: str = "本情形给定") -> Overlay:
        """Figures given for one situation, in place of all others on every day and in every township."""
        return cls(tuple(OverlayRow(n, None, date.min, v, True, source) for n, v in figures.items()))

    def over(self, below: Overlay | None) -> Overlay:
        """This overlay with another one behind it: `below` answers only for names that this one doesn't have."""
        own = {row.name for row in self.rows}
        return Overlay(self.rows + tuple(r for r in (below.rows if below else ()) if r.name not in own))

    def row(self, name: str, on: date, township: str | None) -> OverlayRow | None:
        """The row in force for a figure, or None."""
        fitting = [r for r in self.rows if r.name == name and r.effective_from <= on and r.township in (None, township)]
        return max(fitting, key=lambda r: (r.effective_from, r.township is not None), default=None)


@cache
def _paths() -> dict[str, Path]:
    return {path.stem: path for path in sorted(FOLDER.glob("*/*.yaml"))}


def figure_names() -> tuple[str, ...]:
    """All figures there are, in alphabetical order."""
    return tuple(sorted(_paths()))


@cache
def figure(name: str) -> Figure:
    """The file of a figure. Raises UnknownFigure, BadFile."""
    path = _paths().get(name)
    if path is None:
        raise UnknownFigure(f"没有名为 {name} 的参数，请查 jiuzhu/law/parameters。")
    return read_figure(path)


def content_hash(name: str) -> str:
    """SHA-256 of a figure's file, hex: a finding's figures can be held against the file. Raises UnknownFigure."""
    figure(name)
    return hashlib.sha256(_paths()[name].read_bytes()).hexdigest()


def reading(name: str, on: date, township: str | None = None, overlay: Overlay | None = None) -> Reading:
    """The value of a figure on a day, for a township where it differs. Raises UnknownFigure, NoValueOnDay."""
    file = figure(name)
    row = overlay.row(name, on, township) if overlay else None
    if row is not None:
        return _from_row(file, row, on, overlay)
    starts, entry = _entry_on(file, on, overlay)
    own = township is not None and township in entry.townships
    return Reading(
        name=name,
        label=file.label,
        value=entry.townships[township] if township is not None and own else entry.value,
        unit=file.unit,
        clause=entry.clause,
        source=entry.source,
        confirmed=entry.confirmed,
        effective_from=starts,
        township=township if own else None,
        note=entry.note,
    )


def change_days(name: str, overlay: Overlay | None = None) -> tuple[date, ...]:
    """The days from which a figure has another value or another source, oldest first."""
    published = {r.effective_from for r in overlay.rows if r.name == name} if overlay else set()
    return tuple(sorted({starts for starts, _ in _dated(figure(name), overlay)} | published))


def _from_row(file: Figure, row: OverlayRow, on: date, overlay: Overlay | None) -> Reading:
    """A published value keeps the clause of the file's entry of that day."""
    starts, entry = _entry_on(file, max(on, HORIZON), overlay)
    outdated = HORIZON < starts <= on and row.effective_from < starts and row.effective_from != date.min
    value = read_value(file.unit, row.value) if isinstance(row.value, str) else row.value
    note = f"{starts} 起文件中另有数值，请核对本区公布的数字是否仍有效。" if outdated else ""
    confirmed = row.confirmed and not outdated
    return Reading(
        file.name,
        file.label,
        value,
        file.unit,
        entry.clause,
        row.source,
        confirmed,
        row.effective_from,
        row.township,
        note,
    )


def _entry_on(file: Figure, on: date, overlay: Overlay | None) -> tuple[date, Entry]:
    begun = [(starts, entry) for starts, entry in _dated(file, overlay) if starts <= on]
    if not begun:
        raise NoValueOnDay(f"{on} 没有“{file.label}”的数值，最早从 {HORIZON} 起。")
    return begun[-1]


def _dated(file: Figure, overlay: Overlay | None) -> list[tuple[date, Entry]]:
    """Entries with their days, oldest first; of two on one day the one that hangs on the notice comes last and wins."""
    notice = _notice_day(overlay) if any(e.starts is None for e in file.entries) else HORIZON
    dated = [(entry.starts or notice, entry) for entry in file.entries]
    return sorted(dated, key=lambda pair: (pair[0], pair[1].starts is None))


def _notice_day(overlay: Overlay | None) -> date:
    day = reading(NOTICE_DAY, date.max, None, overlay).value
    if not isinstance(day, date):
        raise NoValueOnDay("通知的施行日期没有数值，请先填写。")
    return max(day, HORIZON)
