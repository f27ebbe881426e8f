"""A run waits for the differences of its month's roster; without a roster it is only said that nothing was compared."""

import dataclasses
import datetime as dt

import pytest

from jiuzhu.funds.queries import balance
from jiuzhu.ground.scope import scoped
from jiuzhu.payments.acts import release_run
from jiuzhu.payments.guards import HeldBack
from jiuzhu.payments.models import Order, Run
from jiuzhu.province import comparison, queries
from jiuzhu.province.acts import explain_difference
from jiuzhu.province.models import RosterImport
from tests.district import BEIAO, holder
from tests.payments.township import granted, prepared, released
from tests.province.rosters import as_here, imported, with_amounts

FOURTH = dt.date(2026, 11, 4)


def held(run: Run) -> None:
    """Nothing moved."""
    run.refresh_from_db()
    assert (run.state, run.released_by) == ("prepared", None)
    assert set(Order.objects.filter(run=run).values_list("state", flat=True)) == {"prepared"}
    assert balance(BEIAO, "transit") == 0


def explained(roster: RosterImport, who: object) -> None:
    """Every open difference answered for by one person."""
    for row in comparison.page_of(roster, "open")[0]:
        explain_difference(
            actor=who, on=FOURTH, roster_id=roster.pk, place=row.place, reason="12月起在省系统变更，本月按审批发放"
        )


def test_without_a_roster_the_run_is_released() -> None:
    granted(1)
    run = prepared()
    assert (queries.roster_for(run), queries.open_differences(run)) == (None, 0)
    assert released(run).state == "released"


def test_a_roster_that_agrees_lets_the_run_pass() -> None:
    imported(as_here(granted(1)))
    assert released(prepared()).state == "released"


def test_open_differences_hold_the_run_until_the_second_person_explains() -> None:
    case = granted(1)
    roster = imported(with_amounts(as_here(case), {0: "5.00", 1: "5.00"}))
    run = prepared()
    assert queries.open_differences(run) == 2
    with pytest.raises(HeldBack, match="11月名册逐人核对，还有 2 人不同") as refusal:
        released(run)
    assert "写明原因" in refusal.value.sentence
    held(run)
    explained(roster, holder("finance_releaser"))
    assert queries.open_differences(run) == 0
    released(run)
    run.refresh_from_db()
    assert (run.state, balance(BEIAO, "transit")) == ("released", run.sum_fen)


def test_a_corrected_roster_lets_the_run_pass_without_words() -> None:
    rows = as_here(granted(1))
    imported(with_amounts(rows, {0: "5.00", 1: "5.00"}))
    run = prepared()
    with pytest.raises(HeldBack):
        released(run)
    imported(rows, day=4)
    assert released(run).state == "released"


def test_a_roster_loaded_after_the_explanations_counts_again() -> None:
    case = granted(1)
    rows = as_here(case)
    first = imported(with_amounts(rows, {0: "5.00", 1: "5.00"}))
    run = prepared()
    explained(first, holder("finance_releaser"))
    imported(rows[:1], day=4)
    assert queries.open_differences(run) == 1
    with pytest.raises(HeldBack, match="还有 1 人不同"):
        released(run)
    held(run)


def test_the_preparer_does_not_explain_their_own_run() -> None:
    roster = imported(with_amounts(as_here(granted(1)), {0: "5.00", 1: "5.00"}))
    run, releaser = prepared(), holder("finance_releaser")
    in_both_posts = dataclasses.replace(releaser, person_id=holder("finance_preparer").person_id)
    explained(roster, in_both_posts)
    assert comparison.open_count(roster) == 0
    assert queries.open_differences(run) == 2
    with pytest.raises(HeldBack, match="还有 2 人不同"):
        released(run)
    held(run)
    for row in comparison.page_of(roster, "amount")[0]:
        explain_difference(actor=releaser, on=FOURTH, roster_id=roster.pk, place=row.place, reason="已电话核实")
    assert released(run).state == "released"


def test_rosters_of_other_months_and_townships_hold_nothing() -> None:
    case = granted(1)
    wrong = with_amounts(as_here(case), {0: "5.00", 1: "5.00"})
    imported([[*row[:3], "2026-12", *row[4:]] for row in wrong])
    imported([[*row[:2], "330305002", *row[3:]] for row in wrong], township="330305002")
    imported([[row[0], "特困", *row[2:]] for row in wrong])
    run = prepared()
    assert RosterImport.objects.count() == 3
    assert queries.open_differences(run) == 0
    releaser = holder("finance_releaser")
    with scoped(releaser):
        release_run(actor=releaser, on=FOURTH, run_id=run.pk, typed_fen=run.sum_fen)
    run.refresh_from_db()
    assert run.state == "released"
