"""机构和岗位: who holds which post where, what a township lacks, appointing and ending."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import attempt, problems_of
from jiuzhu.desks.stewards.forms import AppointForm, EndForm
from jiuzhu.offices import acts, duties, queries
from jiuzhu.offices.contacts import WINDOW, contacts
from jiuzhu.offices.models import Account, Appointment, Office
from jiuzhu.offices.posts import POSTS
from jiuzhu.persons.acts import register_person

ONE_DAY = dt.timedelta(days=1)


@page(desk="stewards", duty="offices.may_see_offices", methods={"GET": READ})
def offices(request: HttpRequest) -> HttpResponse:
    """Township by township, then the district's own offices."""
    day: dt.date = request.day  # type: ignore[attr-defined]
    order, accounts = list(POSTS), queries.accounts_by_person()
    windows, reached = list(Office.objects.filter(kind=WINDOW).order_by("pk")), contacts(day)
    places = [
        {
            "code": row.township,
            "windows": [(office, reached.get(office.pk)) for office in windows if office.township == row.township],
            "warnings": row.warnings,
            "posts": [_told(a, accounts) for post in sorted(row.holders, key=order.index) for a in row.holders[post]],
        }
        for row in queries.staffing(day)
    ]
    shown = {
        "places": places,
        "district": [_told(a, accounts) for a in queries.district_posts(day)],
        "changes": [_told(a, accounts) for a in queries.changes_of_posts(day)],
        "lacking": [p for p in places if p["warnings"]],
        "resets_waiting": queries.resets_waiting(),
        "may_accounts": duties.may_keep_accounts(request.actor),  # type: ignore[attr-defined]
        "may": duties.may_appoint(request.actor),  # type: ignore[attr-defined]
    }
    return render(request, "stewards/offices.html", shown)


def _told(row: Appointment, accounts: Mapping[int, Account] | None = None) -> dict[str, Any]:
    return {
        "row": row,
        "last_day": row.effective_to - ONE_DAY if row.effective_to else None,
        "account": (accounts or {}).get(row.person_id),
    }


@page(desk="stewards", duty="offices.may_appoint", methods={"GET": READ, "POST": WRITE})
def appoint(request: HttpRequest) -> HttpResponse:
    """任命: a person by name and number, who is registered if new."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    form = AppointForm(request.POST if request.method == "POST" else None)

    def do() -> str:
        told = form.cleaned_data
        last = told["last_day"]
        acts.appoint(
            actor=actor,
            on=day,
            person=register_person(actor=actor, on=day, name=told["name"], number=told["number"], field="number"),
            office=Office.objects.get(pk=told["office"]),
            post=told["post"],
            village=told["village"],
            effective_from=told["effective_from"],
            effective_to=last + ONE_DAY if last else None,
        )
        return reverse("stewards:offices")

    if request.method == "POST":
        done = attempt(request, form, "appoint", do, "已任命")
        if done:
            return done
    shown = {"form": form, "problems": problems_of(form)}
    return render(request, "stewards/appoint.html", shown, status=form.status)


@page(desk="stewards", duty="offices.may_appoint", methods={"GET": READ, "POST": WRITE})
def end_post(request: HttpRequest) -> HttpResponse:
    """结束任职: refused while open work would be nobody's."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    key = (request.POST if request.method == "POST" else request.GET).get("post", "")
    if not key:
        return HttpResponseRedirect(reverse("stewards:offices"))  # whose post is chosen there
    row = queries.appointment(int(key)) if key.isdigit() and len(key) < len(str(2**63)) else None
    if row is None:
        raise Http404(key)
    form = EndForm(request.POST if request.method == "POST" else None, initial={"post": row.pk})

    def do() -> str:
        told = form.cleaned_data
        acts.end_appointment(
            actor=actor, on=day, appointment_id=told["post"], last_day=told["last_day"], reason=told["reason"]
        )
        return reverse("stewards:offices")

    if request.method == "POST":
        done = attempt(request, form, "end_appointment", do, "已记下任职的最后一天")
        if done:
            return done
    shown = {"form": form, "problems": problems_of(form), "row": row, **_told(row)}
    return render(request, "stewards/end_post.html", shown, status=form.status)
