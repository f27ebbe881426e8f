"""Carries released runs to the bank and their returns into the books: intent row, then the call, then the outcome."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from jiuzhu.gateways.bank.client import BankClient
from jiuzhu.gateways.bank.contract import BankFile as Message
from jiuzhu.gateways.bank.contract import write_file
from jiuzhu.gateways.bank.mapping import bank_file, order_result, results
from jiuzhu.gateways.wire.http import Timeouts
from jiuzhu.gateways.wire.outcomes import Accepted, NotSent, Pending, Unknown, Unusable
from jiuzhu.ground import clock, faults, outbox
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.scope import scoped
from jiuzhu.payments.acts import (
    intend_bank_file,
    note_bank_answer,
    note_bank_receipt,
    note_bank_unknown,
    take_bank_return,
)
from jiuzhu.payments.acts.bank import ReturnContradicts
from jiuzhu.payments.models import BankFile, Order, Run
from jiuzhu.payments.settling import OPEN, alone_with_bank

REMARKS = {"dibao": "低保金", "tekun": "特困供养金"}  # the programmes paid in cash (handoffs.IN_CASH)
AFTER_INTENT = faults.declare("bank:after_intent", "银行文件：意向已存、还没有发出")
AFTER_CALL = faults.declare("bank:after_call", "银行文件：银行已收、本地还没记下")
AFTER_RETURN = faults.declare("bank:after_return", "银行回盘：已取到、还没有入账")


@outbox.taker("bank.file")
def carry(key: str, payload: Mapping[str, Any], day: dt.date) -> bool:
    """Send the run's file (same bytes, same key, however often) and fetch its return; True once settled."""
    with alone_with_bank(key):
        with transaction.atomic(), scoped(SYSTEM):
            message, row = _intend(payload["run_id"], day)
            closed = row.run.state == "closed"
        if row.state in ("returned", "stopped"):
            return row.state == "returned" or closed
        return _talk(message, row, day)


@outbox.taker("bank.orders")
def ask(key: str, payload: Mapping[str, Any], day: dt.date) -> bool:
    """Ask about every open order of a run and keep each answer; asked once, whatever comes of it."""
    with transaction.atomic(), scoped(SYSTEM):
        run = Run.objects.get(pk=payload["run_id"])
        orders = list(run.orders.filter(state__in=OPEN).order_by("sequence"))
    with alone_with_bank(run.number), _client() as client:
        for order in orders:
            answer = client.ask_order(order.key, timeouts=_limits(), demo_day=day)
            said = _said(answer, order)
            with transaction.atomic(), scoped(SYSTEM):
                note_bank_answer(actor=SYSTEM, on=day, order_id=order.pk, **said)
            if isinstance(answer, NotSent | Unknown):
                break  # the bank is not there: no use in asking about the others
    return True


def _said(answer: object, order: Order) -> dict[str, Any]:
    if not isinstance(answer, Accepted):
        return {"status": "none", "reason": answer.reason}  # type: ignore[attr-defined]
    said = order_result(answer.value)
    if said["amount_fen"] not in (None, order.amount_fen):
        return {"status": "none", "reason": f"银行答复的金额不同：{said['amount_fen']} 分"}
    return {"status": said["bank_status"], "reason": said["reason"], "paid_on": said["paid_on"]}


def _limits() -> Timeouts:
    return Timeouts(settings.GATEWAY_TIMEOUT_SECONDS, settings.GATEWAY_TIMEOUT_SECONDS)


def _client() -> BankClient:
    return BankClient(settings.BANK_URL, bytes.fromhex(settings.KEYS["bank"]), clock.real_now)


def _talk(message: Message, row: BankFile, day: dt.date) -> bool:
    """The calls of one delivery; True once the return is booked."""
    faults.point(AFTER_INTENT)
    with _client() as client:
        if row.state != "accepted":
            receipt = client.submit(message, attempt_key=row.key, timeouts=_limits(), demo_day=day)
            faults.point(AFTER_CALL)
            if not isinstance(receipt, Accepted):
                _note(row, day, receipt.reason, sent=isinstance(receipt, Unknown))
                return False
            with transaction.atomic(), scoped(SYSTEM):
                row = note_bank_receipt(actor=SYSTEM, on=day, bank_file_id=row.pk, file_no=receipt.value.file_no)
        answer = client.fetch_return(row.file_no, message, timeouts=_limits(), demo_day=day)
    if not isinstance(answer, Accepted):
        if not isinstance(answer, Pending):
            _note(row, day, answer.reason, sent=False, contradicts=isinstance(answer, Unusable))
        return False
    faults.point(AFTER_RETURN)
    try:
        with transaction.atomic(), scoped(SYSTEM):
            digest, rows = answer.value.digest, results(answer.value)
            take_bank_return(actor=SYSTEM, on=day, bank_file_id=row.pk, digest=digest, rows=rows)
    except ReturnContradicts as refusal:
        _note(row, day, refusal.sentence, sent=False, contradicts=True)
        return False
    return True


def _intend(run_id: int, day: dt.date) -> tuple[Message, BankFile]:
    run = Run.objects.get(pk=run_id)
    message = bank_file(
        batch_no=run.number,
        township=run.township,
        programme=run.programme,
        month=run.month,
        orders=[
            {
                "payee": o.payee_name,
                "account": o.account,
                "amount_fen": o.amount_fen,
                "remark": f"{run.month.month}月{REMARKS[run.programme]}",
                "order_key": o.key,
            }
            for o in run.orders.order_by("sequence")
        ],
    )
    totals = (message.totals.count, message.totals.sum_fen, message.totals.hash_total)
    return message, intend_bank_file(actor=SYSTEM, on=day, run_id=run.pk, content=write_file(message), totals=totals)


def _note(row: BankFile, day: dt.date, reason: str, *, sent: bool, contradicts: bool = False) -> None:
    if reason[:200] == row.problem:
        return  # asked again, the same answer: one line of it is enough
    if row.run.state == "closed" and not contradicts:
        return  # everything of it is settled: no answer is no problem
    with transaction.atomic(), scoped(SYSTEM):
        note_bank_unknown(actor=SYSTEM, on=day, bank_file_id=row.pk, reason=reason, sent=sent, contradicts=contradicts)
