"""The inbox: requests of the district that wait, those longest waiting first."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.desks.checkcentre.pages.clocks import Clocks, clocks_of, first_day_allowing_extension
from jiuzhu.desks.checkcentre.pages.reach import every_request
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.ground.keyset import checked, place_of, text_of
from jiuzhu.ground.refusals import BadInput
from jiuzhu.law.deadlines import EXTENDABLE
from jiuzhu.offices.queries import township_names
from jiuzhu.registry.models import MeansCheck
from jiuzhu.registry.queries import asked_about

PAGE = 20
WHICH = {"open": "没出报告的", "waiting": "待启动", "running": "核对中", "long": "可以延长的", "done": "已出报告"}


@dataclass(frozen=True, slots=True)
class Row:
    """One request as listed: no name, no number."""

    check: MeansCheck
    people: int
    clocks: Clocks


@page(desk="checkcentre", duty="registry.may_work_requests", methods={"GET": READ})
def inbox(request: HttpRequest) -> HttpResponse:
    """核对请求."""
    which, township = request.GET.get("which", "open"), request.GET.get("township", "")
    names = township_names()
    if which not in WHICH or (township and township not in names):
        raise BadInput("没有这一类请求。请从页面上的选项里选择。")
    after, day = checked(request.GET.get("after", "")), request.day  # type: ignore[attr-defined]
    with every_request(request):
        found = asked(which, township, day)
        rows, next_key = page_of(found, which, after, day)
        shown: dict[str, Any] = {
            "rows": rows,
            "count": None if which == "done" else found.count(),  # what is done grows for ever: paged, not counted
            "next_key": next_key,
            "later_page": bool(after),
            "which": which,
            "title": WHICH[which],
            "kinds": WHICH,
            "township": township,
            "townships": names,
        }
        return render(request, "checkcentre/inbox.html", shown)


def asked(which: str, township: str, on: dt.date) -> QuerySet[MeansCheck]:
    """The requests of one kind; a case that ended needs no check any more."""
    rows = MeansCheck.objects.select_related("household__case")
    if township:
        rows = rows.filter(township=township)
    if which == "done":
        return rows.filter(reported_on__isnull=False)
    rows = rows.filter(reported_on__isnull=True, household__case__state="open")
    if which == "waiting":
        return rows.filter(started_on__isnull=True)
    if which == "running":
        return rows.filter(started_on__isnull=False)
    return rows.filter(_long(on), beside=False) if which == "long" else rows


def _long(on: dt.date) -> Q:
    """Running long enough for an extension, by programme: the figure is the law's."""
    found = Q(pk__in=[])
    for programme in sorted(EXTENDABLE):
        if (day := first_day_allowing_extension(on, programme)) is not None:
            begun = Q(started_on__lte=day) | Q(started_on__isnull=True, requested_on__lte=day)
            found |= Q(household__case__programme=programme) & begun
    return found


def page_of(rows: QuerySet[MeansCheck], which: str, after: str, on: dt.date) -> tuple[list[Row], str]:
    """A page and the place of the next one: oldest first, what is done latest first."""
    done = which == "done"
    rows = rows.order_by("-reported_on", "-pk") if done else rows.order_by("requested_on", "pk")
    if place := place_of(after):
        before = Q(reported_on__lt=place.day) | Q(reported_on=place.day, pk__lt=place.pk)
        behind = Q(requested_on__gt=place.day) | Q(requested_on=place.day, pk__gt=place.pk)
        rows = rows.filter(before if done else behind)
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    listed = [_row(check, on) for check in found[:PAGE]]
    return listed, text_of(last.reported_on if done else last.requested_on, last.pk) if last else ""


def _row(check: MeansCheck, on: dt.date) -> Row:
    return Row(check, len(asked_about(check)), clocks_of(check, check.household.case, on))
