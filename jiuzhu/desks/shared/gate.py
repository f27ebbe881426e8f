"""The way to the sign-in page and back, without losing what was typed; and the password asked again."""

import datetime as dt
import json
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from jiuzhu.ground import clock, crypto
from jiuzhu.ground.refusals import BadInput
from jiuzhu.offices import queries
from jiuzhu.offices.models import Account
from jiuzhu.offices.queries import township_names

DRAFT = "desks.draft"
NOT_CARRIED = {"password", "new", "again", "csrfmiddlewaretoken"}
MUST_CHANGE, PASSWORD_PAGE = "must_change", "shared.pages.password.password"
WHY = {
    "idle": "您有 30 分钟没有操作，为安全已退出。请重新登录。",
    "too_long": "这次登录已满 12 小时，为安全已退出。请重新登录。",
    "password_changed": "密码改过或重设过，其他地方的登录都已退出。请用新密码登录。",
    "post_ended": "您在这个岗位的任职已经结束，或账号已停用。请重新登录。",
}


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """GET: to the sign-in page and back afterwards. POST after a time-out: the sign-in page carries the form along."""
    if request.method != "POST":
        return _go(request, f"{reverse('shared:sign_in')}?{urlencode({'next': request.path}, safe='/')}")
    return sign_in_page(request, draft=_draft_of(request), status=403)


def password_first(request: HttpRequest, page: str) -> HttpResponse | None:
    """With a steward's first password there is one page only: the one where it is changed."""
    if request.signed_out_by == MUST_CHANGE and page != PASSWORD_PAGE:  # type: ignore[attr-defined]
        return _go(request, reverse("shared:password"))
    return None


def _go(request: HttpRequest, target: str) -> HttpResponse:
    """To another page; where only a piece was fetched, the whole page goes there."""
    return (HttpResponseClientRedirect if request.htmx else HttpResponseRedirect)(target)  # type: ignore[attr-defined]


def sign_in_page(
    request: HttpRequest, *, draft: str = "", sentence: str = "", username: str = "", back: str = "", status: int = 200
) -> HttpResponse:
    """The sign-in page with what has to survive signing in."""
    shown = {
        "why": "" if sentence else WHY.get(request.signed_out_by, ""),  # type: ignore[attr-defined]
        "draft": draft,
        "sentence": sentence,
        "username": username,
        "back": back,
        "townships": list(township_names().items()),
    }
    if settings.DEMO:
        from jiuzhu.desks.shared.demo import sign_ins

        shown["demo"] = sign_ins(request)
    return render(request, "shared/signin.html", shown, status=status)


def _draft_of(request: HttpRequest) -> str:
    """What was posted, encrypted for the way through the sign-in page: the next person at this screen can't read it.

    Only for a session that ended by itself; files and passwords are not carried.
    """
    account = request.session.get("account")
    if account is None:
        return ""
    fields = [(k, v) for k, values in request.POST.lists() if k not in NOT_CARRIED for v in values]
    content = {"account": account, "path": request.path, "fields": fields, "files": sorted(request.FILES)}
    return crypto.encrypt(json.dumps(content, ensure_ascii=False), DRAFT)


def open_draft(sealed: str, account_id: int | None) -> dict[str, object] | None:
    """The carried form, if it is ours, belongs to this account and goes to an address we have."""
    try:
        content = json.loads(crypto.decrypt(sealed, DRAFT))
        resolve(content["path"])
    except (crypto.CannotDecrypt, ValueError, KeyError, Resolver404):
        return None
    return content if content["account"] == account_id else None


def home_of(request: HttpRequest) -> str:
    """Where to go after signing in: back to the page asked for, or the first page of the desk."""
    back = request.POST.get("back", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back
    return reverse("shared:home")


def address_of(request: HttpRequest) -> str:
    """The caller's address. Behind known proxies the entry they added, never what the caller wrote in front of it."""
    hops = settings.TRUSTED_PROXY_HOPS
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if hops and len(chain) >= hops:
        return chain[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))


def moment() -> dt.datetime:
    """Now, for what counts how often something was tried; never for what happened on which day."""
    return clock.real_now()


def check_password_again(request: HttpRequest) -> BadInput | None:
    """None when the posted password is the account's own, else the sentence to show. Failures count to the lock."""
    account = Account.objects.filter(pk=request.actor.account_id, active=True).first()  # type: ignore[attr-defined]
    posted: QueryDict = request.POST
    if account is None:
        return BadInput("账号已停用，不能再办。", field="password")
    key, address = crypto.keyed_hash(account.username), address_of(request)
    if queries.sign_in_locked(key, crypto.keyed_hash(address), clock.real_now()):
        return BadInput("密码连续输错 5 次，请过 15 分钟再试。", field="password")
    if account.password_fits(posted.get("password", "")):
        return None
    request.failed_try = (account.username, address)  # type: ignore[attr-defined]
    return BadInput("密码不对。办这件事要再输一次您自己现在的密码，请重新输入。", field="password")
