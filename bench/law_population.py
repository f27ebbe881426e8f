"""An invented population for the bench: households of one to six with incomes around the lines."""

from __future__ import annotations

from datetime import date

import numpy as np

from jiuzhu.law.rules.engine import Array, Homes
from jiuzhu.law.rules.facts import CODE_LISTS, FACTS

DAY, TOWNSHIP = date(2021, 12, 15), "330305001"
SIZES = [0.22, 0.3, 0.25, 0.14, 0.06, 0.03]
# How many of the members have it, and up to how many yuan a year.
MONEY = {
    "income_wages": (0.4, 40_000),
    "income_business": (0.1, 30_000),
    "income_property": (0.2, 3_000),
    "income_transfer": (0.1, 6_000),
    "income_pension": (0.15, 20_000),
    "income_basic_pension_central": (0.25, 4_000),
    "income_basic_pension_local": (0.2, 1_500),
    "income_support": (0.1, 6_000),
    "income_old_age_allowance": (0.05, 1_000),
    "income_government_aid": (0.05, 3_000),
    "spending_work_cost": (0.2, 3_000),
    "spending_social_insurance_paid": (0.2, 5_000),
    "spending_illness": (0.15, 20_000),
    "spending_disability": (0.04, 8_000),
}


def population(persons: int, seed: int = 20211001) -> tuple[dict[str, Array], Homes]:
    """Facts of about so many persons, members of a household together."""
    random = np.random.default_rng(seed)
    sizes = random.choice(np.arange(1, 7), size=persons // 2, p=SIZES).astype(np.int64)
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), persons)) + 1]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    size = int(sizes.sum())
    facts = {}
    for fact in FACTS.values():
        count = size if fact.entity == "member" else len(starts)
        dtype = np.bool_ if fact.unit == "flag" else np.int8 if fact.unit == "code" else np.int64
        facts[fact.name] = np.full(count, fact.default, dtype=dtype)
    _people(random, facts, starts, size)
    _money(random, facts, size, len(starts))
    return facts, Homes(starts, size, starts)


def _people(random: np.random.Generator, facts: dict[str, Array], starts: Array, size: int) -> None:
    facts["age"] = random.integers(0, 96, size)
    facts["relation"] = random.choice([1, 2, 2, 4], size=size).astype(np.int8)
    facts["relation"][starts] = 0
    disabled = random.random(size) < 0.07
    for name, most in (("disability_kind", len(CODE_LISTS["disability_kind"])), ("disability_grade", 5)):
        facts[name] = np.where(disabled, random.integers(1, most, size), 0).astype(np.int8)
    facts["serious_illness"] = random.random(size) < 0.04
    facts["student"] = np.where(facts["age"] < 24, random.integers(0, 7, size), 0).astype(np.int8)
    facts["independent"] = random.integers(-1, 2, size).astype(np.int8)
    facts["absent"] = np.where(random.random(size) < 0.02, random.integers(1, 5, size), 0).astype(np.int8)
    facts["supporters"] = np.where(random.random(size) < 0.05, random.integers(0, 3, size), -1).astype(np.int8)
    facts["self_care_unmet_count"] = np.where(facts["supporters"] > 0, random.integers(0, 7, size), -1).astype(np.int8)
    facts["self_care_level"] = np.where(facts["supporters"] > 0, random.integers(0, 4, size), -1).astype(np.int8)


def _money(random: np.random.Generator, facts: dict[str, Array], size: int, households: int) -> None:
    for name, (share, most) in MONEY.items():
        facts[name] = np.where(random.random(size) < share, random.integers(0, most * 100, size), 0)
    known = random.random(households) < 0.5
    facts["money"] = np.where(known, random.integers(0, 10_000_000, households), -1)
    facts["homes_owned"] = np.where(known, random.integers(0, 3, households), -1)
    facts["vehicles"] = np.where(random.random(households) < 0.1, 1, 0)
    facts["support_form"] = random.integers(-1, 2, households).astype(np.int8)
    facts["institution"] = random.integers(0, 3, households).astype(np.int8)
