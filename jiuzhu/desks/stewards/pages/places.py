"""街道（乡镇）、村（社区）和单位: what there is, making what is missing, putting a name right."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, problems_of
from jiuzhu.desks.stewards.forms import AddOfficeForm, AddVillagesForm, PlaceNameForm, TownshipForm
from jiuzhu.offices import acts, duties
from jiuzhu.offices.queries import places_there

PLACE = "stewards:places"
FORMS = {"township": TownshipForm, "villages": AddVillagesForm, "office": AddOfficeForm, "name": PlaceNameForm}


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


@page(desk="stewards", duty="offices.may_keep_places", methods={"POST": WRITE})
def correct_place_name(request: HttpRequest) -> HttpResponse:
    """改错字."""
    form = PlaceNameForm(request.POST, auto_id="name-%s")

    def do() -> None:
        told = {"place": form.row(), "name": form.cleaned_data["name"], "reason": form.cleaned_data["reason"]}
        acts.correct_place_name(actor=request.actor, on=request.day, **told)  # type: ignore[attr-defined]

    return _made(request, form, "correct_place_name", do, "名称已改正") or _show(request, name=form)


def _made(request: HttpRequest, form: DeskForm, act: str, do: Callable[[], None], said: str) -> HttpResponse | None:
    def place() -> str:
        do()
        return reverse(PLACE)

    return attempt(request, form, act, place, said)


def _show(request: HttpRequest, **sent: DeskForm) -> HttpResponse:
    """The page; `sent` is the form that was refused, by its name."""
    there = places_there()
    refused = next(iter(sent.values()), None)
    shown = {
        "there": there,
        "may": duties.may_keep_places(request.actor),  # type: ignore[attr-defined]
        "sent": next(iter(sent), ""),
        "problems": problems_of(refused) if refused else [],
    }
    shown |= {name: form(auto_id=f"{name}-%s") for name, form in FORMS.items()} | sent
    return render(request, "stewards/places.html", shown, status=refused.status if refused else 200)
