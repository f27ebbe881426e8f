"""提出意见: anybody says what is wrong about a family on the board, and gets a number to quote (57.19)."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases.acts import object_on_board
from jiuzhu.desks.board.forms import ObjectionForm
from jiuzhu.desks.board.pages.board import standing_on
from jiuzhu.desks.shared import gate, names
from jiuzhu.desks.shared.access import ANYONE, READ, WRITE, page
from jiuzhu.desks.shared.forms import problems_of
from jiuzhu.ground import idempotency
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.refusals import Refusal
from jiuzhu.ground.scope import scoped
from jiuzhu.offices.posts import PUBLIC, label

ANYBODY = Actor(kind="system", name=label(PUBLIC), post=PUBLIC)


@page(desk="board", duty=ANYONE, methods={"GET": READ, "POST": WRITE})
def objection(request: HttpRequest, township: str) -> HttpResponse:
    """One page with everything; what was typed stays when something is missing."""
    notices, _ = standing_on(request.day, township)  # type: ignore[attr-defined]
    choices = [(n.pk, f"{n.name}，{n.members_count} 人，{names.village(n.village)}") for n in notices]
    if request.method != "POST":
        return _page(request, township, ObjectionForm(choices=choices), 200)
    form = ObjectionForm(request.POST, choices=choices)
    if not form.is_valid():
        return _page(request, township, form, 400)
    try:
        number = _objected(request, township, form)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, township, form, form.status)
    return render(request, "board/received.html", {"township": township, "number": number, "named": _named(form)})


def _objected(request: HttpRequest, township: str, form: ObjectionForm) -> str:
    """The number to quote; the same form sent again is the same objection."""

    def do() -> str:
        row = object_on_board(
            actor=actor,
            on=request.day,  # type: ignore[attr-defined]
            at=gate.moment(),
            address=gate.address_of(request),
            **form.cleaned_data,
        )
        return row.number

    actor = replace(ANYBODY, scope=township, township=township)
    with scoped(actor):
        return idempotency.once(key=request.POST.get("form_key", ""), actor=actor, act="object_on_board", do=do)


def _named(form: ObjectionForm) -> bool:
    return bool(form.cleaned_data["by_name"].strip())


def _page(request: HttpRequest, township: str, form: ObjectionForm, status: int) -> HttpResponse:
    shown = {"township": township, "form": form, "problems": problems_of(form)}
    return render(request, "board/objection.html", shown, status=status)
