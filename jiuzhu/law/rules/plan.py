"""The plan of all columns, sorted once when this module is imported; anything that doesn't fit together stops it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from jiuzhu.law.rules import care, dibao, dibian, income, lines, members, property, showing, single, tekun  # noqa: F401
from jiuzhu.law.rules.engine import COLUMNS, Array, BrokenPlan, Columns, Homes, Step, evaluate, sorted_plan
from jiuzhu.law.rules.facts import FACTS
from jiuzhu.law.rules.parameters import PARAMETERS, Figures

GIVEN = frozenset({*FACTS, *PARAMETERS, "homes"})


def _checked_plan() -> tuple[Step, ...]:
    twice = set(COLUMNS) & GIVEN
    if twice:
        raise BrokenPlan(f"columns with the name of a fact or parameter: {sorted(twice)}")
    used = {need for column in COLUMNS.values() for need in column.needs}
    idle = PARAMETERS - used
    if idle:
        raise BrokenPlan(f"parameters no column uses: {sorted(idle)}")
    return sorted_plan(COLUMNS, GIVEN, COLUMNS)


FULL_PLAN = _checked_plan()


@lru_cache(maxsize=16)
def plan_for(wanted: tuple[str, ...]) -> tuple[Step, ...]:
    """Only what `wanted` rests on, with drops after the last use: for blocks of a table."""
    return sorted_plan(wanted, GIVEN, COLUMNS)


def all_columns(facts: Mapping[str, Array], homes: Homes, figures: Figures) -> Columns:
    """Every column of one household: they are its explanation."""
    return Columns({**facts, **figures.scalars, "homes": homes})


def wanted_columns(
    wanted: Iterable[str], facts: Mapping[str, Array], homes: Homes, figures: Figures
) -> dict[str, Array]:
    """The wanted columns of a block of households."""
    names = tuple(wanted)
    values = evaluate(plan_for(names), {**facts, **figures.scalars, "homes": homes})
    return {name: values[name] for name in names}
