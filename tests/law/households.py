"""Invented households for property tests: any mix of members, income, spending and property that can be stated."""

import os
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from jiuzhu.law.rules import facts
from jiuzhu.law.situation import Disability, Income, Member, Property, Situation, Spending, Support

LONG = int(os.environ.get("JIUZHU_PROPERTY_EXAMPLES", "0"))


def bounded(examples):
    """Few examples for CI; JIUZHU_PROPERTY_EXAMPLES=20000 for the long form (docs/benchmarks.md)."""
    return settings(max_examples=LONG or examples, deadline=None, suppress_health_check=list(HealthCheck))


TOWNSHIPS = ("330305001", "330305002", "330305202")
DAYS = st.dates(date(2021, 1, 1), date(2027, 12, 31))
# Amounts near the lines are where mistakes live.
YUAN = st.one_of(st.sampled_from([0, 1, 7, 108_499, 108_500, 108_501, 207_000, 217_000]), st.integers(0, 600_000))
MAYBE = st.sampled_from([None, True, False])


@st.composite
def members(draw, number):
    relation = "self" if number == 0 else draw(st.sampled_from(facts.RELATIONS[2:]))
    kind = draw(st.sampled_from(facts.DISABILITY_KINDS))
    return Member(
        id=f"m{number}",
        relation=relation,
        born=draw(st.dates(date(1930, 1, 1), date(2020, 12, 31))),
        disability=None if kind == "none" else Disability(kind, draw(st.integers(1, 4))),
        serious_illness=draw(st.booleans()),
        student=draw(st.sampled_from(facts.STUDENT)),
        independent=draw(MAYBE),
        co_residing=draw(MAYBE),
        absent=draw(st.sampled_from(("none",) * 6 + facts.ABSENT)),
        clergy_on_premises_years=draw(st.sampled_from([0, 0, 0, 2, 3])),
        self_care_unmet=draw(st.sampled_from([None, (), ("toilet",), facts.CARE_ITEMS[:4]])),
        supporters=draw(st.sampled_from([None, None, *facts.SUPPORTERS])),
        in_tekun=draw(st.booleans()),
    )


@st.composite
def incomes(draw, ids, as_of):
    kind = draw(st.sampled_from(tuple(facts.INCOME_KINDS)))
    # Counted from the law date: near both ends of the six and twelve months.
    since = as_of - timedelta(days=draw(st.integers(-5, 380))) if kind == "wages" and draw(st.booleans()) else None
    return Income(
        of=draw(st.sampled_from(ids)),
        kind=kind,
        fen=draw(YUAN),
        per=draw(st.sampled_from(["month", "year"])),
        costs_fen=draw(st.integers(0, 100_000)) if kind in ("wages", "business", "property") else 0,
        disregard_since=since,
    )


@st.composite
def spendings(draw, ids):
    return Spending(
        of=draw(st.sampled_from(ids)),
        kind=draw(st.sampled_from(tuple(facts.SPENDING_KINDS))),
        fen=draw(st.integers(0, 300_000)),
        per=draw(st.sampled_from(["month", "year"])),
    )


@st.composite
def situations(draw, *, supporters=True):
    """`supporters=False`: nobody looked into them, so nobody is 特困."""
    size = draw(st.integers(1, 5))
    household = [draw(members(number)) for number in range(size)]
    if not supporters:
        household = [Member(**{**vars(member), "supporters": None}) for member in household]
    ids = [member.id for member in household]
    as_of = draw(DAYS)
    few = st.sampled_from([None, None, 0, 1, 2])
    return Situation(
        township=draw(st.sampled_from(TOWNSHIPS)),
        household=tuple(household),
        as_of=as_of,
        income=tuple(draw(st.lists(incomes(ids, as_of), max_size=4))),
        spending=tuple(draw(st.lists(spendings(ids), max_size=3))),
        property=Property(draw(st.sampled_from([None, None, 0, 3_906_000, 9_000_000])), draw(few), draw(few)),
        support=Support(
            draw(st.sampled_from([None, *facts.SUPPORT_FORMS])), draw(st.sampled_from([None, *facts.INSTITUTIONS]))
        ),
        self_care_level=draw(st.sampled_from([None, *facts.CARE_LEVELS])),
    )
