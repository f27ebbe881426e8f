"""What surrounds every request: headers, one transaction, the access log, error pages, lookups that leave no trace."""

import logging
import re

import pytest
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver, path
from django.urls.resolvers import URLPattern, URLResolver

from config.urls import handler400, handler403, handler404, handler500, urlpatterns
from jiuzhu.desks.shared import access, errors
from jiuzhu.desks.shared.access import ANYONE, READ, SIGNED_IN, WRITE, page
from jiuzhu.desks.shared.forms import perform
from jiuzhu.ground.models import AccessLogEntry, SignInTry
from jiuzhu.ground.refusals import Refusal
from jiuzhu.offices.models import Office
from tests.desks.visitors import PASSWORD, visitor
from tests.district import build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])


def _office() -> str:
    Office.objects.create(key="kept", name="留下", kind="x")
    return "/"


@page(desk="shared", duty=SIGNED_IN, methods={"GET": READ})
def writes_on_get(request: HttpRequest) -> HttpResponse:
    """A page that breaks the rule."""
    _office()
    return HttpResponse("written")


@page(desk="shared", duty=SIGNED_IN, methods={"POST": WRITE})
def fails_after_writing(request: HttpRequest) -> HttpResponse:
    """Writes, then fails in the way asked for."""
    _office()
    if request.POST["how"] == "refusal":
        raise Refusal("这件事刚被别人办过。")
    if request.POST["how"] == "status":
        return HttpResponse("no", status=409)
    raise RuntimeError("a fault with 990101196001010027 in its text")


@page(desk="shared", duty=SIGNED_IN, methods={"POST": WRITE}, sensitive=True)
def asks_again(request: HttpRequest) -> HttpResponse:
    """A sensitive act."""
    return HttpResponse(perform(request, "release", _office))


@page(desk="shared", duty=SIGNED_IN, methods={"POST": WRITE}, sensitive=True)
def forgets_to_ask(request: HttpRequest) -> HttpResponse:
    """A sensitive page that goes past forms.perform."""
    return HttpResponse(_office())


@page(desk="shared", duty=ANYONE, methods={"GET": READ})
def database_gone(request: HttpRequest) -> HttpResponse:
    """What a page meets when the server is away."""
    from django.db import OperationalError

    raise OperationalError("connection refused")


class Addresses:
    """The real addresses and those of this file."""

    urlpatterns = [
        path("writes/", writes_on_get),
        path("fails/", fails_after_writing),
        path("asks/", asks_again),
        path("forgets/", forgets_to_ask),
        path("gone/", database_gone),
        *urlpatterns,
    ]
    handler400, handler403, handler404, handler500 = handler400, handler403, handler404, handler500


here = override_settings(ROOT_URLCONF=Addresses)


@pytest.fixture(autouse=True)
def district() -> None:
    """A district without cases."""
    build()


def kept() -> bool:
    """Whether the office of these pages was stored."""
    return Office.objects.filter(key="kept").exists()


def patterns(resolver: URLResolver) -> list[URLPattern]:
    """Every address there is."""
    found: list[URLPattern] = []
    for entry in resolver.url_patterns:
        found += patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


def test_every_address_is_declared_and_its_duty_exists() -> None:
    all_of_them = patterns(get_resolver())
    assert len(all_of_them) > 8
    for entry in all_of_them:
        declared = getattr(entry.callback, "page", None)
        assert isinstance(declared, access.Page), f"{entry.pattern} is not declared with @page"
        access.duty_function(declared.duty)


@here
def test_a_page_that_reads_cannot_write() -> None:
    client = visitor("handler")
    assert client.get("/writes/").status_code == 500
    assert not kept()


@here
@pytest.mark.parametrize(("how", "status"), [("refusal", 409), ("status", 409), ("fault", 500)])
def test_nothing_is_half_done(how: str, status: int) -> None:
    answer = visitor("handler").post("/fails/", {"how": how})
    assert answer.status_code == status and not kept()
    assert "990101196001010027" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


