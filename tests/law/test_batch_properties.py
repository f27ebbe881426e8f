"""A household alone gets the answer it gets anywhere inside a batch: one implementation, and nothing leaks over."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.law.rules.engine import COLUMNS, Homes
from jiuzhu.law.rules.facts import CODE_LISTS, FACTS
from jiuzhu.law.rules.parameters import figures_for
from jiuzhu.law.rules.plan import all_columns, wanted_columns
from jiuzhu.law.rules.preparing import prepare
from jiuzhu.law.rules.results import WANTED
from tests.law.households import bounded, situations

DAY, TOWN = date(2021, 12, 15), "330305001"
FIGURES = figures_for(DAY, TOWN)
MILLION = 1_000_000


def together(prepared):
    """The facts of several households put one after the other."""
    facts = {name: np.concatenate([one.facts[name] for one in prepared]) for name in FACTS}
    sizes = np.array([one.homes.size for one in prepared])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    applicant = starts + np.array([one.homes.applicant[0] for one in prepared])
    return facts, Homes(starts, int(sizes.sum()), applicant)


@bounded(40)
@given(st.lists(situations(), min_size=2, max_size=8))
def test_alone_as_inside_a_batch(households):
    prepared = [prepare(one, DAY) for one in households]
    facts, homes = together(prepared)
    batch = wanted_columns(WANTED, facts, homes, FIGURES)
    for place, one in enumerate(prepared):
        alone = all_columns(one.facts, one.homes, FIGURES)
        assert {name: int(alone[name][0]) for name in WANTED} == {name: int(batch[name][place]) for name in WANTED}


@bounded(20)
@given(st.lists(situations(), min_size=2, max_size=6))
def test_every_column_is_the_same_alone_and_in_a_batch(households):
    prepared = [prepare(one, DAY) for one in households]
    facts, homes = together(prepared)
    batch = all_columns(facts, homes, FIGURES)
    for place, one in enumerate(prepared):
        alone = all_columns(one.facts, one.homes, FIGURES)
        rows = slice(homes.starts[place], homes.starts[place] + one.homes.size)
        for name, column in COLUMNS.items():
            mine = batch[name][rows] if column.entity == "member" else batch[name][place : place + 1]
            assert mine.tolist() == alone[name].tolist(), name


@pytest.fixture(scope="module")
def million():
    """A million people in households of one to six, with facts of every kind; assessed once."""
    random = np.random.default_rng(20211001)
    sizes = random.integers(1, 7, MILLION // 3)
    sizes = sizes[: np.searchsorted(np.cumsum(sizes), MILLION) + 1]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    size = int(sizes.sum())
    counts = {"member": size, "household": len(starts)}
    facts = {fact.name: drawn(random, fact, counts[fact.entity]) for fact in FACTS.values()}
    facts["relation"][starts] = 0
    others = np.setdiff1d(np.arange(size), starts, assume_unique=True)
    facts["relation"][others] = np.maximum(facts["relation"][others], 1)
    homes = Homes(starts, size, starts)
    return facts, homes, wanted_columns(WANTED, facts, homes, FIGURES)


def drawn(random, fact, count):
    """Values of every kind a fact can have; most money is nothing, as in life."""
    if fact.unit == "flag":
        return random.random(count) < 0.1
    if fact.unit == "code":
        most = len(CODE_LISTS[fact.name]) if fact.name in CODE_LISTS else 5
        unknown = random.random(count) < 0.5
        return np.where(unknown, fact.default, random.integers(0, most, count)).astype(np.int8)
    if fact.name == "age":
        return random.integers(0, 100, count)
    if fact.unit == "count":
        return random.integers(-1, 8 if fact.name == "new_job_months" else 2, count)
    most = 5_000_000 if fact.name == "money" else 1_500_000
    return np.where(random.random(count) < 0.15, random.integers(0, most, count), max(fact.default, 0))


@bounded(150)
@given(data=st.data())
def test_alone_as_inside_a_million(million, data):
    facts, homes, batch = million
    assert homes.size >= MILLION
    place = data.draw(st.integers(0, len(homes.starts) - 1))
    first = int(homes.starts[place])
    last = int(homes.starts[place + 1]) if place + 1 < len(homes.starts) else homes.size
    mine = {
        name: values[first:last] if FACTS[name].entity == "member" else values[place : place + 1]
        for name, values in facts.items()
    }
    alone = all_columns(mine, Homes(np.zeros(1, dtype=np.int64), last - first, np.zeros(1, dtype=np.int64)), FIGURES)
    assert {name: int(alone[name][0]) for name in WANTED} == {name: int(batch[name][place]) for name in WANTED}


def test_the_million_meets_every_answer(million):
    """The comparison is worth something only if the batch holds all kinds of household."""
    _, _, batch = million
    for name in ("dibao_eligible", "dibian_eligible", "tekun_eligible", "hardship_eligible"):
        assert 0 < int(batch[name].sum()) < len(batch[name])
    for name, least in (("dibao_why", 7), ("dibian_why", 7), ("tekun_why", 6)):
        assert len(np.unique(batch[name])) >= least
