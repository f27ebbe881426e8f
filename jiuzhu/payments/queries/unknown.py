"""结果未知: released runs with payments nobody knows the end of, and what the bank said of each."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from jiuzhu.payments.models import BankAnswer, BankFile, Order, Run
from jiuzhu.payments.settling import OPEN

MOST = 200
PAGE = 50


@dataclass(frozen=True, slots=True)
class UnknownRun:
    """A run with open payments. `why`: silent (no usable answer), stopped, contradicts, late (nothing came back)."""

    run: Run
    file: BankFile | None
    why: str
    count: int
    fen: int


def unknown_runs(township: str, day: dt.date) -> list[UnknownRun]:
    """Runs whose outcome is unknown, and those released before this day that the bank hasn't settled; oldest first.

    Also closed ones whose return says something else than what was decided: somebody may have been paid twice.
    """
    late = Q(state__in=["released", "accepted"], released_on__lt=day)
    against = Q(state="closed", bank_file__state="accepted") & ~Q(bank_file__problem="")
    rows = (
        Run.objects.filter(Q(state="unknown") | late | against)
        .filter(township=township)
        .select_related("bank_file", "released_by")
        .annotate(n=Count("orders", filter=IS_OPEN), fen=Sum("orders__amount_fen", filter=IS_OPEN))
        .order_by("released_on", "pk")
    )
    return [UnknownRun(row, file_of(row), why_unknown(row), row.n, row.fen or 0) for row in rows[:MOST]]


IS_OPEN = Q(orders__state__in=OPEN)


def file_of(run: Run) -> BankFile | None:
    """The run's file, if it stands already."""
    return getattr(run, "bank_file", None)


def why_unknown(run: Run) -> str:
    """silent, stopped, contradicts or late."""
    file = file_of(run)
    if file is None or file.state in ("intended", "unknown"):
        return "silent"
    if file.state == "stopped":
        return "stopped"
    against = run.state == "closed" and file.state == "accepted" and file.problem
    return "contradicts" if run.state == "unknown" or against else "late"


def open_orders(run: Run) -> QuerySet[Order]:
    """Its payments without an outcome, each with the bank's last word about it."""
    latest = BankAnswer.objects.filter(order=OuterRef("pk")).order_by("-pk")
    said = {name: Subquery(latest.values(name)[:1]) for name in ("pk", "status", "reason", "asked_on")}
    rows = run.orders.filter(state__in=OPEN).select_related("payable").order_by("sequence")
    return rows.annotate(**{f"said_{name}": value for name, value in said.items()})


def open_page(run: Run, after: int = 0) -> tuple[list[Order], str]:
    """A page of them, and the key of the next page."""
    found = list(open_orders(run).filter(sequence__gt=after)[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].sequence) if len(found) > PAGE else ""


def settled_apart(run: Run) -> list[Order]:
    """Its payments settled by an answer or a decision, not by a return: the decision and who made it."""
    rows = run.orders.filter(Q(answers__status__in=["paid", "failed"]) | Q(decided__isnull=False)).distinct()
    return list(rows.select_related("decided__by", "payable").order_by("sequence")[:MOST])
