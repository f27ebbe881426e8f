"""结果未知: unknown is worked off by the bank's answer or a second person's decision, and never paid twice (L6)."""

import datetime as dt
import json
from typing import Any

import pytest

from jiuzhu.funds.queries import balance
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import AuditEntry, OutboxMessage
from jiuzhu.ground.refusals import BadInput, NotYourDuty, Refusal
from jiuzhu.payments import acts, queries
from jiuzhu.payments.acts.bank import ReturnContradicts
from jiuzhu.payments.models import BankAnswer, BankFile, Order, Run, UnknownDecided
from jiuzhu.supervision.ledger import LEDGER
from tests.district import BEIAO, holder
from tests.payments.township import answers, at_the_bank, granted, intended, prepared, released, returned

DAY = dt.date(2026, 11, 6)
REASON = "银行11月6日书面答复，第12号"


def silent() -> Run:
    """A released run of two families whose file got no answer."""
    granted(1), granted(2, wages_fen=45_000)
    run = released(prepared())
    file = intended(run)
    acts.note_bank_unknown(actor=SYSTEM, on=DAY, bank_file_id=file.pk, reason="没有应答", sent=True)
    return Run.objects.get(pk=run.pk)


def stopped() -> Run:
    """The same, and the file isn't sent any more."""
    run = silent()
    acts.stop_bank_file(actor=holder("finance_preparer"), on=DAY, run_id=run.pk, reason="银行系统停机")
    return run


def says(order: Order, status: str, **more: Any) -> BankAnswer:
    """The bank answers about one order."""
    return acts.note_bank_answer(actor=SYSTEM, on=DAY, order_id=order.pk, status=status, **more)


def decide(run: Run, *orders: Order, outcome: str = "failed", **changes: Any) -> list[UnknownDecided]:
    """The second person decides."""
    given = {"keys": [o.key for o in orders], "outcome": outcome, "paid_on": None, "reason": REASON} | changes
    return acts.decide_unknown(actor=holder("finance_releaser"), on=DAY, run_id=run.pk, **given)


def test_no_answer_stands_on_the_page_and_blocks_another_attempt() -> None:
    run = silent()
    assert set(run.orders.values_list("state", flat=True)) == {"unknown"}
    (row,) = queries.unknown_runs(BEIAO, DAY)
    assert (row.run, row.why, row.count, row.fen) == (run, "silent", 2, run.sum_fen)
    assert queries.waiting_months(BEIAO) == [], "没有查清以前不能再发"


def test_a_receipt_makes_it_sent_again() -> None:
    run = silent()
    acts.note_bank_receipt(actor=SYSTEM, on=DAY, bank_file_id=run.bank_file.pk, file_no="F1")
    assert set(run.orders.values_list("state", flat=True)) == {"sent"}
    assert [r.why for r in queries.unknown_runs(BEIAO, run.released_on)] == []
    assert [r.why for r in queries.unknown_runs(BEIAO, DAY)] == ["late"], "第二天还没有回盘"


def test_asking_again_sends_the_file_under_its_key_and_asks_about_each_order() -> None:
    run = silent()
    for expected in (1, 2):
        acts.ask_bank_again(actor=holder("finance_preparer"), on=DAY, run_id=run.pk)
        keys = OutboxMessage.objects.filter(channel="bank.orders").order_by("pk").values_list("key", flat=True)
        assert list(keys) == [f"{run.number}/{n + 1}" for n in range(expected)]
    assert OutboxMessage.objects.filter(channel="bank.file").count() == 1
    assert AuditEntry.objects.filter(act="ask_bank_again").count() == 2
    for stranger in (holder("handler"), holder("finance_releaser", "330305002")):
        with pytest.raises(NotYourDuty):
            acts.ask_bank_again(actor=stranger, on=DAY, run_id=run.pk)


