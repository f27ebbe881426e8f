"""回盘: settled once, whole or not at all; what failed comes back to the account and is paid at a second attempt."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from jiuzhu.funds.models import Entry
from jiuzhu.funds.queries import balance
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.payments.acts import note_bank_receipt, note_bank_unknown, take_bank_return
from jiuzhu.payments.acts.bank import ReturnContradicts
from jiuzhu.payments.models import BankFile, Order, Run
from jiuzhu.payments.queries import returned_orders, states, waiting_months
from jiuzhu.registry.acts import correct_payee_account
from jiuzhu.registry.models import Household
from tests.district import BEIAO, holder
from tests.payments.township import NOVEMBER, answers, at_the_bank, granted, intended, prepared, released, returned

DAY = dt.date(2026, 11, 5)


def take(run: Run, file: int, digest: str, rows: list[dict[str, object]]) -> Run:
    """A return arrives."""
    return take_bank_return(actor=SYSTEM, on=DAY, bank_file_id=file, digest=digest, rows=rows)


def account_of(run: Run) -> str:
    """The account of the run's first payment."""
    return str(run.orders.order_by("sequence")[0].account)


def test_a_return_settles_every_order_and_the_books() -> None:
    granted(1), granted(2)
    run = released(prepared())
    before = balance(BEIAO, "cash")
    take(run, at_the_bank(run), "d" * 64, answers(run, {account_of(run): "账号不存在"}))
    run.refresh_from_db()
    failed = Order.objects.get(run=run, state="failed")
    assert (run.state, failed.reason, failed.settled_on) == ("closed", "账号不存在", DAY)
    assert states(run)["failed"] == (1, failed.amount_fen)
    assert states(run)["paid"] == (1, run.sum_fen - failed.amount_fen)
    assert balance(BEIAO, "transit") == 0
    assert balance(BEIAO, "cash") == before + failed.amount_fen, "付不出去的钱回到账户"
    assert balance(BEIAO, "payable") == -failed.amount_fen, "还欠着"


def test_the_same_return_twice_changes_nothing() -> None:
    granted(1)
    run = released(prepared())
    file, rows = at_the_bank(run), answers(run)
    take(run, file, "d" * 64, rows)
    settled = list(Order.objects.values_list("pk", "state", "settled_on"))
    take(run, file, "d" * 64, rows)
    assert list(Order.objects.values_list("pk", "state", "settled_on")) == settled
    assert Entry.objects.filter(kind="return").count() == 1


def test_another_return_for_a_settled_run_is_refused() -> None:
    granted(1)
    run = released(prepared())
    file = at_the_bank(run)
    take(run, file, "d" * 64, answers(run))
    with pytest.raises(ReturnContradicts, match="与先前收到的不同"):
        take(run, file, "e" * 64, answers(run, {account_of(run): "账户已销户"}))
    assert Order.objects.get(run=run).state == "paid"
    assert Order.objects.get(run=run).settled_on == run.released_on, "银行付款的那天"
    assert BankFile.objects.get(pk=file).returned_digest == "d" * 64


@pytest.mark.parametrize("change", ["missing", "foreign"])
def test_a_return_of_other_orders_is_refused_whole(change: str) -> None:
    granted(1), granted(2)
    run = released(prepared())
    file, rows = at_the_bank(run), answers(run)
    rows = rows[1:] if change == "missing" else [{**rows[0], "order_key": "p999-1"}, *rows[1:]]
    with pytest.raises(ReturnContradicts, match="笔数对不上"):
        take(run, file, "d" * 64, rows)
    run.refresh_from_db()
    assert run.state == "accepted"
    assert set(run.orders.values_list("state", flat=True)) == {"sent"}
    assert not Entry.objects.filter(kind="return").exists()


def test_no_answer_is_unknown_and_never_failed() -> None:
    granted(1)
    run = released(prepared())
    file = intended(run)
    note_bank_unknown(actor=SYSTEM, on=DAY, bank_file_id=file.pk, reason="没有应答", sent=True)
    run.refresh_from_db()
    assert (run.state, Order.objects.get(run=run).state) == ("unknown", "unknown")
    assert waiting_months(BEIAO) == [], "没有查清以前不能再发"
    again = intended(run)
    assert (again.pk, again.key, again.digest) == (file.pk, file.key, file.digest), "同一个文件，同一个编号"
    note_bank_receipt(actor=SYSTEM, on=DAY, bank_file_id=file.pk, file_no="F1")
    take(run, file.pk, "d" * 64, answers(run))
    run.refresh_from_db()
    assert (run.state, Order.objects.get(run=run).state) == ("closed", "paid")


def test_a_failed_payment_is_corrected_and_paid_once() -> None:
    case = granted(1)
    granted(2)
    home = Household.objects.get(matter=str(case.token))
    first = returned(released(prepared()), {home.account: "账号不存在"})
    (order,) = returned_orders(BEIAO)
    assert (order.payable.matter, order.attempt) == (case.token, 1)
    assert [(w.month, w.count, w.again) for w in waiting_months(BEIAO)] == [(NOVEMBER, 1, 1)]

    correct_payee_account(
        actor=holder("finance_preparer"),
        on=DAY,
        household=home,
        payee_name=home.payee_name,
        account="6217 0000 9901 0000 123",
        reason="银行退票，已看存折",
    )
    second = prepared(day=6)
    retry = Order.objects.get(run=second)
    assert (second.number, retry.attempt, retry.key) == ("BA-DB-202611-2", 2, f"p{order.payable_id}-2")
    assert retry.account == "6217000099010000123"
    assert returned_orders(BEIAO) == []
    returned(released(second, day=6))

    states_of_payable = list(Order.objects.filter(payable=order.payable).order_by("attempt").values_list("state"))
    assert states_of_payable == [("failed",), ("paid",)]
    assert balance(BEIAO, "payable") == 0
    assert balance(BEIAO, "transit") == 0
    assert Order.objects.filter(run=first, state="paid").count() == 1


def test_the_database_refuses_a_second_attempt_beside_an_open_one() -> None:
    granted(1)
    run = released(prepared())
    order = Order.objects.get(run=run)
    with pytest.raises(IntegrityError, match="order_one_open_per_payable"), transaction.atomic():
        Order.objects.create(
            run=run,
            township=BEIAO,
            payable=order.payable,
            attempt=2,
            key="p0-2",
            sequence=2,
            payee_name=order.payee_name,
            account=order.account,
            amount_fen=order.amount_fen,
        )
    assert Order.objects.count() == 1
