"""我的密码: one's own new password, asked for by the old one; the other sessions of the account end."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.shared import sessions
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, problems_of
from jiuzhu.offices import passwords, queries
from jiuzhu.offices.acts import change_password

LONGEST = 128


def _secret(label: str, autocomplete: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"max_length": f"最多 {LONGEST} 个字符"},
    )


class PasswordForm(DeskForm):
    """The old one is read at the door, like on every sensitive page."""

    password = _secret("现在的密码", "current-password", required=False)
    new = _secret("新密码", "new-password")
    again = _secret("再输一次新密码", "new-password")


@page(desk="shared", duty="offices.may_change_password", methods={"GET": READ, "POST": WRITE}, sensitive=True)
def password(request: HttpRequest) -> HttpResponse:
    """For everybody; with a first password it is the only page there is."""
    actor = request.actor  # type: ignore[attr-defined]
    form = PasswordForm(request.POST if request.method == "POST" else None)

    def do() -> str:
        told = form.cleaned_data
        row = change_password(actor=actor, on=request.day, new=told["new"], again=told["again"])  # type: ignore[attr-defined]
        sessions.go_on(request, row.epoch)
        return reverse("shared:home")

    if request.method == "POST":
        done = attempt(request, form, "change_password", do, "密码已改，其他地方的登录已退出")
        if done:
            return done
    account = queries.account_of(actor.account_id)
    shown = {
        "form": form,
        "problems": problems_of(form),
        "account": account,
        "rules": passwords.rules(),
        "resets": queries.resets_of(account.pk),
    }
    return render(request, "shared/password.html", shown, status=form.status)
