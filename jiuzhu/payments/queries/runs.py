"""What is owed and waits for a run, the runs themselves, their orders by state. Keyset paging."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Sum

from jiuzhu.funds.models import Payable, Posting
from jiuzhu.funds.queries import balance
from jiuzhu.payments.models import OPEN_ORDER, Order, Run

PAGE = 20
ORDERS_PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is owed for a month of a programme and stands in no open order; `again`: of it, payments that failed."""

    programme: str
    month: dt.date
    count: int
    fen: int
    again: int


def waiting_months(township: str) -> list[Waiting]:
    """Months with something to put into a run, oldest first."""
    failed = Order.objects.filter(payable=OuterRef("pk"), state="failed")
    rows = (
        Payable.objects.filter(township=township)
        .exclude(orders__state__in=OPEN_ORDER)
        .annotate(failed=Exists(failed))
        .values("benefit", "month")
        .annotate(n=Count("pk"), s=Sum("amount_fen"), again=Count("pk", filter=Q(failed=True)))
        .order_by("month", "benefit")
    )
    return [Waiting(r["benefit"], r["month"], r["n"], r["s"], r["again"]) for r in rows]


def runs_page(township: str, after: int | None = None) -> tuple[list[tuple[Run, int]], str]:
    """A page of a township's runs, latest first, each with how many payments failed; and the key of the next page."""
    rows = Run.objects.filter(township=township).select_related("prepared_by", "released_by").order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.annotate(failed_count=Count("orders", filter=Q(orders__state="failed")))[: PAGE + 1])
    page = [(run, run.failed_count) for run in found[:PAGE]]
    return page, str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def run_by_number(number: str) -> Run | None:
    """The run within the transaction's scope."""
    found = Run.objects.filter(number=number).select_related("prepared_by", "released_by", "bank_file__file")
    return found.first()


def month_runs(run: Run) -> list[Run]:
    """The other runs of the same programme and month that were not sent back, in order."""
    same = Run.objects.filter(township=run.township, programme=run.programme, month=run.month)
    return list(same.exclude(state="cancelled").exclude(pk=run.pk).order_by("sequence"))


def states(run: Run) -> dict[str, tuple[int, int]]:
    """Per order state: (count, fen)."""
    rows = run.orders.values("state").annotate(n=Count("pk"), s=Sum("amount_fen"))
    return {r["state"]: (r["n"], r["s"]) for r in rows}


def orders_page(run: Run, after: int = 0) -> tuple[list[Order], str]:
    """A page of a run's orders in the order of the bank file, and the key of the next page."""
    rows = run.orders.filter(sequence__gt=after).select_related("payable").order_by("sequence")
    found = list(rows[: ORDERS_PAGE + 1])
    return found[:ORDERS_PAGE], str(found[ORDERS_PAGE - 1].sequence) if len(found) > ORDERS_PAGE else ""


def cash_before(run: Run) -> int:
    """The township's cash in fen just before this run's release; today's while it is not released."""
    released = Posting.objects.filter(entry__key=f"release:{run.number}", account__kind="cash").first()
    if released is None:
        return balance(run.township, "cash")
    earlier = Posting.objects.filter(account_id=released.account_id, pk__lt=released.pk)
    return earlier.aggregate(s=Sum("fen"))["s"] or 0