def test_an_answer_of_the_bank_settles_each_order_and_closes_the_run() -> None:
    run = silent()
    first, second = run.orders.order_by("sequence")
    before = balance(BEIAO, "cash")
    says(first, "pending")
    assert Order.objects.get(pk=first.pk).state == "unknown"
    says(first, "paid", paid_on=dt.date(2026, 11, 5))
    says(second, "failed", reason="账户已销户")
    first.refresh_from_db(), second.refresh_from_db(), run.refresh_from_db()
    assert (first.state, first.settled_on, second.state, second.reason) == (
        "paid",
        dt.date(2026, 11, 5),
        "failed",
        "账户已销户",
    )
    assert run.state == "closed"
    assert (balance(BEIAO, "transit"), balance(BEIAO, "cash")) == (0, before + second.amount_fen)
    assert [(w.count, w.again) for w in queries.waiting_months(BEIAO)] == [(1, 1)]


def test_unpaid_is_decided_only_after_stopping_and_asking_and_then_paid_once() -> None:
    run = silent()
    orders = list(run.orders.order_by("sequence"))
    for order in orders:
        says(order, "unknown")
    with pytest.raises(Refusal, match="先停止再送"):
        decide(run, *orders)
    acts.stop_bank_file(actor=holder("finance_preparer"), on=DAY, run_id=run.pk, reason="银行系统停机")
    with pytest.raises(Refusal, match="停送以后还没有问过银行"):
        decide(run, *orders)
    assert not UnknownDecided.objects.exists()
    before = balance(BEIAO, "cash")
    for order in orders:
        says(order, "unknown")
    decided = decide(run, *orders)
    run.refresh_from_db()
    assert run.state == "closed"
    assert {(d.outcome, d.reason, d.by_id) for d in decided} == {
        ("failed", REASON, holder("finance_releaser").person_id)
    }
    assert balance(BEIAO, "cash") == before + run.sum_fen
    line = json.loads(AuditEntry.objects.get(act="decide_unknown").entry)
    assert (line["new"]["orders"], line["clause"]) == ([o.key for o in orders], ["n8.2"])
    with pytest.raises(Refusal):
        acts.resume_bank_file(actor=holder("finance_preparer"), on=DAY, run_id=run.pk)
    again = returned(released(prepared(day=7), day=7))
    assert (again.sum_fen, set(again.orders.values_list("attempt", "state"))) == (run.sum_fen, {(2, "paid")})
    assert balance(BEIAO, "payable") == 0


@pytest.mark.parametrize("status", ["pending", "paid"])
def test_what_the_bank_holds_is_never_decided_unpaid(status: str) -> None:
    run = stopped()
    order = run.orders.order_by("sequence")[0]
    says(order, "unknown")
    if status == "pending":
        says(order, "pending")
        with pytest.raises(Refusal, match="以免付两次"):
            decide(run, order)
    else:
        says(order, "paid", paid_on=DAY)
        with pytest.raises(BadInput, match="有结果的不用认定"):
            decide(run, order)
    assert not UnknownDecided.objects.exists()


def test_what_never_arrived_is_never_decided_paid() -> None:
    run = stopped()
    order = run.orders.order_by("sequence")[0]
    with pytest.raises(Refusal, match="不能认定已付"):
        decide(run, order, outcome="paid", paid_on=DAY)
    assert Order.objects.get(pk=order.pk).state == "unknown"


def test_paid_is_decided_from_a_statement_line_with_its_day() -> None:
    granted(1)
    run = released(prepared())
    file = at_the_bank(run)
    acts.note_bank_unknown(actor=SYSTEM, on=DAY, bank_file_id=file, reason="回盘合计不符", sent=False, contradicts=True)
    order = Order.objects.get(run=run)
    assert (order.state, [r.why for r in queries.unknown_runs(BEIAO, DAY)]) == ("unknown", ["contradicts"])
    for day in (None, dt.date(2026, 11, 3), dt.date(2026, 11, 7)):
        with pytest.raises(BadInput, match="放行那天到今天之间"):
            decide(run, order, outcome="paid", paid_on=day)
    decide(run, order, outcome="paid", paid_on=dt.date(2026, 11, 5), reason="11月5日流水第3行")
    order.refresh_from_db(), run.refresh_from_db()
    assert (order.state, order.settled_on, run.state) == ("paid", dt.date(2026, 11, 5), "closed")
    assert (balance(BEIAO, "payable"), balance(BEIAO, "transit")) == (0, 0)


