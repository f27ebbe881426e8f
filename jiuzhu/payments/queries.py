"""Questions about runs: what is due, how this month differs from the last, what the bank said."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from jiuzhu.funds.queries import payables_of_month
from jiuzhu.payments.models import OPEN_ORDER, Order, Run


@dataclass(frozen=True, slots=True)
class Change:
    """A unit whose amount differs from last month."""

    unit: str
    matter: str
    payee: str
    before_fen: int
    now_fen: int
    kind: str


def runs_of(township: str) -> QuerySet[Run]:
    """A township's runs, latest first."""
    return Run.objects.filter(township=township).select_related("prepared_by", "released_by").order_by("-pk")


def run_by_number(number: str) -> Run | None:
    """The run within the transaction's scope."""
    return Run.objects.filter(number=number).select_related("prepared_by", "released_by").first()


def to_prepare(township: str, programme: str, month: dt.date) -> tuple[int, int]:
    """(count, fen) owed for the month and in no open order."""
    found = (
        payables_of_month(township, programme, month)
        .exclude(orders__state__in=OPEN_ORDER)
        .aggregate(n=Count("pk"), s=Sum("amount_fen"))
    )
    return found["n"], found["s"] or 0


def states(run: Run) -> dict[str, tuple[int, int]]:
    """Per order state: (count, fen)."""
    rows = run.orders.values("state").annotate(n=Count("pk"), s=Sum("amount_fen"))
    return {r["state"]: (r["n"], r["s"]) for r in rows}


def changes(run: Run) -> list[Change]:
    """Units new, gone or changed against the month before, by what was in orders of the two months."""
    before_month = (run.month - dt.timedelta(days=1)).replace(day=1)
    now = {o.payable.unit: o for o in run.orders.select_related("payable")}
    before = {
        o.payable.unit: o
        for o in Order.objects.filter(
            Q(state="paid") | Q(state="sent"),
            township=run.township,
            payable__benefit=run.programme,
            payable__month=before_month,
        ).select_related("payable")
    }
    rows = []
    for unit in sorted({*now, *before}):
        this, last = now.get(unit), before.get(unit)
        fen, last_fen = this.amount_fen if this else 0, last.amount_fen if last else 0
        if fen != last_fen:
            kind = "新增" if not last else "停发" if not this else "增发" if fen > last_fen else "减发"
            either = this or last
            rows.append(Change(unit, str(either.payable.matter), either.payee_name, last_fen, fen, kind))
    return rows


def paid_last_month(run: Run) -> tuple[int, int]:
    """(count, fen) paid for the month before."""
    before_month = (run.month - dt.timedelta(days=1)).replace(day=1)
    found = Order.objects.filter(
        state="paid", township=run.township, payable__benefit=run.programme, payable__month=before_month
    ).aggregate(n=Count("pk"), s=Sum("amount_fen"))
    return found["n"], found["s"] or 0
