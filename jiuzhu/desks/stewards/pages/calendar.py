"""放假安排: which years are published, from which document, and which one is missing."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases.models import Task
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.law.calendar import arrangement, is_published, published_years


@page(desk="stewards", duty="offices.may_see_offices", methods={"GET": READ})
def calendar(request: HttpRequest) -> HttpResponse:
    """The years, the newest first; this year and the next are missed aloud."""
    day: dt.date = request.day  # type: ignore[attr-defined]
    missing = [year for year in (day.year, day.year + 1) if not is_published(year)]
    shown = {
        "missing": [(year, _provisional(year)) for year in missing],
        "years": [_year(year) for year in reversed(published_years())],
    }
    return render(request, "stewards/calendar.html", shown)


def _provisional(year: int) -> int:
    """Open tasks whose last day lies in a year that isn't published."""
    return Task.objects.filter(closed_on__isnull=True, due_on__year=year).count()


def _year(year: int) -> dict[str, object]:
    found = arrangement(year)
    return {
        "year": year,
        "document": found.document,
        "source": found.source,
        "off": _runs(found.days_off),
        "worked": _runs(found.workdays),
        "off_count": len(found.days_off),
        "worked_count": len(found.workdays),
    }


def _runs(named: dict[dt.date, str]) -> list[tuple[str, list[dt.date]]]:
    """Days by the holiday they belong to, in the order of the year."""
    found: dict[str, list[dt.date]] = {}
    for day, name in sorted(named.items()):
        found.setdefault(name, []).append(day)
    return list(found.items())
