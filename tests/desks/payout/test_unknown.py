"""结果未知 through its pages: what is known, ask, stop, and the second person's decision with the password again."""

import datetime as dt

import pytest

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.models import OutboxMessage
from jiuzhu.payments.acts import note_bank_answer, note_bank_unknown
from jiuzhu.payments.models import BankFile, Order, Run, UnknownDecided
from tests.desks.payout.test_paying import DONGPING, books_hold, send
from tests.desks.visitors import visitor
from tests.payments.township import granted, intended, prepared, released

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
DAY = dt.date(2026, 11, 6)


def silent() -> Run:
    """A released run of two families whose file got no answer, on the 6th."""
    granted(1), granted(2, wages_fen=45_000)
    run = released(prepared())
    note_bank_unknown(actor=SYSTEM, on=DAY, bank_file_id=intended(run).pk, reason="银行没有应答", sent=True)
    set_day(DAY)
    return Run.objects.get(pk=run.pk)


def answered(run: Run, status: str) -> None:
    """The bank answers about every open payment."""
    for order in run.orders.filter(state="unknown"):
        note_bank_answer(actor=SYSTEM, on=DAY, order_id=order.pk, status=status)


def test_an_unknown_run_is_worked_off_from_the_list_to_the_next_attempt() -> None:
    run = silent()
    preparer, releaser = visitor("finance_preparer"), visitor("finance_releaser")
    page = preparer.text("/payout/unknown/")
    assert run.number in page and "没有答复" in page and "没有查清以前不能重发" in page
    where = f"/payout/unknown/{run.number}/"
    page = preparer.text(where)
    assert "银行没有应答" in page and f"{run.number}.1" in page
    assert where in preparer.text(f"/payout/{run.number}/")

    assert send(preparer, f"{where}ask/") == where
    assert OutboxMessage.objects.filter(channel="bank.orders").count() == 1
    assert "请写明停送的原因" in send(preparer, f"{where}stop/", 400, reason="")
    assert send(preparer, f"{where}stop/", reason="银行系统停机") == where
    assert BankFile.objects.get(run=run).stopped_on == DAY
    answered(run, "unknown")
    keys = list(run.orders.values_list("key", flat=True))
    page = releaser.text(where)
    assert "银行答：没有收到" in page and f'value="{keys[0]}"' in page
    given = {"keys": keys, "outcome": "failed", "reason": "银行书面答复第12号", "password": PASSWORD}
    assert send(releaser, f"{where}decide/", **given) == where
    run.refresh_from_db()
    assert (run.state, set(run.orders.values_list("state", flat=True))) == ("closed", {"failed"})
    assert UnknownDecided.objects.filter(by_id=releaser.actor.person_id).count() == 2
    assert "银行书面答复第12号" in releaser.text(where)
    assert "现在没有结果未知的款" in releaser.text("/payout/unknown/")
    assert "编制发放单" in preparer.text("/payout/")
    books_hold()


def test_the_decision_asks_for_choice_reason_and_password() -> None:
    run = silent()
    send(visitor("finance_releaser"), f"/payout/unknown/{run.number}/stop/", reason="银行系统停机")
    answered(run, "unknown")
    key = Order.objects.filter(run=run).earliest("pk").key
    where = f"/payout/unknown/{run.number}/decide/"
    good = {"keys": [key], "outcome": "failed", "reason": "银行书面答复第12号", "password": PASSWORD}
    for change, says in (
        ({"keys": []}, "请勾选"),
        ({"outcome": ""}, "请选择已付还是未付"),
        ({"reason": ""}, "请写明依据"),
        ({"password": "wrong"}, "密码不对"),
        ({"outcome": "paid", "paid_on": "2026-11-05"}, "不能认定已付"),
    ):
        status = 409 if "不能认定" in says else 400
        page = send(visitor("finance_releaser"), where, status, **{**good, **change})
        assert says in page, change
    assert not UnknownDecided.objects.exists()


def test_the_preparer_reads_why_not_and_a_stranger_finds_nothing() -> None:
    run = silent()
    where = f"/payout/unknown/{run.number}/"
    assert "须由另一个人认定" in visitor("finance_preparer").text(where)
    given = {"keys": [run.orders.all()[0].key], "outcome": "failed", "reason": "银行书面答复", "password": PASSWORD}
    assert "须由另一个人认定" in send(visitor("finance_preparer"), f"{where}decide/", 403, **given)
    assert "由制单人和复核人查办" in visitor("handler").text(where)
    stranger = visitor("finance_releaser", DONGPING)
    stranger.text(where, 404)
    send(stranger, f"{where}ask/", 404)
    assert run.number not in stranger.text("/payout/unknown/")
    assert not OutboxMessage.objects.filter(channel="bank.orders").exists()


def test_a_stopped_file_goes_on_from_its_page() -> None:
    run = silent()
    where = f"/payout/unknown/{run.number}/"
    client = visitor("finance_preparer")
    send(client, f"{where}stop/", reason="银行系统停机")
    assert "恢复送银行" in client.text(where)
    assert send(client, f"{where}resume/") == where
    assert BankFile.objects.get(run=run).state == "unknown"
    assert "停止再送" in client.text(where)
