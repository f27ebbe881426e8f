"""合作方: keys of partner systems, proposed by one and issued by another; a secret is shown on one answer only."""

import datetime as dt
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, chosen, problems_of
from jiuzhu.desks.stewards.forms import EndPartnerForm, IssuePartnerForm, ProposePartnerForm
from jiuzhu.sharing import acts, duties, queries
from jiuzhu.sharing.models import PartnerKey

PLACE = "stewards:partners"
ONE_DAY = dt.timedelta(days=1)
SECRET_BYTES = 32


@page(desk="stewards", duty="sharing.may_keep_partners", methods={"GET": READ})
def partners(request: HttpRequest) -> HttpResponse:
    """All keys, what waits on top."""
    return _show(request)


@page(desk="stewards", duty="sharing.may_keep_partners", methods={"POST": WRITE})
def propose_partner(request: HttpRequest) -> HttpResponse:
    """提出."""
    form = ProposePartnerForm(request.POST)

    def do() -> str:
        acts.propose_partner_key(actor=request.actor, on=request.day, **form.cleaned_data)  # type: ignore[attr-defined]
        return reverse(PLACE)

    done = attempt(request, form, "propose_partner_key", do, "已提出，等另一个人对照协议发出")
    return done or _show(request, propose=form)


@page(desk="stewards", duty="sharing.may_keep_partners", methods={"POST": WRITE}, sensitive=True)
def issue_partner(request: HttpRequest) -> HttpResponse:
    """发出, with the password; the secret on this answer only."""
    form, row, made = (
        IssuePartnerForm(request.POST, auto_id="issue-%s"),
        chosen(request, queries.partner_keys()),
        secrets.token_urlsafe(SECRET_BYTES),
    )
    duties.may_issue(request.actor, row).or_refuse()  # type: ignore[attr-defined]
    found: list[PartnerKey] = []

    def do() -> str:
        found.append(
            acts.issue_partner_key(actor=request.actor, on=request.day, key_id=row.pk, secret=made)  # type: ignore[attr-defined]
        )
        return reverse(PLACE)

    done = attempt(request, form, "issue_partner_key", do, "已发出")
    if done and found and found[0].kind == "secret":
        return render(request, "stewards/partner_secret.html", {"row": found[0], "secret": made})
    return done or _show(request, issue=form)


@page(desk="stewards", duty="sharing.may_keep_partners", methods={"POST": WRITE})
def withdraw_partner(request: HttpRequest) -> HttpResponse:
    """撤回."""
    return _end(request, "withdraw_partner_key", acts.withdraw_partner_key, duties.may_withdraw, "已撤回")


@page(desk="stewards", duty="sharing.may_keep_partners", methods={"POST": WRITE})
def revoke_partner(request: HttpRequest) -> HttpResponse:
    """吊销."""
    return _end(request, "revoke_partner_key", acts.revoke_partner_key, duties.may_revoke, "已吊销，马上不能用")


def _end(request: HttpRequest, name: str, verb: Any, may: Any, said: str) -> HttpResponse:
    form, row = EndPartnerForm(request.POST, auto_id=f"end-{_key(request)}-%s"), chosen(request, queries.partner_keys())
    may(request.actor, row).or_refuse()  # type: ignore[attr-defined]

    def do() -> str:
        verb(actor=request.actor, on=request.day, key_id=row.pk, reason=form.cleaned_data["reason"])  # type: ignore[attr-defined]
        return reverse(PLACE)

    return attempt(request, form, name, do, said) or _show(request, end=form)


def _key(request: HttpRequest) -> str:
    key = request.POST.get("row", "")
    return key if key.isdigit() else "0"


def _show(
    request: HttpRequest,
    propose: DeskForm | None = None,
    issue: DeskForm | None = None,
    end: DeskForm | None = None,
) -> HttpResponse:
    sent = propose or issue or end
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    rows = []
    for row in queries.partner_keys():
        fresh: dict[str, Any] = {"row": row.pk}
        mine = str(row.pk) == _key(request)
        rows.append(
            {
                "row": row,
                "last_day": row.effective_to - ONE_DAY,
                "over": row.effective_to <= day,
                "may": duties.may_issue(actor, row),
                "may_withdraw": duties.may_withdraw(actor, row),
                "may_revoke": duties.may_revoke(actor, row),
                "issue": issue if mine and issue else IssuePartnerForm(initial=fresh, auto_id="issue-%s"),
                "end": end if mine and end else EndPartnerForm(initial=fresh, auto_id=f"end-{row.pk}-%s"),
                "sent": bool(mine and end),
            }
        )
    shown = {"rows": rows, "propose": propose or ProposePartnerForm(), "problems": problems_of(sent) if sent else []}
    return render(
        request, "stewards/partners.html", shown | {"sent": bool(propose)}, status=sent.status if sent else 200
    )
