"""本区的数字: every figure with today's value and history, proposing one, publishing as the second person."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, problems_of
from jiuzhu.desks.stewards.forms import ProposeForm, PublishForm, WithdrawFigureForm
from jiuzhu.figures import acts, duties, issuers, queries, values
from jiuzhu.figures.models import FigureProposal
from jiuzhu.law.figure_file import HORIZON, Figure
from jiuzhu.law.figure_page import THEMES
from jiuzhu.law.figures import Overlay, Reading, change_days, figure, figure_names, reading
from jiuzhu.law.townships import townships

LIST = "stewards:figures"


@page(desk="stewards", duty="figures.may_keep", methods={"GET": READ})
def figures(request: HttpRequest) -> HttpResponse:
    """The list by theme, what waits on top."""
    return _list(request)


@page(desk="stewards", duty="figures.may_propose", methods={"GET": READ, "POST": WRITE})
def propose(request: HttpRequest) -> HttpResponse:
    """提出: nothing counts before another person has published it."""
    asked = request.GET.get("figure", "")
    known = asked if asked in figure_names() else ""
    form = ProposeForm(request.POST if request.method == "POST" else None, initial={"name": known})

    def do() -> str:
        told = form.cleaned_data
        acts.propose_figure(actor=request.actor, on=request.day, **told)  # type: ignore[attr-defined]
        return reverse(LIST)

    if request.method == "POST":
        done = attempt(request, form, "propose_figure", do, "已提出，等另一个人发布")
        if done:
            return done
        posted = form.data.get("name", "")
        known = posted if posted in figure_names() else ""
    return render(request, "stewards/propose.html", _proposing(request, form, known), status=form.status)


@page(desk="stewards", duty="figures.may_publish", methods={"POST": WRITE}, sensitive=True)
def publish(request: HttpRequest) -> HttpResponse:
    """发布, with the value typed again and the password."""
    form = PublishForm(request.POST, auto_id=f"publish-{_key(request)}-%s")

    def do() -> str:
        told = form.cleaned_data
        acts.publish_proposal(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            proposal_id=told["proposal"],
            typed=told["typed"],
        )
        return reverse(LIST)

    return attempt(request, form, "publish_proposal", do, "已发布，从施行日起生效") or _list(request, publish=form)


@page(desk="stewards", duty="figures.may_propose", methods={"POST": WRITE})
def withdraw_figure(request: HttpRequest) -> HttpResponse:
    """撤回."""
    form = WithdrawFigureForm(request.POST, auto_id=f"withdraw-{_key(request)}-%s")

    def do() -> str:
        told = form.cleaned_data
        acts.withdraw_proposal(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            proposal_id=told["proposal"],
            reason=told["reason"],
        )
        return reverse(LIST)

    return attempt(request, form, "withdraw_proposal", do, "已撤回") or _list(request, withdraw=form)


def _key(request: HttpRequest) -> str:
    key = request.POST.get("proposal", "")
    return key if key.isdigit() else "0"


def _list(request: HttpRequest, publish: DeskForm | None = None, withdraw: DeskForm | None = None) -> HttpResponse:
    day: dt.date = request.day  # type: ignore[attr-defined]
    sent = publish or withdraw
    overlay = queries.overlay()
    found = [_row(figure(name), day, overlay) for name in figure_names()]
    found.sort(key=lambda row: (list(THEMES).index(row["file"].theme), row["file"].name))
    context = {
        "themes": [(THEMES[t], list(each)) for t, each in groupby(found, key=lambda row: row["file"].theme)],
        "unconfirmed": sum(not row["confirmed"] for row in found),
        "waiting": [_waiting(request, p, publish, withdraw) for p in queries.waiting_proposals()],
        "closed": [{"row": p, "value": _shown(p), "file": figure(p.name)} for p in _still_known()],
        "problems": problems_of(sent) if sent else [],
    }
    return render(request, "stewards/figures.html", context, status=sent.status if sent else 200)


def _still_known() -> list[FigureProposal]:
    known = set(figure_names())
    return [p for p in queries.closed_proposals() if p.name in known]


def _row(file: Figure, day: dt.date, overlay: Overlay) -> dict[str, Any]:
    places = list(townships()) if file.by_township else [None]
    now = [_reading(file.name, max(day, HORIZON), place, overlay) for place in places]
    steps = [
        _reading(file.name, d, place, overlay)
        for d in reversed(change_days(file.name, overlay))
        for place in places
        if place is None or d == change_days(file.name, overlay)[-1]
    ]
    return {
        "file": file,
        "now": now[0],
        "places": now if file.by_township else [],
        "history": steps if len(change_days(file.name, overlay)) > 1 or file.by_township else [],
        "confirmed": all(r["reading"].confirmed for r in now),
    }


def _reading(name: str, on: dt.date, place: str | None, overlay: Overlay) -> dict[str, Any]:
    found: Reading = reading(name, on, place, overlay)
    return {
        "reading": found,
        "value": values.shown(found.unit, found.value),
        "place": place or "",
        "from": max(found.effective_from, HORIZON),
    }


def _shown(proposal: FigureProposal) -> str:
    return values.shown(figure(proposal.name).unit, values.read(proposal.name, proposal.value))


def _waiting(
    request: HttpRequest, row: FigureProposal, publish: DeskForm | None, withdraw: DeskForm | None
) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    mine = str(row.pk) == _key(request)
    fresh: dict[str, Any] = {"proposal": row.pk}
    return {
        "row": row,
        "file": figure(row.name),
        "value": _shown(row),
        "rank": issuers.RANKS[row.rank],
        "may": duties.may_publish_proposal(actor, row),
        "may_withdraw": duties.may_withdraw_proposal(actor, row),
        "publish": publish if mine and publish else PublishForm(initial=fresh, auto_id=f"publish-{row.pk}-%s"),
        "withdraw": withdraw
        if mine and withdraw
        else WithdrawFigureForm(initial=fresh, auto_id=f"withdraw-{row.pk}-%s"),
        "sent": "publish" if mine and publish else "withdraw" if mine and withdraw else "",
    }


def _proposing(request: HttpRequest, form: ProposeForm, known: str) -> dict[str, Any]:
    day: dt.date = request.day  # type: ignore[attr-defined]
    context: dict[str, Any] = {"form": form, "problems": problems_of(form), "file": None}
    if known:
        file = figure(known)
        rule = issuers.lowest(known, day)
        context |= {
            "file": file,
            "hint": values.hint(file),
            "now": _reading(known, day, None, queries.overlay()),
            "rule": rule,
            "rule_rank": issuers.RANKS[rule.lowest] if rule else "",
        }
    return context
