"""The way to the bank and back with a real bank process: what it said is kept, its journal says what was paid."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.gateways.bank.fake.judge import payments
from jiuzhu.gateways.bank.taker import ask, carry
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.scope import set_scope
from jiuzhu.payments import acts
from jiuzhu.payments.models import BankAnswer, BankFile, Order, Run
from tests.district import holder
from tests.gateways.processes import FakeProcess
from tests.payments.township import granted, prepared, released

DAY = dt.date(2026, 11, 6)


@pytest.fixture
def bank(tmp_path: Path, settings: Any) -> Iterator[FakeProcess]:
    """A bank of this test's own."""
    fake = FakeProcess("bank", tmp_path / "bank").start()
    settings.BANK_URL, settings.KEYS = fake.url, {**settings.KEYS, "bank": fake.key.hex()}
    yield fake
    fake.end()


def carried(run: Run) -> bool:
    """The worker delivers the file's message."""
    done = carry(run.number, {"run_id": run.pk}, DAY)
    set_scope(DISTRICT)
    return done


def asked(run: Run) -> list[str]:
    """The worker asks about every open order; what the bank said, in order."""
    assert ask(f"{run.number}/1", {"run_id": run.pk}, DAY)
    set_scope(DISTRICT)
    return list(BankAnswer.objects.order_by("pk").values_list("status", flat=True))


def the_run() -> Run:
    """Two families, released."""
    granted(1), granted(2, wages_fen=45_000)
    return released(prepared())


def test_a_lost_answer_is_unknown_and_asking_settles_it_without_a_second_payment(bank: FakeProcess) -> None:
    run = the_run()
    bank.misbehave({"kind": "drop_answer", "times": 1})
    assert not carried(run)
    run.refresh_from_db()
    assert (run.state, set(run.orders.values_list("state", flat=True))) == ("unknown", {"unknown"})
    assert asked(run) == ["paid", "paid"]
    run.refresh_from_db()
    assert run.state == "closed"
    assert carried(run), "送过、查清了；回盘也一致"
    assert BankFile.objects.get(run=run).state == "returned"
    assert sorted(p["order_key"] for p in payments(bank.state)) == sorted(run.orders.values_list("key", flat=True))


def test_a_return_that_cannot_be_right_is_unknown_until_a_right_one_comes(bank: FakeProcess) -> None:
    run = the_run()
    bank.misbehave({"kind": "wrong_amount", "times": 1})
    assert not carried(run)
    run.refresh_from_db()
    file = BankFile.objects.get(run=run)
    assert (run.state, file.state, set(run.orders.values_list("state", flat=True))) == (
        "unknown",
        "accepted",
        {"unknown"},
    )
    assert "金额" in file.problem
    assert carried(run)
    run.refresh_from_db()
    assert (run.state, set(run.orders.values_list("state", flat=True))) == ("closed", {"paid"})


def test_a_bank_that_is_not_there_is_stopped_asked_decided_and_paid_by_the_next_run(bank: FakeProcess) -> None:
    run = the_run()
    bank.misbehave({"kind": "down", "how": "close"})
    assert not carried(run)
    acts.stop_bank_file(actor=holder("finance_releaser"), on=DAY, run_id=run.pk, reason="银行系统停机")
    assert asked(run) == ["none"], "没有人应答，其余的不再问"
    bank.misbehave()
    assert not carried(run), "停送了，不再送"
    assert payments(bank.state) == []
    assert asked(run)[1:] == ["unknown", "unknown"]
    keys = list(run.orders.values_list("key", flat=True))
    acts.decide_unknown(
        actor=holder("finance_releaser"), on=DAY, run_id=run.pk, keys=keys, outcome="failed", paid_on=None,
        reason="银行答复没有收到",
    )  # fmt: skip
    assert carried(run), "结清了，消息办完"
    again = released(prepared(day=7), day=7)
    assert carried(again)
    paid = [(p["order_key"], p["amount_fen"]) for p in payments(bank.state)]
    assert sorted(paid) == sorted(Order.objects.filter(run=again, attempt=2).values_list("key", "amount_fen"))
