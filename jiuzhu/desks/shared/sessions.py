"""Sessions: made anew at sign-in, 30 minutes idle, 12 hours at most; a page that only reads writes nothing.

The idle clock is a signed cookie that belongs to one session and says when it was last used; the server checks it.
"""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from jiuzhu.ground import clock, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.offices import seats

SEEN = "jz_seen"
TOAST = "jz_toast"
SALT = "jiuzhu.desks.seen"
REFRESH_SECONDS = 60
TOAST_SECONDS = 60


def begin(request: HttpRequest, actor: Actor, epoch: int) -> None:
    """A new session for this actor; whatever was in the old one is gone, its key too (no session fixation)."""
    request.session.flush()
    request.session["account"] = actor.account_id
    request.session["post"] = actor.appointment_id
    request.session["epoch"] = epoch
    request.session["since"] = clock.real_now().timestamp()
    request.session.create()
    request.actor = actor  # type: ignore[attr-defined]


def change_post(request: HttpRequest, actor: Actor) -> None:
    """The same person sits down at another of their desks: other rights, so another session key."""
    request.session["post"] = actor.appointment_id
    request.session.cycle_key()
    request.actor = actor  # type: ignore[attr-defined]


def go_on(request: HttpRequest, epoch: int) -> None:
    """After one's own new password this session goes on under a new key; all others of the account have ended."""
    request.session["epoch"] = epoch
    request.session.cycle_key()


def end(request: HttpRequest) -> None:
    """Sign out."""
    request.session.flush()
    request.actor = None  # type: ignore[attr-defined]


def actor_of(request: HttpRequest, day: dt.date) -> tuple[Actor | None, str]:
    """Who is signed in, or why nobody is: `none`, `idle`, `too_long`, `post_ended`, `password_changed`.

    `must_change` beside an actor, see `seats.seat_of`.
    """
    account, post = request.session.get("account"), request.session.get("post")
    if account is None or post is None:
        return None, "none"
    now = clock.real_now()
    if now.timestamp() - request.session.get("since", 0) > settings.SESSION_COOKIE_AGE:
        return None, "too_long"
    if not _seen_lately(request, now):
        return None, "idle"
    held = seats.posts_of_account(account, day)
    seat, why = seats.seat_of(held, post, request.session.get("epoch", 0))
    request.posts_held = held  # type: ignore[attr-defined]
    return seats.actor_in(account, seat) if seat else None, why


def stamp(session_key: str, at: dt.datetime) -> str:
    """The idle cookie's value: this session was used at this moment."""
    return signing.dumps({"s": crypto.digest(session_key.encode()), "at": int(at.timestamp())}, salt=SALT)


def keep(request: HttpRequest, response: HttpResponse) -> None:
    """Note on the way out that the session was used; at most once a minute, and only in the cookie."""
    if getattr(request, "toast_read", False) and TOAST not in response.cookies:
        response.delete_cookie(TOAST)
    if request.actor is None:  # type: ignore[attr-defined]
        if SEEN in request.COOKIES and request.session.get("account") is None:
            response.delete_cookie(SEEN)
        return
    now = clock.real_now()
    if now.timestamp() - _stamped_at(request) > REFRESH_SECONDS:
        _cookie(response, SEEN, stamp(request.session.session_key or "", now), settings.SESSION_COOKIE_AGE)


def toast(response: HttpResponse, sentence: str) -> HttpResponse:
    """Show a line at the foot of the next page, once: what was done. No exclamation mark."""
    _cookie(response, TOAST, signing.dumps(sentence, salt=TOAST), TOAST_SECONDS)
    return response


def toast_of(request: HttpRequest) -> str:
    """The line the last act left, or nothing; once read it is gone with this answer."""
    try:
        sentence = str(signing.loads(request.COOKIES.get(TOAST, ""), salt=TOAST, max_age=TOAST_SECONDS))
    except signing.BadSignature:
        return ""
    request.toast_read = True  # type: ignore[attr-defined]
    return sentence


def _seen_lately(request: HttpRequest, now: dt.datetime) -> bool:
    return now.timestamp() - _stamped_at(request) <= settings.IDLE_SECONDS


def _stamped_at(request: HttpRequest) -> float:
    """When this very session was last used; 0 when unknown, forged or another session's."""
    try:
        seen = signing.loads(request.COOKIES.get(SEEN, ""), salt=SALT)
    except signing.BadSignature:
        return 0
    own = crypto.digest((request.session.session_key or "").encode())
    return float(seen["at"]) if seen["s"] == own else 0


def _cookie(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )
