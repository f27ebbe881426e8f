"""What an address of this desk may ask: a month, a township, a place in a list. Anything else is refused in words."""

import datetime as dt

from django.http import HttpRequest

from jiuzhu.ground.keyset import checked
from jiuzhu.ground.refusals import BadInput
from jiuzhu.plain.days import add_months, first_of_month

MONTHS_BACK = 12


def months(day: dt.date) -> list[dt.date]:
    """First days of this month and those before it, the newest first."""
    return [add_months(first_of_month(day), -n) for n in range(MONTHS_BACK)]


def month_of(request: HttpRequest) -> dt.date:
    """`?month=2026-11`; this month when nothing is asked."""
    day: dt.date = request.day  # type: ignore[attr-defined]
    text = request.GET.get("month", "")
    found = [m for m in months(day) if m.isoformat()[:7] == text] if text else [first_of_month(day)]
    if not found:
        raise BadInput("只能看最近 12 个月。请从页面上的月份里选择。")
    return found[0]


def key_of(request: HttpRequest) -> str:
    """`?after=2026-12-01.42`, the pager's place, or nothing."""
    return checked(request.GET.get("after", ""))
