"""制单: what is owed is gathered once, by the preparer, with an account each."""

import datetime as dt

import pytest

from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import NotYourDuty, Refusal
from jiuzhu.payments.acts import prepare_run, withdraw_run
from jiuzhu.payments.acts.prepare import AccountMissing, NothingToPay
from jiuzhu.payments.models import Order, Run
from jiuzhu.payments.queries import waiting_months
from jiuzhu.payments.totals import hash_total
from jiuzhu.registry.models import Household
from tests.district import BEIAO, holder
from tests.payments.township import DECEMBER, NOVEMBER, granted, new_month, paid_month, prepared, released


def test_a_run_gathers_what_is_owed_with_its_control_totals() -> None:
    cases = [granted(1), granted(2, wages_fen=50_000)]
    assert [(w.month, w.count, w.again) for w in waiting_months(BEIAO)] == [(NOVEMBER, 2, 0)]
    run = prepared()
    orders = list(Order.objects.filter(run=run).order_by("sequence"))
    assert run.number == "BA-DB-202611-1"
    assert (run.count, run.sum_fen) == (2, sum(o.payable.amount_fen for o in orders))
    assert run.hash_total == hash_total((o.sequence, o.account, o.amount_fen) for o in orders)
    assert {str(o.payable.matter) for o in orders} == {str(c.token) for c in cases}
    assert {o.key for o in orders} == {f"p{o.payable_id}-1" for o in orders}
    assert waiting_months(BEIAO) == []
    line = AuditEntry.objects.get(act="prepare_run")
    assert line.person_id_value == holder("finance_preparer").person_id
    assert f'"sum_fen":{run.sum_fen}' in line.entry


def test_only_the_preparer_prepares_and_only_at_home() -> None:
    granted(1)
    for actor in (holder("finance_releaser"), holder("handler"), holder("finance_preparer", "330305002")):
        with pytest.raises(NotYourDuty):
            prepare_run(actor=actor, on=dt.date(2026, 11, 3), township=BEIAO, programme="dibao", month=NOVEMBER)
    assert not Run.objects.exists()


def test_a_month_is_prepared_when_it_has_begun() -> None:
    granted(1, in_month=11)
    with pytest.raises(NotYourDuty, match="12月1日才齐"):
        prepare_run(
            actor=holder("finance_preparer"),
            on=dt.date(2026, 11, 30),
            township=BEIAO,
            programme="dibao",
            month=DECEMBER,
        )
    assert not Run.objects.exists()


def test_a_second_run_waits_for_the_first() -> None:
    granted(1)
    first = prepared()
    granted(2)
    with pytest.raises(Refusal, match=f"{first.number} 还没有放行"):
        prepared(day=4)
    released(first)
    second = prepared(day=5)
    assert (second.number, second.count) == ("BA-DB-202611-2", 1)


def test_nothing_owed_is_no_run() -> None:
    granted(1)
    paid_month()
    with pytest.raises(NothingToPay, match="2026年11月"):
        prepared(day=5)
    assert Run.objects.count() == 1
    new_month()
    assert prepared(DECEMBER).count == 1


def test_a_family_without_account_holds_the_run_and_is_named() -> None:
    case = granted(1)
    granted(2)
    Household.objects.filter(matter=str(case.token)).update(account="")
    with pytest.raises(AccountMissing, match=case.applicant.name):
        prepared()
    assert not Run.objects.exists()
    assert not Order.objects.exists()


def test_what_is_sent_back_can_be_prepared_again() -> None:
    granted(1)
    run = prepared()
    withdraw_run(actor=holder("finance_releaser"), on=dt.date(2026, 11, 4), run_id=run.pk, reason="少了一户")
    run.refresh_from_db()
    assert (run.state, run.released_by) == ("cancelled", None)
    assert Order.objects.get(run=run).state == "cancelled"
    again = prepared(day=5)
    order = Order.objects.get(run=again)
    assert (again.number, order.attempt, order.state) == ("BA-DB-202611-2", 2, "prepared")


def test_sending_back_needs_a_reason_and_a_finance_post() -> None:
    granted(1)
    run = prepared()
    for actor, reason in ((holder("finance_releaser"), "  "), (holder("handler"), "有错")):
        with pytest.raises(Refusal):
            withdraw_run(actor=actor, on=dt.date(2026, 11, 4), run_id=run.pk, reason=reason)
    released(run)
    with pytest.raises(NotYourDuty, match="已经放行"):
        withdraw_run(actor=holder("finance_releaser"), on=dt.date(2026, 11, 4), run_id=run.pk, reason="有错")
    run.refresh_from_db()
    assert run.state == "released"
