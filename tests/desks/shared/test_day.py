"""The demo's day goes forward for everybody, by those who are signed in, in the demo only."""

import datetime as dt

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from jiuzhu.ground.models import AuditEntry, DemoDay
from tests.desks.visitors import visitor
from tests.district import DAY, build

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])


@pytest.fixture(autouse=True)
def district() -> None:
    """A district without cases, on the second of November."""
    build()


@pytest.mark.parametrize(
    ("by", "to"), [("1", dt.date(2026, 11, 3)), ("7", dt.date(2026, 11, 9)), ("month", dt.date(2026, 12, 1))]
)
def test_the_day_moves_forward_and_every_page_shows_it(by: str, to: dt.date) -> None:
    handler = visitor("handler")
    answer = handler.post("/day/", {"by": by, "form_key": handler.form_key("/worklist/"), "back": "/search/"})
    assert answer.headers["Location"] == "/search/"
    assert DemoDay.objects.get().day == to
    page = visitor("leader_in_charge").text("/worklist/")
    assert f"今天按 {to.month}月{to.day}日" in page
    assert AuditEntry.objects.filter(act="move_day", on=to).count() == 1


def test_moving_twice_before_the_worker_woke_asks_it_once() -> None:
    handler = visitor("handler")
    for _ in range(2):
        answer = handler.post("/day/", {"by": "1", "form_key": handler.form_key("/worklist/"), "back": "/worklist/"})
        assert answer.status_code == 302
    assert DemoDay.objects.get().day == DAY + dt.timedelta(days=2)
    assert ProcrastinateJob.objects.filter(task_name="catch_up").count() == 1


def test_the_same_form_sent_twice_moves_once() -> None:
    handler = visitor("handler")
    form = {"by": "3", "form_key": handler.form_key("/worklist/"), "back": "/worklist/"}
    assert [handler.post("/day/", form).status_code for _ in range(2)] == [302, 302]
    assert DemoDay.objects.get().day == DAY + dt.timedelta(days=3)


def test_a_made_up_distance_and_a_real_district_are_refused(settings: object) -> None:
    handler = visitor("handler")
    key = handler.form_key("/worklist/")
    assert handler.post("/day/", {"by": "-3", "form_key": key}).status_code == 400
    settings.DEMO = False  # type: ignore[attr-defined]
    answer = handler.post("/day/", {"by": "3", "form_key": key})
    assert answer.status_code == 403 and "只有演示环境" in answer.content.decode()
    assert DemoDay.objects.get().day == DAY
