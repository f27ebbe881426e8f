"""Questions about the books. Balances are always sums of postings; none is stored (L3)."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q, QuerySet, Sum

from jiuzhu.funds.models import Entry, Payable, Posting

BOOKED_PAGE = 30


def balance(township: str, kind: str) -> int:
    """The balance of a township's account in fen."""
    return Posting.objects.filter(account__township=township, account__kind=kind).aggregate(s=Sum("fen"))["s"] or 0


def payables_of_month(township: str, benefit: str, month: dt.date) -> QuerySet[Payable]:
    """What is owed in a month."""
    return Payable.objects.filter(township=township, benefit=benefit, month=month).order_by("pk")


def balances(township: str) -> dict[str, int]:
    """The balance in fen of each of a township's accounts, by kind; positive on the debit side."""
    rows = Posting.objects.filter(account__township=township).values("account__kind").annotate(s=Sum("fen"))
    return {r["account__kind"]: r["s"] for r in rows.order_by("account__kind")}


@dataclass(slots=True)
class Booked:
    """Entries of one day, kind and memo together: how many, and their sums in fen by account kind."""

    on: dt.date
    kind: str
    memo: str
    count: int
    last: int
    debit: list[tuple[str, int]] = field(default_factory=list)
    credit: list[tuple[str, int]] = field(default_factory=list)


def booked_page(township: str, after: int | None = None) -> tuple[list[Booked], str]:
    """A page of what was booked in a township, latest first, and the key of the next page.

    What a month owes is hundreds of entries with one memo; together they are one line.
    """
    alike = ("on", "kind", "memo")
    rows = Entry.objects.filter(township=township).values(*alike).annotate(n=Count("pk"), last=Max("pk"))
    if after is not None:
        rows = rows.filter(last__lt=after)
    found = {
        (r["on"], r["kind"], r["memo"]): Booked(r["on"], r["kind"], r["memo"], r["n"], r["last"])
        for r in rows.order_by("-last")[: BOOKED_PAGE + 1]
    }
    sums = (
        Posting.objects.filter(entry__township=township, entry__on__in={key[0] for key in found})
        .values("entry__on", "entry__kind", "entry__memo", "account__kind")
        .annotate(debit=Sum("fen", filter=Q(fen__gt=0)), credit=Sum("fen", filter=Q(fen__lt=0)))
        .order_by("account__kind")
    )
    for s in sums:
        line = found.get((s["entry__on"], s["entry__kind"], s["entry__memo"]))
        if line is not None and s["debit"]:
            line.debit.append((s["account__kind"], s["debit"]))
        if line is not None and s["credit"]:
            line.credit.append((s["account__kind"], -s["credit"]))
    page = list(found.values())
    return page[:BOOKED_PAGE], str(page[BOOKED_PAGE - 1].last) if len(page) > BOOKED_PAGE else ""
