"""同一人: two records of one human being, named by their numbers by one of the bureau and confirmed by another."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, chosen, problems_of
from jiuzhu.desks.stewards.forms import ConfirmSameForm, ProposeSameForm, WithdrawSameForm
from jiuzhu.persons import acts, duties, queries
from jiuzhu.persons.models import SamePerson

PLACE = "stewards:same"


@page(desk="stewards", duty="persons.may_keep_records", methods={"GET": READ})
def same(request: HttpRequest) -> HttpResponse:
    """What waits, then the latest."""
    return _show(request)


@page(desk="stewards", duty="persons.may_keep_records", methods={"POST": WRITE})
def propose_same(request: HttpRequest) -> HttpResponse:
    """提出."""
    form = ProposeSameForm(request.POST)

    def do() -> str:
        acts.propose_same_person(actor=request.actor, on=request.day, **form.cleaned_data)  # type: ignore[attr-defined]
        return reverse(PLACE)

    done = attempt(request, form, "propose_same_person", do, "已提出，等另一个人对照证件确认")
    return done or _show(request, propose=form)


@page(desk="stewards", duty="persons.may_keep_records", methods={"POST": WRITE}, sensitive=True)
def confirm_same(request: HttpRequest) -> HttpResponse:
    """确认, with both numbers typed from the papers and the password."""
    row = chosen(request, queries.joined())
    form = ConfirmSameForm(request.POST, auto_id=f"confirm-{row.pk}-%s")
    duties.may_confirm_same(request.actor, row).or_refuse()  # type: ignore[attr-defined]

    def do() -> str:
        told = form.cleaned_data
        acts.confirm_same_person(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            same_id=row.pk,
            number=told["number"],
            kept_number=told["kept_number"],
        )
        return reverse(PLACE)

    done = attempt(request, form, "confirm_same_person", do, "已合并，以后算一个人")
    return done or _show(request, row, confirm=form)


@page(desk="stewards", duty="persons.may_keep_records", methods={"POST": WRITE})
def withdraw_same(request: HttpRequest) -> HttpResponse:
    """撤回."""
    row = chosen(request, queries.joined())
    form = WithdrawSameForm(request.POST, auto_id=f"withdraw-{row.pk}-%s")
    duties.may_withdraw_same(request.actor, row).or_refuse()  # type: ignore[attr-defined]

    def do() -> str:
        acts.withdraw_same_person(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            same_id=row.pk,
            why=form.cleaned_data["why"],
        )
        return reverse(PLACE)

    done = attempt(request, form, "withdraw_same_person", do, "已撤回，两份记录仍算两个人")
    return done or _show(request, row, withdraw=form)


def _show(
    request: HttpRequest,
    whose: SamePerson | None = None,
    propose: DeskForm | None = None,
    confirm: DeskForm | None = None,
    withdraw: DeskForm | None = None,
) -> HttpResponse:
    sent, actor = propose or confirm or withdraw, request.actor  # type: ignore[attr-defined]
    rows = []
    for row in queries.joined():
        mine, fresh = whose is not None and row.pk == whose.pk, {"row": row.pk}
        rows.append(
            {
                "row": row,
                "may": duties.may_confirm_same(actor, row),
                "may_withdraw": duties.may_withdraw_same(actor, row),
                "confirm": (mine and confirm) or ConfirmSameForm(initial=fresh, auto_id=f"confirm-{row.pk}-%s"),
                "withdraw": (mine and withdraw) or WithdrawSameForm(initial=fresh, auto_id=f"withdraw-{row.pk}-%s"),
                "sent": bool(mine and withdraw),
            }
        )
    shown: dict[str, Any] = {
        "rows": rows,
        "propose": propose or ProposeSameForm(),
        "sent": bool(propose),
        "problems": problems_of(sent) if sent else [],
    }
    return render(request, "stewards/same.html", shown, status=sent.status if sent else 200)
