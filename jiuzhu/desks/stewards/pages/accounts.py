"""账号 of one person: made, locked, unlocked, a new password proposed. A first password is shown on one answer only."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, problems_of
from jiuzhu.desks.stewards.forms import LockAccountForm, OpenAccountForm, ProposeResetForm
from jiuzhu.offices import acts, duties, passwords, queries
from jiuzhu.offices.models import Account
from jiuzhu.offices.posts import LETS_THROUGH

LONGEST_KEY = len(str(2**63))


@page(desk="stewards", duty="offices.may_keep_accounts", methods={"GET": READ})
def account(request: HttpRequest) -> HttpResponse:
    """A person's account and posts; whose is chosen on the page of posts."""
    key = request.GET.get("person", "")
    return _sheet(request, _number(key)) if key else HttpResponseRedirect(reverse("stewards:offices"))


@page(desk="stewards", duty="offices.may_keep_accounts", methods={"POST": WRITE}, sensitive=True)
def open_account(request: HttpRequest) -> HttpResponse:
    """开账号."""
    form, made = OpenAccountForm(request.POST), passwords.first_password()
    found: list[Account] = []

    def do() -> str:
        told = form.cleaned_data
        found.append(
            acts.open_account(
                actor=request.actor,  # type: ignore[attr-defined]
                on=request.day,  # type: ignore[attr-defined]
                person_id=told["person"],
                username=told["username"],
                first_password=made,
            )
        )
        return _address(told["person"])

    done = attempt(request, form, "open_account", do, "账号已开。没有显示初始密码的，由另一个人在“密码重设”里放行")
    return shown_once(request, found, made, done) or _sheet(request, _number(request.POST.get("person", "")), form)


@page(desk="stewards", duty="offices.may_keep_accounts", methods={"POST": WRITE})
def propose_reset(request: HttpRequest) -> HttpResponse:
    """提出重设密码; another person releases it."""
    row, form = _account(request), ProposeResetForm(request.POST, auto_id="reset-%s")

    def do() -> str:
        acts.propose_password_reset(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            account_id=row.pk,
            reason=form.cleaned_data["reason"],
        )
        return _address(row.person_id)

    done = attempt(request, form, "propose_password_reset", do, "已提出，等另一个人放行")
    return done or _sheet(request, row.person_id, form)


@page(desk="stewards", duty="offices.may_keep_accounts", methods={"POST": WRITE})
def lock_account(request: HttpRequest) -> HttpResponse:
    """停用."""
    return _switch(request, "lock_account", acts.lock_account, "已停用，正在登录的已退出")


@page(desk="stewards", duty="offices.may_keep_accounts", methods={"POST": WRITE})
def unlock_account(request: HttpRequest) -> HttpResponse:
    """启用."""
    return _switch(request, "unlock_account", acts.unlock_account, "已启用，密码没有变")


def _switch(request: HttpRequest, name: str, verb: Any, said: str) -> HttpResponse:
    row, form = _account(request), LockAccountForm(request.POST, auto_id="lock-%s")

    def do() -> str:
        verb(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            account_id=row.pk,
            reason=form.cleaned_data["reason"],
        )
        return _address(row.person_id)

    return attempt(request, form, name, do, said) or _sheet(request, row.person_id, form)


def shown_once(request: HttpRequest, found: list[Account], made: str, done: HttpResponse | None) -> HttpResponse | None:
    """The password, on this answer and never again; the same form sent twice only leads back to the account."""
    if done is None or not found or found[0].set_on is None:
        return done  # nothing to show: another person releases the first password
    shown = {"row": found[0], "first": made, "posts": queries.posts_from(found[0].person_id, request.day)}  # type: ignore[attr-defined]
    return render(request, "stewards/first_password.html", shown)


def _sheet(request: HttpRequest, person_id: int, sent: DeskForm | None = None) -> HttpResponse:
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    posts, row = queries.posts_from(person_id, day), queries.account_of_person(person_id)
    if not posts and row is None:
        raise Http404(person_id)
    fresh: dict[str, Any] = {"person": person_id, "account": row.pk if row else None}
    forms = {
        "opening": sent if isinstance(sent, OpenAccountForm) else OpenAccountForm(initial=fresh),
        "resetting": sent
        if isinstance(sent, ProposeResetForm)
        else ProposeResetForm(initial=fresh, auto_id="reset-%s"),
        "locking": sent if isinstance(sent, LockAccountForm) else LockAccountForm(initial=fresh, auto_id="lock-%s"),
    }
    shown = {
        "person": row.person if row else posts[0].person,
        "row": row,
        "posts": posts,
        "needs_another": any(post.post in LETS_THROUGH for post in posts),
        "resets": queries.resets_of(row.pk) if row else [],
        "releasers": queries.releasers(day, {actor.person_id, person_id}) if row else [],
        "may": duties.may_keep_account(actor, row) if row else duties.may_keep_accounts(actor),
        "problems": problems_of(sent) if sent else [],
        "sent": type(sent).__name__,
        **forms,
    }
    return render(request, "stewards/account.html", shown, status=sent.status if sent else 200)


def _account(request: HttpRequest) -> Account:
    row = Account.objects.filter(pk=_number(request.POST.get("account", ""))).first()
    if row is None:
        raise Http404
    return row


def _number(text: str) -> int:
    if not (text.isdigit() and len(text) < LONGEST_KEY):
        raise Http404(text)
    return int(text)


def _address(person_id: int) -> str:
    return f"{reverse('stewards:account')}?person={person_id}"
