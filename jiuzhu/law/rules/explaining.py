"""Explanation lines: what an official reads of a determination — item, how, value, clause, parameters.

A programme names the columns it shows, in order, and when. Values are those of the columns; nothing is recalculated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from jiuzhu.law.rules.engine import COLUMNS, Column
from jiuzhu.law.rules.facts import FACTS, Fact
from jiuzhu.law.rules.parameters import DERIVED, PARAMETERS, Figures
from jiuzhu.law.rules.plan import FULL_PLAN as _ALL_COLUMNS_ARE_READ
from jiuzhu.law.rules.preparing import Prepared
from jiuzhu.plain.money import format_grouped, format_plain

MONEY = frozenset(("fen", "fen_per_month", "fen_per_year"))
UNIT_WORDS: Mapping[str, str] = {
    "fen": "元",
    "fen_per_month": "元/月",
    "fen_per_year": "元/年",
    "count": "",
    "flag": "",
    "code": "",
}
Style = Literal["value", "minus", "not_counted"]


@dataclass(frozen=True)
class Line:
    """One line. `value`: as printed; `fen`: signed money of the line, None where it is no money; `of`: member id or
    None for the household; `how`: Chinese, how it was calculated; `clause`, `parameters`: ids and names it rests on."""

    key: str
    of: str | None
    label: str
    value: str
    unit: str
    fen: int | None
    how: str
    clause: tuple[str, ...]
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A column or fact that a programme shows. `when`: `always`, `nonzero`, `known` (not NOT_KNOWN), or the name of a
    flag column or fact that must hold. `who`: which members, a flag column. `unit`: printed in place of the column's.
    `also`: parameters that don't stand among the arguments of the column itself; `only`: in place of them."""

    name: str
    when: str = "always"
    style: Style = "value"
    who: str = ""
    unit: str = ""
    label: str = ""
    how: str = ""
    also: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


class Explained:
    """All columns of one household, in words. Made once for an assessment and asked by each programme."""

    def __init__(self, values: Mapping[str, Any], prepared: Prepared, figures: Figures, ids: Sequence[str]) -> None:
        self.values = values
        self.prepared = prepared
        self.figures = figures
        self.ids = ids
        self._made: dict[tuple[Shown, ...], tuple[Line, ...]] = {}

    def number(self, name: str, member: int | None = None) -> int:
        """The value of a column or fact for a member, or for the household."""
        return int(self.values[name][0 if member is None else member])

    def lines(self, shown: tuple[Shown, ...]) -> tuple[Line, ...]:
        """The lines of a list of columns, in its order; programmes share what they both show."""
        if shown not in self._made:
            self._made[shown] = tuple(line for one in shown for line in self._lines_of(one))
        return self._made[shown]

    def sentence(self, name: str) -> str:
        """A code column of the household in words, e.g. why a programme answers as it does."""
        column = COLUMNS[name]
        return column.words[self.number(name)].format_map(_Words(self, self._applicant()))

    def _lines_of(self, shown: Shown) -> Iterator[Line]:
        what = _MEANING[shown.name]
        if what.entity == "household":
            if self._is_shown(shown, 0, 0):
                yield self._line(shown, what, 0, self._applicant(), None)
            return
        for member, of in enumerate(self.ids):
            if (not shown.who or self.values[shown.who][member]) and self._is_shown(shown, member, member):
                yield self._line(shown, what, member, member, of)

    def _is_shown(self, shown: Shown, place: int, member: int) -> bool:
        if shown.when == "always":
            return True
        if shown.when == "nonzero":
            return bool(self.values[shown.name][place])
        if shown.when == "known":
            return bool(self.values[shown.name][place] >= 0)
        asked = _MEANING[shown.when]
        return bool(self.values[shown.when][0 if asked.entity == "household" else member])

    def _line(self, shown: Shown, what: Column | Fact, place: int, member: int, of: str | None) -> Line:
        number = int(self.values[shown.name][place])
        is_money = what.unit in MONEY and shown.style != "not_counted"
        fen = (-number if shown.style == "minus" else number) if is_money else None
        clause, parameters = _RESTS_ON[shown.name]
        parameters = shown.only or parameters
        return Line(
            key=shown.name,
            of=of,
            label=("减 " if shown.style == "minus" else "") + (shown.label or what.label),
            value=self._value(shown, what, number, fen, member),
            unit=shown.unit or (UNIT_WORDS[what.unit] if shown.style != "not_counted" else ""),
            fen=fen,
            how=self._how(shown, what, member),
            clause=clause,
            parameters=(*parameters, *(name for name in shown.also if name not in parameters)),
        )

    def _value(self, shown: Shown, what: Column | Fact, number: int, fen: int | None, member: int) -> str:
        if shown.style == "not_counted":
            return "不计入"
        if fen is not None:
            return format_plain(fen)
        if isinstance(what, Column) and what.words:
            return what.words[number].format_map(_Words(self, member))
        return str(number)

    def _how(self, shown: Shown, what: Column | Fact, member: int) -> str:
        said = self.prepared.said.get((member, shown.name), "") if what.entity == "member" else ""
        template = shown.how or (what.how if isinstance(what, Column) else "")
        return "，".join(part for part in (said, template.format_map(_Words(self, member))) if part)

    def _applicant(self) -> int:
        return int(self.prepared.homes.applicant[0])


class _Words(Mapping[str, str]):
    """What `{name}` says in a template for one member and their household; worked out only when asked for."""

    def __init__(self, explained: Explained, member: int) -> None:
        self.explained = explained
        self.member = member

    def __getitem__(self, name: str) -> str:
        values = self.explained.values
        if name in PARAMETERS:
            number = int(values[name])
            is_money = self.explained.figures.readings[name].unit in MONEY if name not in DERIVED else False
            return format_grouped(number) if is_money else str(number)
        what = _MEANING[name]
        number = int(values[name][0 if what.entity == "household" else self.member])
        if what.unit in MONEY:
            return format_grouped(number)
        if isinstance(what, Column) and what.words:
            return what.words[number].format_map(self)
        return str(number)

    def __iter__(self) -> Iterator[str]:
        return iter(_MEANING)

    def __len__(self) -> int:
        return len(_MEANING)


def figures_behind(parameters: Sequence[str]) -> tuple[str, ...]:
    """Names of the figures that stand behind parameter names."""
    return tuple(dict.fromkeys(name for parameter in parameters for name in DERIVED.get(parameter, (parameter,))))


def _rests_on(what: Column | Fact) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if isinstance(what, Fact):
        return ("57.13",), ()
    return what.clause, figures_behind([need for need in what.needs if need in PARAMETERS])


assert _ALL_COLUMNS_ARE_READ
_MEANING: Mapping[str, Column | Fact] = {**FACTS, **COLUMNS}
_RESTS_ON = {name: _rests_on(what) for name, what in _MEANING.items()}
