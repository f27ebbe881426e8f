"""From last month to this: what nothing on file explains is explained by the second person, or the run waits (n8.2)."""

import datetime as dt
import json

import pytest

from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty, Refusal
from jiuzhu.payments.acts import explain_change, withdraw_run
from jiuzhu.payments.guards import HeldBack
from jiuzhu.payments.models import ChangeExplained, Run
from jiuzhu.payments.queries import bridge, open_changes, reasons
from jiuzhu.registry.acts import correct_payee_account
from jiuzhu.registry.models import Household
from tests.district import holder
from tests.payments.township import granted, paid_month, prepared, released

DAY = dt.date(2026, 11, 6)
REASON = "账号与本人核过无误，银行系统故障退票"


def again() -> Run:
    """One of two payments came back and is prepared again to the same account."""
    case = granted(1)
    granted(2)
    home = Household.objects.get(matter=str(case.token))
    paid_month(failing={home.account: "其他原因"})
    return prepared(day=6)


def explain(run: Run, post: str = "finance_releaser", **changes: str) -> ChangeExplained:
    """The second person explains the run's only open change."""
    given = {"key": run.orders.get().key, "reason": REASON} | changes
    return explain_change(actor=holder(post), on=DAY, run_id=run.pk, **given)


def test_a_run_with_a_change_nobody_explains_is_not_released_and_one_explained_is() -> None:
    run = again()
    assert [c.kind for c in open_changes(run)] == ["again"]
    with pytest.raises(HeldBack, match="还有 1 笔没有查到依据"):
        released(run, day=6)
    row = explain(run)
    assert (row.kind, row.before_fen, row.now_fen, row.reason, row.on, row.clause) == (
        "again",
        None,
        run.sum_fen,
        REASON,
        DAY,
        "n8.2",
    )
    assert row.by_id == holder("finance_releaser").person_id
    line = json.loads(AuditEntry.objects.get(act="explain_change").entry)
    assert (line["clause"], line["new"]["run"]) == (["n8.2"], run.number)
    assert open_changes(run) == []
    assert released(run, day=6).state == "released"


def test_the_explanation_holds_for_the_same_change_in_a_run_prepared_again() -> None:
    run = again()
    explain(run)
    withdraw_run(actor=holder("finance_releaser"), on=DAY, run_id=run.pk, reason="再核一遍")
    second = prepared(day=7)
    assert open_changes(second) == []
    found = reasons(bridge(second).changes, second)
    assert [(r.odd, r.said.reason if r.said else "") for r in found.values()] == [(True, REASON)]


def test_what_was_corrected_needs_no_words_and_takes_none() -> None:
    run = again()
    home = Household.objects.get(matter=str(run.orders.get().payable.matter))
    withdraw_run(actor=holder("finance_releaser"), on=DAY, run_id=run.pk, reason="先更正账号")
    correct_payee_account(
        actor=holder("finance_preparer"), on=DAY, household=home, payee_name=home.payee_name,
        account="6217000099010000123", reason="退票，看过存折",
    )  # fmt: skip
    second = prepared(day=7)
    assert open_changes(second) == []
    with pytest.raises(Refusal, match="已经有依据"):
        explain(second)
    assert not ChangeExplained.objects.exists()


@pytest.mark.parametrize("post", ["finance_preparer", "handler", "leader_in_charge"])
def test_only_the_second_person_explains(post: str) -> None:
    run = again()
    with pytest.raises(NotYourDuty):
        explain(run, post)
    assert open_changes(run) != []


def test_an_explanation_has_a_reason_and_a_change() -> None:
    run = again()
    with pytest.raises(BadInput) as refusal:
        explain(run, reason="是")
    assert refusal.value.field == "reason"
    with pytest.raises(Refusal, match="没有变化"):
        explain(run, key="p0-1")
    assert not ChangeExplained.objects.exists()
