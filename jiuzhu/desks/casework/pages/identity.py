"""更正姓名和身份证号 of a family's members: proposed from a paper, confirmed from it by another, kept with the old."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.cases.models import Case
from jiuzhu.desks.casework.forms import ConfirmIdentityForm, ProposeIdentityForm, WithdrawIdentityForm
from jiuzhu.desks.casework.pages.case import found_case
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, problems_of
from jiuzhu.ground.refusals import NotFound
from jiuzhu.persons import acts, duties, queries
from jiuzhu.persons.models import IdentityCorrection


@page(desk="casework", duty="cases.may_see", methods={"GET": READ, "POST": WRITE})
def identity(request: HttpRequest, number: str) -> HttpResponse:
    """The members with what was put right, and proposing."""
    case = found_case(request, number)
    members = _members(case)
    form = ProposeIdentityForm(list(members.items()), request.POST if request.method == "POST" else None)

    def do() -> str:
        told = form.cleaned_data
        acts.propose_identity(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            person_id=told["person"],
            matter=str(case.token),
            township=case.township,
            name=told["name"],
            number=told["number"],
            paper=told["paper"],
            reason=told["reason"],
        )
        return reverse("casework:identity", args=[case.number])

    if request.method == "POST":
        duties.may_propose_identity(request.actor, case.township).or_refuse()  # type: ignore[attr-defined]
        done = attempt(request, form, "propose_identity", do, "已提出，等另一个人对照证件确认")
        if done:
            return done
    return _show(request, case, members, propose=form)


@page(desk="casework", duty="cases.may_see", methods={"POST": WRITE}, sensitive=True)
def confirm_identity(request: HttpRequest, number: str) -> HttpResponse:
    """确认, with name and number typed from the paper and the password."""
    case, form = found_case(request, number), ConfirmIdentityForm(request.POST, auto_id="confirm-%s")
    row = _asked(request, case)
    duties.may_confirm_identity(request.actor, row).or_refuse()  # type: ignore[attr-defined]

    def do() -> str:
        told = form.cleaned_data
        acts.confirm_identity(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            correction_id=row.pk,
            name=told["name"],
            number=told["number"],
        )
        return reverse("casework:identity", args=[case.number])

    done = attempt(request, form, "confirm_identity", do, "已更正，旧的姓名和号码仍可查到")
    return done or _show(request, case, _members(case), confirm=form)


@page(desk="casework", duty="cases.may_see", methods={"POST": WRITE})
def withdraw_identity(request: HttpRequest, number: str) -> HttpResponse:
    """撤回, by either side."""
    case, form = found_case(request, number), WithdrawIdentityForm(request.POST, auto_id="withdraw-%s")
    row = _asked(request, case)
    duties.may_withdraw_identity(request.actor, row).or_refuse()  # type: ignore[attr-defined]

    def do() -> str:
        acts.withdraw_identity(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            correction_id=row.pk,
            why=form.cleaned_data["why"],
        )
        return reverse("casework:identity", args=[case.number])

    done = attempt(request, form, "withdraw_identity", do, "已撤回")
    return done or _show(request, case, _members(case), withdraw=form)


def _members(case: Case) -> dict[int, str]:
    return {m.person_id: m.person.name for m in case.household.members.select_related("person").order_by("pk")}


def _asked(request: HttpRequest, case: Case) -> IdentityCorrection:
    """The correction that the form names, if it is about this family."""
    key = request.POST.get("correction", "")
    row = next((c for c in queries.corrections(list(_members(case))) if str(c.pk) == key), None)
    if row is None:
        raise NotFound("没有这项更正。请刷新页面看最新情况。")
    return row


def _show(
    request: HttpRequest,
    case: Case,
    members: dict[int, str],
    propose: DeskForm | None = None,
    confirm: DeskForm | None = None,
    withdraw: DeskForm | None = None,
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    request.matter = case.token  # type: ignore[attr-defined]
    sent = confirm or withdraw or propose
    rows = queries.corrections(list(members))
    shown: dict[str, Any] = {
        "case": case,
        "members": case.household.members.select_related("person").order_by("pk"),
        "waiting": [_waiting(actor, row, confirm, withdraw) for row in rows if row.state == "waiting"],
        "closed": [row for row in rows if row.state != "waiting"],
        "propose": propose or ProposeIdentityForm(list(members.items())),
        "may": duties.may_propose_identity(actor, case.township),
        "problems": problems_of(sent) if sent else [],
    }
    return render(request, "casework/identity.html", shown, status=sent.status if sent else 200)


def _waiting(
    actor: Any, row: IdentityCorrection, confirm: DeskForm | None, withdraw: DeskForm | None
) -> dict[str, Any]:
    fresh: dict[str, Any] = {"correction": row.pk}
    return {
        "row": row,
        "may": duties.may_confirm_identity(actor, row),
        "may_withdraw": duties.may_withdraw_identity(actor, row),
        "confirm": confirm or ConfirmIdentityForm(initial=fresh, auto_id="confirm-%s"),
        "withdraw": withdraw or WithdrawIdentityForm(initial=fresh, auto_id="withdraw-%s"),
        "sent": bool(withdraw),
    }