@here
def test_a_sensitive_act_asks_the_password_again() -> None:
    client = visitor("finance_releaser")
    wrong = client.post("/asks/", {"form_key": "k1", "password": "nonsense"})
    assert wrong.status_code == 400 and "密码不对" in wrong.content.decode() and not kept()
    assert SignInTry.objects.count() == 1
    assert client.post("/asks/", {"form_key": "k2", "password": PASSWORD}).status_code == 200 and kept()


@here
def test_a_sensitive_page_that_forgets_is_refused_all_the_same() -> None:
    answer = visitor("finance_releaser").post("/forgets/", {"password": "nonsense"})
    assert answer.status_code == 400 and not kept()


@here
def test_five_wrong_passwords_on_a_sensitive_page_lock_the_account() -> None:
    client = visitor("finance_releaser")
    for number in range(5):
        client.post("/asks/", {"form_key": f"k{number}", "password": "nonsense"})
    locked = client.post("/asks/", {"form_key": "k9", "password": PASSWORD})
    assert locked.status_code == 400 and "15 分钟" in locked.content.decode() and not kept()


@here
def test_a_database_that_is_gone_is_a_503_with_a_number() -> None:
    answer = Client(raise_request_exception=False).get("/gone/")
    page_text = answer.content.decode()
    assert answer.status_code == 503 and "数据库没有应答" in page_text
    assert answer.headers["X-Request-Id"] in page_text


@pytest.mark.parametrize("status", sorted(errors.SENTENCES))
def test_every_error_page_is_chinese_and_has_a_number(status: int) -> None:
    text = errors.page(status).content.decode()
    assert errors.SENTENCES[status][0] in text and "编号" in text and text.count("<h1") == 1


def test_unknown_address_wrong_method_too_large_and_a_form_without_token() -> None:
    client = visitor("handler")
    assert "没有这个页面" in client.text("/nowhere/", 404)
    answer = client.get("/day/")
    assert answer.status_code == 405 and answer.headers["Allow"] == "POST" and "编号" in answer.content.decode()
    assert client.post("/search/", {"q": "x" * 2_100_000}).status_code == 413
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post("/signin/", {"username": "chenhaining", "password": PASSWORD})
    assert refused.status_code == 403 and "页面已过期" in refused.content.decode()


def test_headers_of_every_answer() -> None:
    for address in ("/signin/", "/nowhere/", "/healthz"):
        answer = Client(raise_request_exception=False).get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert answer.headers["X-Frame-Options"] == "DENY" and answer.headers["Cache-Control"] == "no-store"
        assert re.fullmatch(r"[0-9a-f]{12}", answer.headers["X-Request-Id"])


def test_a_look_leaves_one_row_without_what_was_typed() -> None:
    client = visitor("handler")
    before = AccessLogEntry.objects.using("access_log").count()
    client.get("/worklist/?after=2026-11-02.7")
    row = AccessLogEntry.objects.using("access_log").latest("pk")
    assert AccessLogEntry.objects.using("access_log").count() == before + 1
    assert (row.view, row.method, row.status) == ("shared.pages.worklist.worklist", "GET", 200)
    assert row.account_id == holder("handler").account_id
    client.get("/healthz")
    assert AccessLogEntry.objects.using("access_log").count() == before + 1


def test_the_access_log_can_be_added_to_only() -> None:
    visitor("handler")
    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ground_accesslogentry")


def test_what_is_looked_up_stands_in_no_log_and_no_address(caplog: pytest.LogCaptureFixture) -> None:
    client = visitor("handler")
    number = "990101196403020044"
    with caplog.at_level(logging.DEBUG, logger="jiuzhu"):
        answer = client.post("/search/", {"q": number})
    assert answer.status_code == 200 and number not in caplog.text
    assert number not in str(AccessLogEntry.objects.using("access_log").order_by("-pk").values().first())
    assert answer.request["QUERY_STRING"] == ""


def test_health_and_readiness_name_what_is_missing() -> None:
    client = Client()
    assert client.get("/healthz").json() == {"alive": True}
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.json()["missing"] == ["worker"]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    ready = client.get("/readyz")
    assert ready.status_code == 200 and ready.json()["ready"] is True
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '61 seconds'")
    assert client.get("/readyz").json()["missing"] == ["worker"]
