"""A run under lock; an order settled outside a return: state, booking, the run closed when nothing of it is open."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from jiuzhu.funds.acts import book_entry
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.rows import locked
from jiuzhu.payments.models import BankFile, Order, Run

OPEN = ("sent", "unknown")


def lock_run(run_id: int) -> Run:
    """The run under lock, or the sentence for one that isn't there or isn't of one's township."""
    return locked(Run.objects.all(), run_id, "没有这张发放单，或不属于您所在的街道（乡镇）。")


def settle(actor: Actor, on: dt.date, order: Order, state: str, reason: str, settled_on: dt.date) -> None:
    """Paid money settles what was owed; failed money comes back. Its proof must stand already (L6)."""
    order.state, order.reason, order.settled_on = state, reason[:120], settled_on
    order.save(update_fields=["state", "reason", "settled_on"])
    book_entry(
        actor=actor,
        on=on,
        key=f"settle:{order.key}",
        kind="settle",
        township=order.township,
        memo=f"{order.run.number} 查清",
        postings=[("payable" if state == "paid" else "cash", order.amount_fen), ("transit", -order.amount_fen)],
        clause="n8.2",
    )


def close_if_settled(run: Run) -> None:
    """A run with nothing open is closed; what the bank says against it from now on is another problem."""
    if not Order.objects.filter(run=run, state__in=OPEN).exists():
        Run.objects.filter(pk=run.pk, state__in=["released", "accepted", "unknown"]).update(state="closed")
        BankFile.objects.filter(run=run).update(problem="")


@contextmanager
def alone_with_bank(run_number: str) -> Iterator[None]:
    """Around a call: nobody stops the file or decides about its orders before the answer is noted."""
    key = [f"bank:{run_number}"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 6))", key)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 6))", key)


def nobody_calls_bank(run_number: str) -> bool:
    """Whether no call about this run is under way; if so, none begins before the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 6))", [f"bank:{run_number}"])
        return bool(cursor.fetchone()[0])
