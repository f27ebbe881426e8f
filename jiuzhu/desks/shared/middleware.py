"""What happens around every request, in the order of settings.MIDDLEWARE. Function-style, one concern each."""

import logging
import re
import secrets
from collections.abc import Callable
from typing import Any

from django.db import Error as DatabaseError
from django.db import connection, connections, transaction
from django.http import HttpRequest, HttpResponse

from jiuzhu.desks.shared import access, errors, names, sessions
from jiuzhu.figures import years
from jiuzhu.ground import clock, logs
from jiuzhu.ground.actor import NOWHERE
from jiuzhu.ground.scope import current_scope, set_scope, set_scope_for_reading
from jiuzhu.offices.acts import note_failed_try

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
HEALTH = ("/healthz", "/readyz")
OUR_ID = re.compile(r"[0-9a-f]{8,32}")
ACCESS_LOG = "access_log"
NOTE = """
INSERT INTO ground_accesslogentry (request_id, account_id, person_id_value, method, view, matter, status)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def request_id(get_response: Answer) -> Answer:
    """A number for logs, for the answer's header and for error pages; a caller's own is kept if it looks like ours."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        number = given if OUR_ID.fullmatch(given) else secrets.token_hex(6)
        token = logs.request_id.set(number)
        forget, calendar = names.remember(), years.remember()
        try:
            response = get_response(request)
        finally:
            logs.request_id.reset(token)
            names.forget(forget)
            years.forget(calendar)
        response["X-Request-Id"] = number
        return response

    return middleware


def security_headers(get_response: Answer) -> Answer:
    """Nothing inline, nothing from outside, in nobody's frame; pages with people on them are not kept by browsers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        response["X-Frame-Options"] = "DENY"
        response["X-Content-Type-Options"] = "nosniff"
        response["Referrer-Policy"] = "same-origin"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def plain_errors(get_response: Answer) -> Answer:
    """Whatever error answer comes from below gets our page; bodies made by the framework never reach a reader."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in errors.SENTENCES and not getattr(response, "made_here", False):
            return errors.page_like(response)
        return response

    return middleware


def access_log(get_response: Answer) -> Answer:
    """One row an answered request, by its own connection, after the answer. A look that can't be noted is not shown."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path in HEALTH:
            return response
        try:
            _note(request, response)
        except DatabaseError:
            log.exception("access log not written")
            if request.method in ("GET", "HEAD") and response.status_code < 400:
                return errors.page(503)
        return response

    return middleware


def _note(request: HttpRequest, response: HttpResponse) -> None:
    actor = getattr(request, "actor", None)
    match = request.resolver_match
    declared: access.Page | None = getattr(match.func, "page", None) if match else None
    row = (
        logs.request_id.get(),
        actor.account_id if actor else None,
        actor.person_id if actor else None,
        (request.method or "")[:7],
        (declared.name if declared else "-")[:80],
        str(getattr(request, "matter", ""))[:36],
        response.status_code,
    )
    with connections[ACCESS_LOG].cursor() as cursor:
        cursor.execute(NOTE, row)


def identity(get_response: Answer) -> Answer:
    """Who asks (`request.actor`), on which day of the office (`request.day`), and a fresh key for a form."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor, request.signed_out_by, request.matter = None, "none", ""  # type: ignore[attr-defined]
        if request.path in HEALTH:
            return get_response(request)
        request.form_key = secrets.token_urlsafe(16)  # type: ignore[attr-defined]
        request.day = clock.today()  # type: ignore[attr-defined]
        request.actor, request.signed_out_by = sessions.actor_of(request, request.day)  # type: ignore[attr-defined]
        response = get_response(request)
        sessions.keep(request, response)
        return response

    return middleware


def one_transaction(get_response: Answer) -> Answer:
    """Every view in one transaction with the actor's scope; who only reads cannot write; an error keeps nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def around(request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        # The view is called here: the framework turns exceptions into answers too early for a rollback.
        declared: access.Page | None = getattr(view, "page", None)
        if declared is None:
            return errors.page(404)
        if not declared.transaction:
            return None
        response = _inside(request, view, kwargs, writes=declared.kind(request.method) == access.WRITE)
        if (failed := getattr(request, "failed_try", None)) is not None:
            note_failed_try(*failed)
        return response

    middleware.process_view = around  # type: ignore[attr-defined]
    return middleware


def _inside(request: HttpRequest, view: Any, kwargs: dict[str, Any], *, writes: bool) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    nested = connection.in_atomic_block  # only in tests; there the outer scope has to come back
    with transaction.atomic():
        before = current_scope() if nested else None
        (set_scope if writes else set_scope_for_reading)(actor.scope if actor else NOWHERE)
        response: HttpResponse = view(request, **kwargs)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        elif before is not None:
            set_scope(before)
    return response
