"""From one situation to the columns of facts: twelve months of money, ages on the day, codes; and what to say of each.

The rows it makes are the same as the rows of a table (`jiuzhu/law/table.py`); from here on there is one implementation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from jiuzhu.law.rules.engine import NOT_KNOWN, Array, Homes
from jiuzhu.law.rules.facts import (
    ABSENT,
    CARE_LEVELS,
    DISABILITY_KINDS,
    FACTS,
    INSTITUTIONS,
    RELATIONS,
    STUDENT,
    SUPPORT_FORMS,
    SUPPORTERS,
)
from jiuzhu.law.situation import Income, Member, Situation, Spending
from jiuzhu.plain.money import format_grouped

COSTS_OF = {"wages": "work_cost", "business": "business_cost", "property": "property_cost"}


def _group(entity: str, dtype: type, units: tuple[str, ...]) -> tuple[str, dict[str, int], Array]:
    """The facts of one entity and type: their row in a matrix, and the matrix of their defaults, one column wide."""
    facts = [fact for fact in FACTS.values() if fact.entity == entity and fact.unit in units]
    defaults: Array = np.array([[fact.default] for fact in facts], dtype=dtype)
    return entity, {fact.name: number for number, fact in enumerate(facts)}, defaults


# One small matrix per type of column is faster to make than sixty arrays.
_GROUPS = tuple(
    _group(entity, dtype, units)
    for entity in ("member", "household")
    for dtype, units in (
        (np.int64, ("fen", "fen_per_month", "fen_per_year", "count")),
        (np.int8, ("code",)),
        (np.bool_, ("flag",)),
    )
)


@dataclass(frozen=True)
class Prepared:
    """`said`: for a member's fact, how its yearly sum was stated, e.g. `600.00 × 12`. `stated`: facts that anybody
    stated; all others are at their default."""

    facts: Mapping[str, Array]
    homes: Homes
    said: Mapping[tuple[int, str], str]
    stated: frozenset[str]


def prepare(situation: Situation, on: date) -> Prepared:
    """The facts of one household on one day."""
    people = situation.household
    rows = [_member_values(member, situation, on) for member in people]
    said: dict[tuple[int, str], str] = {}
    _add_money(situation, on, rows, said)
    facts = _arrays("member", rows)
    facts.update(_arrays("household", [_household_values(situation)]))
    applicant = next(n for n, member in enumerate(people) if member.relation == "self")
    homes = Homes(np.zeros(1, dtype=np.int64), len(people), np.array([applicant]))
    return Prepared(facts, homes, said, frozenset().union(*rows))


def age_on(born: date, on: date) -> int:
    """Whole years: somebody born on 29 February comes of age on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def months_between(since: date, on: date) -> int:
    """Whole months that have gone by; NOT_KNOWN before the day itself."""
    if since > on:
        return NOT_KNOWN
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)


def _member_values(member: Member, situation: Situation, on: date) -> dict[str, int]:
    values = {
        "age": age_on(member.born, on),
        "relation": RELATIONS.index(member.relation),
        "serious_illness": int(member.serious_illness),
        "student": STUDENT.index(member.student),
        "absent": ABSENT.index(member.absent),
        "clergy_on_premises_years": min(member.clergy_on_premises_years, np.iinfo(np.int8).max),
        "in_tekun": int(member.in_tekun),
    }
    if member.disability is not None:
        values["disability_kind"] = DISABILITY_KINDS.index(member.disability.kind)
        values["disability_grade"] = member.disability.grade
    if member.independent is not None:
        values["independent"] = int(member.independent)
    if member.co_residing is not None:
        values["co_residing"] = int(member.co_residing)
    if member.supporters is not None:
        values["supporters"] = SUPPORTERS.index(member.supporters)
    if member.self_care_unmet is not None:
        values["self_care_unmet_count"] = len(member.self_care_unmet)
    if member.relation == "self" and situation.self_care_level is not None:
        values["self_care_level"] = CARE_LEVELS.index(situation.self_care_level)
    return values


def _add_money(situation: Situation, on: date, rows: list[dict[str, int]], said: dict[tuple[int, str], str]) -> None:
    place = {member.id: number for number, member in enumerate(situation.household)}

    def add(number: int, name: str, fen: int, words: str) -> None:
        row = rows[number]
        row[name] = row.get(name, 0) + fen
        said[number, name] = f"{said[number, name]}；{words}" if (number, name) in said else words

    for item in situation.income:
        number = place[item.of]
        add(number, f"income_{item.kind}", item.yearly(), _words(item))
        if item.costs_fen:
            fen = item.yearly_costs()
            add(number, f"spending_{COSTS_OF[item.kind]}", fen, f"全年 {format_grouped(fen)}")
        if item.disregard_since is not None:
            months = months_between(item.disregard_since, on)
            row = rows[number]
            row["new_job_wages"] = row.get("new_job_wages", 0) + item.yearly()
            row["new_job_months"] = max(row.get("new_job_months", NOT_KNOWN), months)
    for spent in situation.spending:
        add(place[spent.of], f"spending_{spent.kind}", spent.yearly(), _words(spent))


def _words(item: Income | Spending) -> str:
    if isinstance(item, Income) and item.months is not None:
        paid = sum(1 for fen in item.months if fen)
        return f"十二个月逐月相加，其中 {paid} 个月有收入"
    return (
        f"{format_grouped(item.fen)} × {item.for_months}" if item.per == "month" else f"全年 {format_grouped(item.fen)}"
    )


def _household_values(situation: Situation) -> dict[str, int]:
    owned = situation.property
    stated = {
        "money": owned.money_fen,
        "homes_owned": owned.homes,
        "vehicles": owned.vehicles,
        "shops": owned.shops,
        "companies": owned.companies,
        "home_area_below_average": int(owned.home_area_below_average),
        "support_form": None if situation.support.form is None else SUPPORT_FORMS.index(situation.support.form),
        "institution": (
            None if situation.support.institution is None else INSTITUTIONS.index(situation.support.institution)
        ),
    }
    return {name: value for name, value in stated.items() if value is not None}


def _arrays(entity: str, rows: list[dict[str, int]]) -> dict[str, Array]:
    arrays: dict[str, Array] = {}
    for of, names, defaults in _GROUPS:
        if of != entity:
            continue
        block = np.repeat(defaults, len(rows), axis=1)
        for number, row in enumerate(rows):
            for name in row.keys() & names.keys():
                block[names[name], number] = row[name]
        arrays.update(zip(names, block, strict=True))
    return arrays
