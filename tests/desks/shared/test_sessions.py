"""Idle, too old, forged: the session ends; what was typed does not."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from jiuzhu.desks.shared import sessions
from jiuzhu.ground import clock
from jiuzhu.ground.models import DemoDay
from tests.desks.visitors import PASSWORD, Visitor, visitor
from tests.district import DAY, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
IDLE = "您有 30 分钟没有操作"


@pytest.fixture(autouse=True)
def district() -> None:
    """A district without cases."""
    build()


def last_seen(client: Visitor, minutes: int) -> None:
    """As if this browser had last asked so many minutes ago."""
    key = client.cookies["sessionid"].value
    client.cookies[sessions.SEEN] = sessions.stamp(key, clock.real_now() - dt.timedelta(minutes=minutes))


def test_thirty_minutes_idle_sign_out_and_the_page_says_so() -> None:
    client = visitor("handler")
    last_seen(client, 29)
    assert client.get("/worklist/").status_code == 200
    last_seen(client, 31)
    assert client.get("/worklist/").headers["Location"] == "/signin/?next=/worklist/"
    assert IDLE in client.get("/signin/?next=/worklist/").content.decode()
    piece = client.get("/worklist/", headers={"HX-Request": "true"})
    assert (piece.status_code, piece.headers["HX-Redirect"]) == (200, "/signin/?next=/worklist/")


def test_every_request_starts_the_thirty_minutes_again() -> None:
    client = visitor("handler")
    last_seen(client, 29)
    old = client.cookies[sessions.SEEN].value
    client.get("/worklist/")
    assert client.cookies[sessions.SEEN].value != old


def test_another_session_s_stamp_or_a_made_up_one_is_worth_nothing() -> None:
    client, other = visitor("handler"), visitor("handler", nth=1)
    for stamp in (other.cookies[sessions.SEEN].value, "made-up", ""):
        client.cookies[sessions.SEEN] = stamp
        assert client.get("/worklist/").status_code == 302


def test_twelve_hours_are_the_end_however_busy() -> None:
    client = visitor("handler")
    store = SessionStore(client.cookies["sessionid"].value)
    store["since"] -= 12 * 3600 + 60
    store.save()
    assert client.get("/worklist/").status_code == 302
    assert "已满 12 小时" in client.get("/signin/").content.decode()


def test_looking_writes_nothing_to_the_session() -> None:
    client = visitor("handler")
    before = Session.objects.get().session_data
    client.get("/worklist/")
    assert Session.objects.get().session_data == before


def idle_post(client: Visitor) -> str:
    """A form sent after 31 minutes; the sealed draft on the sign-in page that answers."""
    key = client.form_key("/worklist/")
    last_seen(client, 31)
    answer = client.post("/day/", {"by": "3", "form_key": key, "back": "/worklist/", "password": "secret"})
    page = answer.content.decode()
    assert answer.status_code == 403 and IDLE in page and "没有丢" in page
    assert "secret" not in page and key not in page
    return re.search(r'name="draft" value="([^"]+)"', page)[1]  # type: ignore[index]


def test_a_form_sent_too_late_survives_signing_in_again() -> None:
    client = visitor("handler")
    draft = idle_post(client)
    assert DemoDay.objects.get().day == DAY
    page = client.post("/signin/", {"username": "chenhaining", "password": PASSWORD, "draft": draft}).content.decode()
    assert "接着提交" in page and 'action="/day/"' in page
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert fields["by"] == "3" and "password" not in fields
    assert client.post("/day/", fields).status_code == 302
    assert DemoDay.objects.get().day == DAY + dt.timedelta(days=3)


def test_nobody_else_can_send_the_draft_of_another() -> None:
    draft = idle_post(visitor("handler"))
    other = Visitor()
    answer = other.post("/signin/", {"username": "suminglan", "password": PASSWORD, "draft": draft})
    assert answer.status_code == 302 and answer.headers["Location"] == "/"
    assert other.post("/signin/", {"username": "suminglan", "password": PASSWORD, "draft": "x"}).status_code == 302


def test_a_post_from_nobody_carries_nothing() -> None:
    answer = Visitor().post("/day/", {"by": "3"})
    assert answer.status_code == 403 and 'name="draft"' not in answer.content.decode()
    assert DemoDay.objects.get().day == DAY


def test_an_account_switched_off_is_out_at_once() -> None:
    from jiuzhu.offices.models import Account

    client = visitor("handler")
    Account.objects.filter(pk=holder("handler").account_id).update(active=False)
    assert client.get("/worklist/").status_code == 302
