"""工作交接: the leaver's list and signature, the successor's, and the list as both signed it."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.cases.acts.handover import letters_of, tasks_of
from jiuzhu.cases.models import Case
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, problems_of
from jiuzhu.desks.stewards.forms import AcceptForm, GiveForm, WithdrawHandoverForm
from jiuzhu.offices import acts, duties, queries
from jiuzhu.offices.models import Appointment, Handover, HandoverLine


@page(desk="stewards", duty="offices.may_see_handovers", methods={"GET": READ, "POST": WRITE}, sensitive=True)
def handovers(request: HttpRequest) -> HttpResponse:
    """What waits for my signature, my own open work with the form, and the township's earlier lists."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    post = queries.appointment(actor.appointment_id or 0)
    people = [(a.person_id, _who(a, day)) for a in queries.successors(post, day)] if post else []
    form = GiveForm(people, request.POST if request.method == "POST" else None)

    def do() -> str:
        told = form.cleaned_data
        row = acts.hand_over(
            actor=actor, on=day, appointment_id=post.pk, successor_id=told["successor"], note=told["note"]
        )
        return reverse("stewards:handover", args=[row.pk])

    if request.method == "POST":
        done = attempt(request, form, "hand_over", do, "您已签收，等接手人签收")
        if done:
            return done
    return render(request, "stewards/handovers.html", _desk(request, form, post), status=form.status)


def _who(row: Appointment, day: dt.date) -> str:
    later = f"，{row.effective_from.month}月{row.effective_from.day}日起" if row.effective_from > day else ""
    return f"{row.person.name}（{row.office.name}{later}）"


def _desk(request: HttpRequest, form: GiveForm, post: Appointment | None) -> dict[str, Any]:
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    rows = queries.handovers(actor.person_id)
    may = duties.may_hand_over(actor, post) if post else None
    tasks = list(tasks_of(post, day).select_related("case__applicant")) if post and may and may.yes else []
    return {
        "form": form,
        "problems": problems_of(form),
        "may": may,
        "tasks": tasks,
        "letters": list(letters_of(post).select_related("case__applicant")) if post and may and may.yes else [],
        "given": next((h for h in rows if h.state == "waiting" and h.given_by_id == actor.person_id), None),
        "to_sign": [h for h in rows if h.state == "waiting" and h.taken_by_id == actor.person_id],
        "rows": rows,
        "anybody": len(form.fields["successor"].choices) > 1,  # type: ignore[attr-defined]
    }


@page(desk="stewards", duty="offices.may_see_handovers", methods={"GET": READ})
def handover(request: HttpRequest, handover: int) -> HttpResponse:
    """The list, to read, sign and print."""
    return _sheet(request, _found(handover))


@page(desk="stewards", duty="offices.may_see_handovers", methods={"POST": WRITE}, sensitive=True)
def accept(request: HttpRequest, handover: int) -> HttpResponse:
    """签收, by the successor with their own password."""
    row, form = _found(handover), AcceptForm(request.POST, auto_id="accept-%s")

    def do() -> str:
        acts.accept_handover(actor=request.actor, on=request.day, handover_id=row.pk)  # type: ignore[attr-defined]
        return reverse("stewards:handover", args=[row.pk])

    return attempt(request, form, "accept_handover", do, "已签收") or _sheet(request, _found(handover), accept=form)


@page(desk="stewards", duty="offices.may_see_handovers", methods={"POST": WRITE})
def withdraw_handover(request: HttpRequest, handover: int) -> HttpResponse:
    """撤回 or 退回, with a reason."""
    row, form = _found(handover), WithdrawHandoverForm(request.POST, auto_id="withdraw-%s")

    def do() -> str:
        acts.withdraw_handover(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            handover_id=row.pk,
            reason=form.cleaned_data["reason"],
        )
        return reverse("stewards:handover", args=[row.pk])

    done = attempt(request, form, "withdraw_handover", do, "已撤回，可以重新列清单")
    return done or _sheet(request, _found(handover), withdraw=form)


def _found(key: int) -> Handover:
    row = queries.handover_by_key(key) if key < 2**63 else None
    if row is None:
        raise Http404(key)
    return row


def _sheet(
    request: HttpRequest, row: Handover, accept: DeskForm | None = None, withdraw: DeskForm | None = None
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    sent = accept or withdraw
    lines = list(row.lines.order_by("pk"))
    shown = {
        "row": row,
        "passed": _families([line for line in lines if line.kind != "left"]),
        "left": _families([line for line in lines if line.kind == "left"]),
        "may": duties.may_accept(actor, row),
        "may_withdraw": duties.may_withdraw_handover(actor, row),
        "accept": accept or AcceptForm(auto_id="accept-%s"),
        "withdraw": withdraw or WithdrawHandoverForm(auto_id="withdraw-%s"),
        "sent": "withdraw" if withdraw else "",
        "problems": problems_of(sent) if sent else [],
    }
    return render(request, "stewards/handover.html", shown, status=sent.status if sent else 200)


def _families(lines: list[HandoverLine]) -> list[tuple[HandoverLine, Case | None]]:
    cases = {c.number: c for c in Case.objects.filter(number__in={r.number for r in lines}).select_related("applicant")}
    return [(line, cases.get(line.number)) for line in lines]
