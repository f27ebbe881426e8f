"""Questions about the books. Balances are always sums of postings; none is stored (L3)."""

import datetime as dt

from django.db.models import Prefetch, QuerySet, Sum

from jiuzhu.funds.models import Entry, Payable, Posting

ENTRIES_PAGE = 30


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


def entries_page(township: str, after: int | None = None) -> tuple[list[Entry], str]:
    """A page of a township's entries with their postings, latest first, and the key of the next page."""
    rows = Entry.objects.filter(township=township).order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    postings = Prefetch("postings", Posting.objects.select_related("account").order_by("pk"))
    found = list(rows.prefetch_related(postings)[: ENTRIES_PAGE + 1])
    return found[:ENTRIES_PAGE], str(found[ENTRIES_PAGE - 1].pk) if len(found) > ENTRIES_PAGE else ""
