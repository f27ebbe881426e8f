"""Questions about the books. Balances are always sums of postings; none is stored (L3)."""

import datetime as dt

from django.db.models import QuerySet, Sum

from jiuzhu.funds.models import Payable, Posting


def balance(township: str, kind: str) -> int:
    """The balance of a township's account in fen."""
    return Posting.objects.filter(account__township=township, account__kind=kind).aggregate(s=Sum("fen"))["s"] or 0


def payables_of_month(township: str, benefit: str, month: dt.date) -> QuerySet[Payable]:
    """What is owed in a month."""
    return Payable.objects.filter(township=township, benefit=benefit, month=month).order_by("pk")
