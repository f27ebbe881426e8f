"""Explanation lines: what an official reads of a determination — item, how, value, clause, parameters.

A programme names the columns it shows, in order, and when. Values are those of the columns; nothing is recalculated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from jiuzhu.law.rules.engine import COLUMNS, NOT_KNOWN, Column, Columns
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


class Line(NamedTuple):
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
    """A column or fact that a programme shows.

    `when`: `always`, `nonzero`, `known` (not NOT_KNOWN); or `known x`, `nonzero x`, `zero x` for another column or
    fact. `who`: which members, a flag column. `unit`: printed in place of the column's. `also`: parameters that don't
    stand among the arguments of the column itself; `only`: in place of them. `cites`: a
    figure whose clauses of that day are cited too: with the law its ground changes, not the calculation.
    """

    name: str
    when: str = "always"
    style: Style = "value"
    who: str = ""
    unit: str = ""
    how: str = ""
    also: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    cites: str = ""


class Ready:
    """A `Shown` with everything looked up that is the same for every household."""

    def __init__(self, shown: Shown) -> None:
        self.name = shown.name
        self.what = what = _MEANING[shown.name]
        self.who = shown.who
        self.of_household = what.entity == "household"
        self.test, _, other = shown.when.partition(" ")
        self.test_name = other or shown.name
        self.test_of_household = _MEANING[self.test_name].entity == "household"
        self.money_facts = _money_facts(self.test_name) if self.test == "nonzero" else frozenset()
        self.said_of = next((need for need in _needs(what) if need in FACTS), shown.name)
        self.minus = shown.style == "minus"
        self.money = what.unit in MONEY and shown.style != "not_counted"
        self.words: Mapping[int, str] | None = what.words if isinstance(what, Column) and what.words else None
        if shown.style == "not_counted":
            self.words = _NotCounted()
        self.label = ("减 " if self.minus else "") + what.label
        self.unit = shown.unit or ("" if shown.style == "not_counted" else UNIT_WORDS[what.unit])
        self.template = shown.how or (what.how if isinstance(what, Column) else "")
        self.cites = shown.cites
        self.clause = what.clause if isinstance(what, Column) else ("57.13",)
        own = [need for need in _needs(what) if need in PARAMETERS]
        self.parameters = figures_behind((*own, *shown.also) if shown.only is None else shown.only)


def _money_facts(name: str) -> frozenset[str]:
    """Yearly sums that a column takes directly, or the fact itself: with none of them stated it is nothing."""
    needs = _needs(_MEANING[name])
    return frozenset(need for need in needs if need in FACTS and FACTS[need].unit == "fen_per_year")


def _needs(what: Column | Fact) -> tuple[str, ...]:
    return what.needs if isinstance(what, Column) else (what.name,)


class _NotCounted(dict[int, str]):
    """Whatever the sum: it isn't counted."""

    def __missing__(self, key: int) -> str:
        return "不计入"


def ready(*shown: Shown) -> tuple[Ready, ...]:
    """A group of lines that programmes share."""
    return tuple(map(Ready, shown))


class Explained:
    """All columns of one household, in words. Made once for an assessment and asked by each programme."""

    def __init__(self, values: Columns, prepared: Prepared, figures: Figures, ids: Sequence[str]) -> None:
        self.values = values
        self.prepared = prepared
        self.figures = figures
        self.ids = ids
        self.applicant = int(prepared.homes.applicant[0])
        self._words = [_Words(self, member) for member in range(len(ids))]
        self._made: dict[int, tuple[Line, ...]] = {}

    def number(self, name: str) -> int:
        """The value of a column of the household."""
        return int(self.values[name][0])

    def lines(self, groups: Sequence[tuple[Ready, ...]]) -> tuple[Line, ...]:
        """The lines of groups of columns, in their order; what programmes share is made once."""
        for group in groups:
            if id(group) not in self._made:
                self._made[id(group)] = tuple(line for one in group for line in self._lines_of(one))
        return tuple(line for group in groups for line in self._made[id(group)])

    def sentence(self, name: str) -> str:
        """A code column of the household in words, e.g. why a programme answers as it does."""
        return COLUMNS[name].words[self.number(name)].format_map(self._words[self.applicant])

    def _lines_of(self, one: Ready) -> Iterator[Line]:
        if one.of_household:
            if self._is_shown(one, self.applicant):
                yield self._line(one, 0, self.applicant, None)
            return
        if one.money_facts and self.prepared.stated.isdisjoint(one.money_facts):
            return
        values = self.values
        for member, of in enumerate(self.ids):
            if (not one.who or values[one.who][member]) and self._is_shown(one, member):
                yield self._line(one, member, member, of)

    def _is_shown(self, one: Ready, member: int) -> bool:
        if one.test == "always":
            return True
        value = self.values[one.test_name][0 if one.test_of_household else member]
        if one.test == "known":
            return bool(value > NOT_KNOWN)
        return bool(value) == (one.test == "nonzero")

    def _line(self, one: Ready, place: int, member: int, of: str | None) -> Line:
        number = int(self.values[one.name][place])
        fen = (-number if one.minus else number) if one.money else None
        words = self._words[member]
        if fen is not None:
            value = format_plain(fen)
        else:
            value = str(number) if one.words is None else one.words[number].format_map(words)
        how = one.template.format_map(words) if "{" in one.template else one.template
        said = None if one.of_household else self.prepared.said.get((member, one.said_of))
        if said:
            how = f"{said}，{how}" if how else said
        clause = one.clause
        if one.cites:
            clause = tuple(dict.fromkeys((*self.figures.readings[one.cites].clause, *clause)))
        return Line(one.name, of, one.label, value, one.unit, fen, how, clause, one.parameters)


class _Words(dict[str, str]):
    """What `{name}` says in a template for one member and their household; worked out only when asked for."""

    def __init__(self, explained: Explained, member: int) -> None:
        super().__init__()
        self.explained = explained
        self.member = member

    def __missing__(self, name: str) -> str:
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


def figures_behind(parameters: Sequence[str]) -> tuple[str, ...]:
    """Names of the figures that stand behind parameter names."""
    return tuple(dict.fromkeys(name for parameter in parameters for name in DERIVED.get(parameter, (parameter,))))


assert _ALL_COLUMNS_ARE_READ
_MEANING: Mapping[str, Column | Fact] = {**FACTS, **COLUMNS}
