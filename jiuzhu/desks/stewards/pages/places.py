"""街道（乡镇）、村（社区）和单位: what there is, and making what is missing; a new district begins here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, problems_of
from jiuzhu.desks.stewards.forms import AddOfficeForm, AddVillagesForm, TownshipForm
from jiuzhu.offices import acts, duties
from jiuzhu.offices.queries import places_there

PLACE = "stewards:places"


@page(desk="stewards", duty="offices.may_see_offices", methods={"GET": READ})
def places(request: HttpRequest) -> HttpResponse:
    """Every township with its villages and offices, then the district's own."""
    return _show(request)


@page(desk="stewards", duty="offices.may_keep_places", methods={"POST": WRITE})
def set_up_township(request: HttpRequest) -> HttpResponse:
    """建街道（乡镇）."""
    form = TownshipForm(request.POST, auto_id="township-%s")

    def do() -> None:
        acts.set_up_township(actor=request.actor, on=request.day, **form.cleaned_data)  # type: ignore[attr-defined]

    done = _made(request, form, "set_up_township", do, "街道（乡镇）已建好，请接着建村（社区）、任命各岗位")
    return done or _show(request, township=form)


@page(desk="stewards", duty="offices.may_keep_places", methods={"POST": WRITE})
def add_villages(request: HttpRequest) -> HttpResponse:
    """建村（社区）."""
    form = AddVillagesForm(request.POST, auto_id="villages-%s")

    def do() -> None:
        told = {"township": form.cleaned_data["township"], "villages": form.rows()}
        acts.add_villages(actor=request.actor, on=request.day, **told)  # type: ignore[attr-defined]

    return _made(request, form, "add_villages", do, "村（社区）已建好") or _show(request, villages=form)


@page(desk="stewards", duty="offices.may_keep_places", methods={"POST": WRITE})
def add_office(request: HttpRequest) -> HttpResponse:
    """建单位."""
    form = AddOfficeForm(request.POST, auto_id="office-%s")

    def do() -> None:
        told = {"township": form.township(), "kind": form.cleaned_data["kind"], "name": form.cleaned_data["name"]}
        acts.add_office(actor=request.actor, on=request.day, **told)  # type: ignore[attr-defined]

    return _made(request, form, "add_office", do, "单位已建好，可以任命了") or _show(request, office=form)


def _made(request: HttpRequest, form: DeskForm, act: str, do: Callable[[], None], said: str) -> HttpResponse | None:
    def place() -> str:
        do()
        return reverse(PLACE)

    return attempt(request, form, act, place, said)


def _show(
    request: HttpRequest,
    township: DeskForm | None = None,
    villages: DeskForm | None = None,
    office: DeskForm | None = None,
) -> HttpResponse:
    sent = township or villages or office
    there = places_there()
    shown = {
        "there": there,
        "may": duties.may_keep_places(request.actor),  # type: ignore[attr-defined]
        "township": township or TownshipForm(auto_id="township-%s"),
        "villages": villages or AddVillagesForm(auto_id="villages-%s"),
        "office": office or AddOfficeForm(auto_id="office-%s"),
        "sent": "township" if township else "villages" if villages else "office" if office else "",
        "problems": problems_of(sent) if sent else [],
    }
    return render(request, "stewards/places.html", shown, status=sent.status if sent else 200)
