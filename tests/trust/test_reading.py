"""Looking leaves one line in the access log and nothing else: every page, by whoever may open it, table by table."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns
from jiuzhu.desks.shared.access import READ, SIGNED_IN, page
from jiuzhu.ground.models import AccessLogEntry
from jiuzhu.offices.models import Office
from tests.desks.visitors import Visitor, visitor
from tests.district import holder
from tests.trust.addresses import addresses
from tests.trust.matter import Matter

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])


@page(desk="shared", duty=SIGNED_IN, methods={"GET": READ}, transaction=False)
def writes_behind_the_guard(request: HttpRequest) -> HttpResponse:
    """A page that makes its own transaction, so that READ ONLY does not hold it: what this test is for."""
    Office.objects.create(key="behind", name="x", kind="x")
    return HttpResponse("looked")


@page(desk="shared", duty=SIGNED_IN, methods={"GET": READ})
def writes_in_the_open(request: HttpRequest) -> HttpResponse:
    """A page that writes although it says it reads."""
    Office.objects.create(key="open", name="x", kind="x")
    return HttpResponse("looked")


class Broken:
    """The real addresses and two that break the rule."""

    urlpatterns = [path("behind/", writes_behind_the_guard), path("open/", writes_in_the_open), *urlpatterns]
    handler400, handler403, handler404, handler500 = handler400, handler403, handler404, handler500


def written() -> dict[str, int]:
    """Rows inserted, changed or deleted by this connection's transaction so far, table by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


def looks(who: Visitor, address: str) -> tuple[int, dict[str, int]]:
    """The answer's status, and what looking at a page wrote beside its one line in the access log."""
    log = AccessLogEntry.objects.using("access_log")
    before, lines = written(), log.count()
    status = who.get(address).status_code
    after = written()
    assert log.count() == lines + 1, f"{address}: one line, no more and no less"
    return status, {t: after[t] - before.get(t, 0) for t in after if after[t] != before.get(t, 0)}


def test_no_page_writes_when_it_is_looked_at(there: Matter) -> None:
    people = [visitor(post) for post in ("handler", "social_affairs_head", "leader_in_charge", "finance_releaser")]
    people += [visitor("bureau_officer", ""), visitor("steward", ""), visitor("check_centre", "")]
    looked = 0
    for address in addresses():
        if "GET" not in address.page.methods or address.route in ("healthz", "readyz"):
            continue
        place = address.filled(there.keys(payout=address.of_payout))
        opened = 0
        for who in people:
            status, wrote = looks(who, place)
            assert wrote == {}, place
            opened += status in (200, 302)
        assert opened, f"nobody here opens {place}"
        looked += opened
    assert looked > 60


def test_health_is_asked_without_a_trace(there: Matter) -> None:
    before, lines = written(), AccessLogEntry.objects.using("access_log").count()
    for address in ("/healthz", "/readyz"):
        Visitor().get(address)
    assert (written(), AccessLogEntry.objects.using("access_log").count()) == (before, lines)


@override_settings(ROOT_URLCONF=Broken)
def test_a_page_that_writes_is_caught(there: Matter) -> None:
    """Shown red: past the guard the counter sees it; inside the guard the database refuses."""
    who = visitor("handler")
    assert looks(who, "/behind/") == (200, {"offices_office": 1})
    assert looks(who, "/open/") == (500, {})
    assert not Office.objects.filter(key="open").exists()
    assert holder("handler").account_id == AccessLogEntry.objects.using("access_log").latest("pk").account_id