def test_a_late_return_against_the_decision_is_not_taken_and_one_that_agrees_is() -> None:
    granted(1), granted(2)
    run = released(prepared())
    file = at_the_bank(run)
    order, other = run.orders.order_by("sequence")
    decide(run, order, outcome="paid", paid_on=dt.date(2026, 11, 5))
    rows = answers(run, {order.account: "账户已销户"})
    with pytest.raises(ReturnContradicts, match="与已经查清或认定的结果不同"):
        acts.take_bank_return(actor=SYSTEM, on=DAY, bank_file_id=file, digest="d" * 64, rows=rows)
    assert BankFile.objects.get(pk=file).state == "accepted"
    assert Order.objects.get(pk=other.pk).state == "sent"
    acts.take_bank_return(actor=SYSTEM, on=DAY, bank_file_id=file, digest="e" * 64, rows=answers(run))
    run.refresh_from_db()
    assert (run.state, set(run.orders.values_list("state", flat=True))) == ("closed", {"paid"})
    assert balance(BEIAO, "transit") == 0


def test_a_return_against_a_closed_run_stands_on_the_page_and_in_verify_until_it_agrees() -> None:
    granted(1)
    run = released(prepared())
    file = at_the_bank(run)
    decide(run, run.orders.get(), outcome="paid", paid_on=dt.date(2026, 11, 5))
    assert queries.unknown_runs(BEIAO, DAY) == []
    said = "银行回盘与认定的结果不同"
    acts.note_bank_unknown(actor=SYSTEM, on=DAY, bank_file_id=file, reason=said, sent=False, contradicts=True)
    assert [(r.why, r.count) for r in queries.unknown_runs(BEIAO, DAY)] == [("contradicts", 0)]
    assert {c.key: list(c.breaches()) for c in LEDGER if list(c.breaches())} == {"returns_agree": [run.number]}
    acts.take_bank_return(actor=SYSTEM, on=DAY, bank_file_id=file, digest="e" * 64, rows=answers(run))
    assert queries.unknown_runs(BEIAO, DAY) == []


def test_only_the_second_person_decides_with_a_reason() -> None:
    run = stopped()
    order = run.orders.order_by("sequence")[0]
    says(order, "unknown")
    for post in ("finance_preparer", "handler", "leader_in_charge"):
        with pytest.raises(NotYourDuty):
            acts.decide_unknown(
                actor=holder(post), on=DAY, run_id=run.pk, keys=[order.key], outcome="failed", paid_on=None,
                reason=REASON,
            )  # fmt: skip
    for change, field in (({"reason": "是"}, "reason"), ({"outcome": ""}, "outcome"), ({"keys": []}, "keys")):
        with pytest.raises(BadInput) as refusal:
            decide(run, order, **{"outcome": "failed", **change})
        assert refusal.value.field == field
    assert not UnknownDecided.objects.exists()


def test_a_file_the_bank_holds_is_not_stopped_and_a_stopped_one_can_go_on() -> None:
    run = stopped()
    file = acts.resume_bank_file(actor=holder("finance_releaser"), on=DAY, run_id=run.pk)
    assert (file.state, file.stopped_on, file.key) == ("unknown", None, f"{run.number}.1")
    acts.note_bank_receipt(actor=SYSTEM, on=DAY, bank_file_id=file.pk, file_no="F1")
    with pytest.raises(Refusal, match="银行已经收下"):
        acts.stop_bank_file(actor=holder("finance_releaser"), on=DAY, run_id=run.pk, reason="再想一想")
    acts.take_bank_return(actor=SYSTEM, on=DAY, bank_file_id=file.pk, digest="d" * 64, rows=answers(run))
    assert Run.objects.get(pk=run.pk).state == "closed"
