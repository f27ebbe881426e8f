"""A household on a day, as a situation file or the registry states it: plain values, checked on the way in.

`Situation.from_plain` takes the keys of a situation file. What is wrong is refused with `BadSituation`: where (the
path of keys) and a Chinese sentence that says what to do. Money is fen, as stated for its period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal


class BadSituation(Exception):
    """What a situation states can't be used. `path`: keys and positions that lead to it."""

    def __init__(self, path: tuple[str | int, ...], reason: str) -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason


@dataclass(frozen=True)
class Disability:
    kind: str
    grade: int


@dataclass(frozen=True)
class Member:
    """`None` means not looked into (situations.md); see `jiuzhu/law/rules/README.md` for what it is taken as."""

    id: str
    relation: str
    born: date
    sex: str | None = None
    disability: Disability | None = None
    serious_illness: bool = False
    student: str = "none"
    independent: bool | None = None
    co_residing: bool | None = None
    absent: str = "none"
    clergy_on_premises_years: int = 0
    works: bool | None = None
    self_care_unmet: tuple[str, ...] | None = None
    supporters: str | None = None
    in_tekun: bool = False


Per = Literal["month", "year"]


@dataclass(frozen=True)
class Income:
    """Money coming in. `fen` for each month or for the year; `for_months`: how many months of the year it runs;
    `months`: twelve monthly amounts instead (seasons, a fishing ban); `costs_fen` for the same period;
    `disregard_since`: the day this work was taken while on 低保 (条例 Art. 50)."""

    of: str
    kind: str
    fen: int = 0
    per: Per = "month"
    for_months: int = 12
    months: tuple[int, ...] | None = None
    costs_fen: int = 0
    disregard_since: date | None = None

    def yearly(self) -> int:
        """Fen over twelve months, before costs."""
        if self.months is not None:
            return sum(self.months)
        return self.fen * self.for_months if self.per == "month" else self.fen

    def yearly_costs(self) -> int:
        """Fen of costs over twelve months."""
        return self.costs_fen * self.for_months if self.per == "month" and self.months is None else self.costs_fen


@dataclass(frozen=True)
class Spending:
    """Money that has to be spent, as paid by the household itself."""

    of: str
    kind: str
    fen: int
    per: Per = "month"
    for_months: int = 12

    def yearly(self) -> int:
        return self.fen * self.for_months if self.per == "month" else self.fen


@dataclass(frozen=True)
class Property:
    """`None`: not looked into. `money_fen`: deposits, securities, insurance value and the like, whole household."""

    money_fen: int | None = None
    homes: int | None = None
    vehicles: int | None = None
    shops: int | None = None
    companies: int | None = None
    home_area_below_average: bool = False


@dataclass(frozen=True)
class Support:
    """How a 特困 person is supported: `form` concentrated or dispersed, `institution` bought, public or none."""

    form: str | None = None
    institution: str | None = None


@dataclass(frozen=True)
class Situation:
    """`figures`: values in the words of the file, in place of the published ones, by parameter name."""

    township: str
    household: tuple[Member, ...]
    as_of: date | None = None
    title: str = ""
    income: tuple[Income, ...] = ()
    spending: tuple[Spending, ...] = ()
    property: Property = Property()
    support: Support = Support()
    self_care_level: str | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)

    @staticmethod
    def from_plain(plain: Mapping[str, Any]) -> Situation:
        """From the keys of a situation file. Raises `BadSituation`."""
        from jiuzhu.law.situation_reading import situation_from_plain

        return situation_from_plain(plain)
