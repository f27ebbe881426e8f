"""What must hold for any household, not only for those in the situation files."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.law.assess import assess
from jiuzhu.law.citations import unknown
from jiuzhu.law.figures import figure_names
from jiuzhu.law.situation import Income
from jiuzhu.law.situation_file import read_situation
from tests.law.households import bounded, situations

FILES = [read_situation(path) for path in sorted((Path(__file__).parent / "situations").glob("*.yaml"))]
# More income may give more 低保 only under these clauses: a household that leaves 低保 for 低边 may send its severely
# disabled and seriously ill members into 低保 alone.
MORE_HELP_ALLOWED_BY = {"57.8", "tiaoli.13", "ssf.21"}
COUNTED_KINDS = ("wages", "business", "property", "transfer", "pension", "support", "social_insurance", "other")


def asked(situation):
    return assess(situation, situation.as_of, situation.township)


@bounded(150)
@given(situations(supporters=False), st.data())
def test_more_income_never_gives_more_help_but_by_a_listed_clause(situation, data):
    of = data.draw(st.sampled_from([member.id for member in situation.household]))
    more = Income(of, data.draw(st.sampled_from(COUNTED_KINDS)), data.draw(st.integers(1, 400_000)))
    before = asked(situation).programmes["dibao"]
    after = asked(replace(situation, income=(*situation.income, more))).programmes["dibao"]
    if (after.amount_fen or 0) > (before.amount_fen or 0):
        single = [line for line in after.lines if line.key == "single_because"]
        assert single
        assert all(set(line.clause) <= MORE_HELP_ALLOWED_BY for line in single)


@pytest.mark.parametrize("situation", FILES, ids=[one.title for one in FILES])
def test_no_file_gives_one_person_two_programmes(situation):
    assert held_twice(situation) == set()


@bounded(60)
@given(situations())
def test_nobody_holds_two_programmes_that_exclude_each_other(situation):
    assert held_twice(situation) == set()
    assert all(finding.why for finding in asked(situation).programmes.values())


def held_twice(situation):
    """Who has two of 特困, 低保, 低边."""
    found = asked(situation).programmes
    tekun, dibao, dibian = (set(found[name].members) if found[name].eligible else set() for name in EXCLUSIVE)
    return (dibao & dibian) | (tekun & (dibao | dibian))


EXCLUSIVE = ("tekun", "dibao", "dibian")


@bounded(60)
@given(situations())
def test_every_line_cites_clauses_and_figures_that_exist(situation):
    known = set(figure_names())
    for finding in asked(situation).programmes.values():
        named = {name for line in finding.lines for name in line.parameters}
        assert named <= known
        assert set(finding.unconfirmed) <= named
        for line in finding.lines:
            assert line.clause
            assert unknown(line.clause) == ()
            assert line.label
            assert "{" not in line.how + line.value


@bounded(150)
@given(situations())
def test_amounts_recomputed_from_the_printed_lines_agree(situation):
    assert differences(situation) == {}


@pytest.mark.parametrize("situation", FILES, ids=[one.title for one in FILES])
def test_amounts_of_every_file_recomputed_from_its_lines(situation):
    assert differences(situation) == {}


def differences(situation):
    """What an official finds who adds up nothing but the printed lines: item -> (recomputed, printed)."""
    finding = asked(situation).programmes["dibao"]
    money = {line.key: Fraction(line.value) for line in finding.lines if line.fen is not None and line.of is None}
    counts = {line.key: int(line.value) for line in finding.lines if line.unit == "人"}
    parts = [Fraction(line.value) for line in finding.lines if line.unit == "元/年" and line.key not in SUMS]
    pairs = {"annual_income": (sum(parts), money["annual_income"])}
    if "per_capita" in money:
        monthly = half_up(money["annual_income"] / 12 / max(counts["members"], 1))
        pairs["per_capita"] = (monthly, money["per_capita"])
        pairs["per_capita answered"] = (money["per_capita"] * 100, finding.per_capita_fen)
    if finding.eligible:
        unit = Fraction(re.search(r"舍入到 ([0-9.]+) 元", finding.lines[-1].how)[1])
        amount = half_up(top_up(finding, money, counts), unit) + money.get("uplift", 0)
        pairs["dibao_amount"] = (amount, money["dibao_amount"])
        pairs["last money line"] = (list(money.values())[-1] * 100, finding.amount_fen)
    return {item: pair for item, pair in pairs.items() if pair[0] != pair[1]}


SUMS = ("annual_income", "own_income")


def top_up(finding, money, counts):
    """Yuan a month before rounding, from nothing but what is printed."""
    line = money["dibao_line"]
    single = {each.of: Fraction(each.value) for each in finding.lines if each.key == "own_income"}
    if single:
        in_full = {each.of for each in finding.lines if each.key == "single_in_full"}
        return sum(line if of in in_full else line - own / 12 for of, own in single.items())
    heads, whole = counts["members"], counts.get("full_standard_members", 0)
    if "tier_per_person" in money:
        return money["tier_per_person"] * (heads - whole) + line * whole
    return line * heads - money["annual_income"] / 12 * (heads - whole) / heads


def half_up(amount, unit=Fraction(1, 100)):
    """To the nearest whole number of units."""
    return (amount / unit + Fraction(1, 2)).__floor__() * unit
