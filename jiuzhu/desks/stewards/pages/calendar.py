"""放假安排: which years there are, from which document, which one is missing; a missing one put in by two people."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.cases.models import Task
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, chosen, problems_of
from jiuzhu.desks.stewards.forms import ProposeYearForm, PublishYearForm, WithdrawYearForm
from jiuzhu.figures import acts, duties, queries, years
from jiuzhu.figures.models import CalendarYear
from jiuzhu.law.calendar import arrangement, is_published, published_years

PLACE = "stewards:calendar"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(desk="stewards", duty="offices.may_see_offices", methods={"GET": READ})
def calendar(request: HttpRequest) -> HttpResponse:
    """The years, the newest first; this year and the next are missed aloud."""
    return _show(request)


@page(desk="stewards", duty="figures.may_propose", methods={"GET": READ})
def year_template(request: HttpRequest) -> HttpResponse:
    """模板, to be filled in from the notice."""
    response = HttpResponse(years.template(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="calendar.xlsx"'
    return response


@page(desk="stewards", duty="figures.may_propose", methods={"POST": WRITE})
def propose_year(request: HttpRequest) -> HttpResponse:
    """提出, with the file."""
    form = ProposeYearForm(request.POST, request.FILES)

    def do() -> str:
        told = form.cleaned_data
        acts.propose_year(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            year=told["year"],
            data=told["file"].read(),
            document=told["document"],
            document_on=told["document_on"],
            source=told["source"],
        )
        return reverse(PLACE)

    return attempt(request, form, "propose_year", do, "已提出，等另一个人对照文件发布") or _show(request, propose=form)


@page(desk="stewards", duty="figures.may_propose", methods={"POST": WRITE}, sensitive=True)
def publish_year(request: HttpRequest) -> HttpResponse:
    """发布, with the days counted in the notice and the password."""
    form, row = PublishYearForm(request.POST, auto_id="publish-%s"), chosen(request, queries.years_not_withdrawn())
    duties.may_publish_year(request.actor, row).or_refuse()  # type: ignore[attr-defined]

    def do() -> str:
        told = form.cleaned_data
        acts.publish_year(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            year_id=row.pk,
            off=told["off"],
            worked=told["worked"],
        )
        return reverse(PLACE)

    return attempt(request, form, "publish_year", do, "已发布，以后的期限按它计算") or _show(request, publish=form)


@page(desk="stewards", duty="figures.may_propose", methods={"POST": WRITE})
def withdraw_year(request: HttpRequest) -> HttpResponse:
    """撤回."""
    form, row = WithdrawYearForm(request.POST, auto_id="withdraw-%s"), chosen(request, queries.years_not_withdrawn())

    def do() -> str:
        acts.withdraw_year(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            year_id=row.pk,
            reason=form.cleaned_data["reason"],
        )
        return reverse(PLACE)

    return attempt(request, form, "withdraw_year", do, "已撤回") or _show(request, withdraw=form)


def _show(
    request: HttpRequest,
    propose: DeskForm | None = None,
    publish: DeskForm | None = None,
    withdraw: DeskForm | None = None,
) -> HttpResponse:
    day: dt.date = request.day  # type: ignore[attr-defined]
    actor = request.actor  # type: ignore[attr-defined]
    sent = propose or publish or withdraw
    missing = [year for year in (day.year, day.year + 1) if not is_published(year)]
    here = {row.year: row for row in queries.years_not_withdrawn() if row.state == "published"}
    waiting = [row for row in queries.years_not_withdrawn() if row.state == "waiting"]
    fresh: dict[str, Any] = {"year": missing[0] if missing else None}
    shown = {
        "missing": [(year, _provisional(year)) for year in missing],
        "years": [_year(year, here.get(year)) for year in reversed(published_years())],
        "waiting": [_waiting(actor, row, publish, withdraw) for row in waiting],
        "propose": propose or ProposeYearForm(initial=fresh),
        "may": duties.may_propose(actor),
        "problems": problems_of(sent) if sent else [],
        "sent": type(sent).__name__,
        "heading": "，".join(years.HEADING),
    }
    return render(request, "stewards/calendar.html", shown, status=sent.status if sent else 200)


def _waiting(actor: Any, row: CalendarYear, publish: DeskForm | None, withdraw: DeskForm | None) -> dict[str, Any]:
    found, fresh = years.read(row), {"row": row.pk}
    return {
        "row": row,
        "off": _runs(found.days_off),
        "worked": _runs(found.workdays),
        "may": duties.may_publish_year(actor, row),
        "may_withdraw": duties.may_withdraw_year(actor, row),
        "publish": publish or PublishYearForm(initial=fresh, auto_id="publish-%s"),
        "withdraw": withdraw or WithdrawYearForm(initial=fresh, auto_id="withdraw-%s"),
    }


def _provisional(year: int) -> int:
    """Open tasks whose last day lies in a year that isn't published."""
    return Task.objects.filter(closed_on__isnull=True, due_on__year=year).count()


def _year(year: int, row: CalendarYear | None) -> dict[str, object]:
    found = arrangement(year)
    return {
        "year": year,
        "row": row,
        "document": found.document,
        "source": found.source,
        "off": _runs(found.days_off),
        "worked": _runs(found.workdays),
        "off_count": len(found.days_off),
        "worked_count": len(found.workdays),
    }


def _runs(named: Mapping[dt.date, str]) -> list[tuple[str, list[dt.date]]]:
    """Days by the holiday they belong to, in the order of the year."""
    found: dict[str, list[dt.date]] = {}
    for day, name in sorted(named.items()):
        found.setdefault(name, []).append(day)
    return list(found.items())
