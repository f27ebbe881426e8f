"""密码重设: what stewards proposed, released by another person; a first password is shown on one answer only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, chosen, problems_of
from jiuzhu.desks.stewards.forms import ReleaseResetForm, WithdrawResetForm
from jiuzhu.desks.stewards.pages.accounts import shown_once
from jiuzhu.offices import acts, duties, passwords, queries
from jiuzhu.offices.models import Account, PasswordReset

PLACE = "stewards:resets"


@page(desk="stewards", duty="offices.may_see_resets", methods={"GET": READ})
def resets(request: HttpRequest) -> HttpResponse:
    """What waits, then the latest."""
    return _show(request)


@page(desk="stewards", duty="offices.may_see_resets", methods={"POST": WRITE}, sensitive=True)
def release_reset(request: HttpRequest) -> HttpResponse:
    """放行, with the password; the first password on this answer only."""
    row, made = chosen(request, queries.resets()), passwords.first_password()
    form = ReleaseResetForm(request.POST, auto_id=f"release-{row.pk}-%s")
    duties.may_release_reset(request.actor, row).or_refuse()  # type: ignore[attr-defined]
    found: list[Account] = []

    def do() -> str:
        done = acts.release_password_reset(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            reset_id=row.pk,
            first_password=made,
        )
        found.append(done.account)
        return reverse(PLACE)

    done = attempt(request, form, "release_password_reset", do, "密码已重设，初始密码只显示那一次")
    return shown_once(request, found, made, done) or _show(request, row, release=form)


@page(desk="stewards", duty="offices.may_see_resets", methods={"POST": WRITE})
def withdraw_reset(request: HttpRequest) -> HttpResponse:
    """撤回."""
    row = chosen(request, queries.resets())
    form = WithdrawResetForm(request.POST, auto_id=f"withdraw-{row.pk}-%s")
    duties.may_withdraw_reset(request.actor, row).or_refuse()  # type: ignore[attr-defined]

    def do() -> str:
        acts.withdraw_password_reset(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            reset_id=row.pk,
            why=form.cleaned_data["reason"],
        )
        return reverse(PLACE)

    done = attempt(request, form, "withdraw_password_reset", do, "已撤回，密码没有变")
    return done or _show(request, row, withdraw=form)


def _show(
    request: HttpRequest,
    whose: PasswordReset | None = None,
    release: DeskForm | None = None,
    withdraw: DeskForm | None = None,
) -> HttpResponse:
    sent, actor = release or withdraw, request.actor  # type: ignore[attr-defined]
    rows = []
    for row in queries.resets():
        mine, fresh = whose is not None and row.pk == whose.pk, {"row": row.pk}
        rows.append(
            {
                "row": row,
                "may": duties.may_release_reset(actor, row),
                "may_withdraw": duties.may_withdraw_reset(actor, row),
                "release": (mine and release) or ReleaseResetForm(initial=fresh, auto_id=f"release-{row.pk}-%s"),
                "withdraw": (mine and withdraw) or WithdrawResetForm(initial=fresh, auto_id=f"withdraw-{row.pk}-%s"),
                "sent": bool(mine and withdraw),
            }
        )
    shown = {"rows": rows, "problems": problems_of(sent) if sent else []}
    return render(request, "stewards/resets.html", shown, status=sent.status if sent else 200)
