"""Across the bank line: the intent, then the call, then the outcome. After a time-out it is unknown, never failed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from jiuzhu.funds.acts import book_entry
from jiuzhu.ground import audit, crypto, files
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.models import StoredFile
from jiuzhu.ground.refusals import Refusal
from jiuzhu.payments.models import BankFile, Order, Run
from jiuzhu.payments.settling import OPEN


class ReturnContradicts(Refusal):
    """The bank's return says something else than what is already booked."""


class FileDiffers(Refusal):
    """The file's control totals are not the run's (L9)."""


@act("intend_bank_file")
def intend_bank_file(
    *, actor: Actor, on: dt.date, run_id: int, content: bytes, totals: tuple[int, int, str]
) -> BankFile:
    """Commit what will be sent, before it is sent. The same run has one file and one key for ever.

    `totals`: count, sum in fen and hash total that stand in the file; refused where they are not the run's (L9).
    """
    run = Run.objects.select_for_update().get(pk=run_id)
    if totals != (run.count, run.sum_fen, run.hash_total):
        raise FileDiffers(f"{run.number} 的银行文件与发放单的笔数、金额或校验不同，没有送出。请联系系统管理员查明。")
    row = BankFile.objects.filter(run=run).first()
    if row is None:
        stored: StoredFile = files.store_bytes(
            data=content, kind="text/csv", township=run.township, matter="", label=f"{run.number}.csv"
        )
        row = BankFile.objects.create(
            run=run,
            township=run.township,
            file=stored,
            digest=crypto.digest(content),
            count=run.count,
            sum_fen=run.sum_fen,
            hash_total=run.hash_total,
            key=f"{run.number}.1",
        )
    audit.record(
        actor=actor,
        act="intend_bank_file",
        on=on,
        subject=row,
        clause="n8.2",
        township=run.township,
        new={"digest": row.digest, "key": row.key},
    )
    return row


@act("note_bank_receipt")
def note_bank_receipt(*, actor: Actor, on: dt.date, bank_file_id: int, file_no: str) -> BankFile:
    """The bank holds the file and agrees with its control totals."""
    row = BankFile.objects.select_for_update().select_related("run").get(pk=bank_file_id)
    if row.state in ("intended", "unknown"):
        row.state, row.file_no, row.problem = "accepted", file_no, ""
        row.save(update_fields=["state", "file_no", "problem"])
        Run.objects.filter(pk=row.run_id, state__in=["released", "unknown"]).update(state="accepted")
        Order.objects.filter(run_id=row.run_id, state="unknown").update(state="sent")
    audit.record(
        actor=actor,
        act="note_bank_receipt",
        on=on,
        subject=row,
        clause="n8.2",
        township=row.township,
        new={"file_no": file_no, "state": row.state},
    )
    return row


@act("note_bank_unknown")
def note_bank_unknown(
    *, actor: Actor, on: dt.date, bank_file_id: int, reason: str, sent: bool, contradicts: bool = False
) -> BankFile:
    """No usable answer came. If it was `sent` the file may have arrived: unknown, and sent again under the same key.

    `contradicts`: the bank holds the file and its return can't be right; what became of the orders is unknown.
    """
    row = BankFile.objects.select_for_update().get(pk=bank_file_id)
    row.problem = reason[:200]
    row.save(update_fields=["problem"])
    if sent and row.state == "intended":
        row.state = "unknown"
        row.save(update_fields=["state"])
    if row.state == "unknown" or contradicts:
        Run.objects.filter(pk=row.run_id, state__in=["released", "accepted"]).update(state="unknown")
        Order.objects.filter(run_id=row.run_id, state="sent").update(state="unknown")
    audit.record(
        actor=actor,
        act="note_bank_unknown",
        on=on,
        subject=row,
        clause="n8.2",
        township=row.township,
        new={"state": row.state},
        reason=reason,
    )
    return row


@act("take_bank_return")
def take_bank_return(
    *, actor: Actor, on: dt.date, bank_file_id: int, digest: str, rows: Sequence[Mapping[str, Any]]
) -> Run:
    """Settle every order of the file from the bank's return; the same return again changes nothing (L6, L8)."""
    row = BankFile.objects.select_for_update().select_related("run").get(pk=bank_file_id)
    run = row.run
    if row.state == "returned" and row.returned_digest != digest:
        raise ReturnContradicts(f"{run.number} 的银行回盘与先前收到的不同，没有导入。请与银行核实。")
    paid_fen = failed_fen = 0
    if row.state != "returned":
        # First the proof, then what it proves: the database settles no order without it (L6).
        row.state, row.returned_digest = "returned", digest
        row.save(update_fields=["state", "returned_digest"])
        paid_fen, failed_fen = _settle(run, on, rows)
        _book(actor, on, run, paid_fen, failed_fen)
        Run.objects.filter(pk=run.pk).exclude(state="closed").update(state="closed")
    audit.record(
        actor=actor,
        act="take_bank_return",
        on=on,
        subject=run,
        clause="n8.2",
        township=run.township,
        new={"digest": digest, "failed_fen": failed_fen, "paid_fen": paid_fen},
    )
    return run


def _settle(run: Run, on: dt.date, rows: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    orders = {o.key: o for o in Order.objects.select_for_update().filter(run=run)}
    if set(orders) != {r["order_key"] for r in rows}:
        raise ReturnContradicts(f"{run.number} 的银行回盘与发放单的笔数对不上，没有导入。请与银行核实。")
    sums = {"paid": 0, "failed": 0}
    open_orders = []
    for result in rows:
        order = orders[result["order_key"]]
        if order.state not in OPEN:  # an answer of the bank or a decision was faster
            if order.state != result["state"]:
                raise ReturnContradicts(
                    f"{run.number} 的银行回盘与已经查清或认定的结果不同（序号 {order.sequence}），没有导入。"
                    "请与银行核实。"
                )
            continue
        open_orders.append(order)
        order.state, order.reason = result["state"], result["reason"][:120]
        order.settled_on = result["paid_on"] or on  # a failed one has no day of its own
        sums[order.state] += order.amount_fen
    Order.objects.bulk_update(open_orders, ["state", "reason", "settled_on"], batch_size=500)
    return sums["paid"], sums["failed"]


def _book(actor: Actor, on: dt.date, run: Run, paid_fen: int, failed_fen: int) -> None:
    """Paid money settles what was owed; failed money comes back to the account."""
    postings = []
    if paid_fen:
        postings += [("payable", paid_fen), ("transit", -paid_fen)]
    if failed_fen:
        postings += [("cash", failed_fen), ("transit", -failed_fen)]
    if not postings:
        return
    book_entry(
        actor=actor,
        on=on,
        key=f"return:{run.number}",
        kind="return",
        township=run.township,
        memo=f"{run.number} 银行回盘",
        postings=postings,
        clause="n8.2",
    )
