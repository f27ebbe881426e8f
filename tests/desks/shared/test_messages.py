"""消息: the count in the bar, the list page by page, a link to the matter, and one click that it was seen."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case, Task
from jiuzhu.clockwork import warn_of_deadlines
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.scope import set_scope
from jiuzhu.messages.models import Message
from tests.desks.casework.cases import checked, on, page_of, received
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
ADDRESS = "/messages/"


@pytest.fixture
def case() -> Case:
    """The check centre's answer has come: a message to the handlers."""
    build()
    return checked(received())


def send(who: Visitor, status: int = 302, key: str = "seen", **form: object) -> str:
    """Says which messages were seen."""
    answer = who.post(ADDRESS, {"form_key": key, **form})
    set_scope(DISTRICT)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def in_bar(text: str) -> int:
    """The number beside 消息 in the bar."""
    found = re.search(r'class="mail"[^>]*>消息(?: <b>(\d+))?', text)
    assert found
    return int(found[1] or 0)


def more(case: Case, count: int) -> None:
    """Messages of earlier days."""
    Message.objects.bulk_create(
        Message(kind="check_report", township=BEIAO, post="handler", case=case, on=dt.date(2026, 10, 1 + number % 28))
        for number in range(count)
    )


def test_the_bar_says_how_many_and_the_list_leads_there(case: Case) -> None:
    handler = visitor("handler")
    assert in_bar(handler.text("/worklist/")) == 1
    text = handler.text(ADDRESS)
    assert f'<a href="{page_of(case)}"><b>{case.applicant.name}户的核对报告到了</b></a>' in text
    for private in (case.applicant.id_number, case.applicant.masked_number, case.household.account):
        assert private not in text
    for other in (visitor("social_affairs_head"), visitor("handler", "330305002")):
        assert in_bar(other.text("/worklist/")) == 0
        assert "没有消息" in other.text(ADDRESS)


def test_one_click_and_it_was_seen(case: Case) -> None:
    first, second = visitor("handler"), visitor("handler", nth=1)
    row = Message.objects.get()
    send(first, message=row.pk)
    row.refresh_from_db()
    assert (row.read_on, row.read_by_id) == (dt.date(2026, 11, 5), first.actor.person_id)  # type: ignore[union-attr]
    text = second.text(ADDRESS)
    assert in_bar(text) == 0
    assert f"11月5日，{holder('handler').name}" in text
    assert "这一页都看过了" not in text
    send(first, message=row.pk)


def test_a_page_at_a_time(case: Case) -> None:
    more(case, 24)
    handler = visitor("handler")
    assert in_bar(handler.text(ADDRESS)) == 25
    text = handler.text(ADDRESS)
    ids = re.findall(r'type="hidden" name="message" value="(\d+)"', text)
    assert len(ids) == 20
    send(handler, message=ids)
    assert in_bar(handler.text(ADDRESS)) == 5
    after = re.search(r'href="(\?after=[^"]+)"', text)
    assert after
    rest = handler.text(f"{ADDRESS}{after[1]}")
    assert rest.count("的核对报告到了</b>") == 5
    assert "回到最近的" in rest
    assert handler.get(f"{ADDRESS}?after=x").status_code == 400


def test_as_many_questions_for_one_as_for_a_page(case: Case) -> None:
    handler = visitor("handler")

    def asked(address: str) -> int:
        handler.text(address)
        with CaptureQueriesContext(connection) as queries:
            handler.text(address)
        return len(queries)

    one, bar = asked(ADDRESS), asked("/cases/")
    more(case, 30)
    assert (asked(ADDRESS), asked("/cases/")) == (one, bar)


def test_nobody_says_it_for_others(case: Case) -> None:
    row = Message.objects.get()
    send(visitor("social_affairs_head"), 403, message=row.pk)
    send(visitor("handler", "330305002"), 404, message=row.pk)
    send(visitor("handler"), 400, message="x")
    send(visitor("handler"))
    row.refresh_from_db()
    assert row.read_on is None


def test_a_case_that_has_ended_needs_no_eye(case: Case) -> None:
    handler = visitor("handler")
    acts.withdraw_application(actor=holder("handler"), on=on(6), case_id=case.pk, signed=True, reason="已找到工作")
    text = handler.text(ADDRESS)
    assert in_bar(text) == 0
    assert "本案已结束" in text and "看过了" not in text


def test_a_near_deadline_names_the_task(case: Case) -> None:
    Task.objects.filter(case=case, step="visit").update(due_on=on(9))
    warn_of_deadlines(on(6))
    text = visitor("handler").text(ADDRESS)
    assert f"{case.applicant.name}户“入户核查”最晚 11月9日，还没有办" in text
