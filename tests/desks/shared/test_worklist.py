"""我的待办: each post sees what it must do, in order of urgency; a page at a time; nothing of other townships."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiuzhu.cases import queries
from jiuzhu.cases.models import Task
from jiuzhu.offices.models import Appointment
from tests.desks.casework.cases import checked, published, received
from tests.desks.visitors import visitor
from tests.district import BEIAO, DAY, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
OTHER = "330305002"


@pytest.fixture(autouse=True)
def district() -> None:
    """A district without cases."""
    build()


def figures(page: str) -> list[int]:
    """The four numbers on top: late, close, later, waiting for others."""
    return [int(n) for n in re.findall(r"<b>(\d+)</b><span>", page)]


def test_an_empty_desk_says_what_will_come() -> None:
    page = visitor("handler").text("/worklist/")
    assert "没有等您办的案件" in page and "登记新申请" in page and figures(page) == [0, 0, 0, 0]
    leader = visitor("leader_in_charge").text("/worklist/")
    assert "没有等您办的案件" in leader and "登记新申请" not in leader


def test_a_new_case_waits_for_the_head_and_for_the_handler() -> None:
    case = received()
    head = visitor("social_affairs_head").text("/worklist/")
    assert f'href="/cases/{case.number}/"' in head and "委托确认" in head and figures(head) == [0, 0, 1, 0]
    handler = visitor("handler").text("/worklist/")
    assert "入户核查" in handler and "等别人" in handler and "社会事务办负责人" in handler
    assert figures(handler) == [0, 0, 1, 1]
    assert "委托确认" not in visitor("leader_in_charge").text("/worklist/")


def test_late_and_close_come_first_with_the_sentence_why() -> None:
    case = received()
    due = Task.objects.get(case=case, step="visit")
    for days, word, numbers in ((0, "今天到期", [0, 1, 0]), (1, "剩 1 天", [0, 1, 0]), (-2, "超期 2 天", [1, 0, 0])):
        Task.objects.filter(pk=due.pk).update(due_on=DAY + dt.timedelta(days=days))
        page = visitor("handler").text("/worklist/")
        assert word in page and "先办" in page and "接着办</th>" not in page
        assert figures(page)[:3] == numbers
        assert due.due_why in page


def test_only_the_named_second_investigator_is_asked_to_confirm() -> None:
    case = received()
    checked(case)
    Task.objects.filter(case=case, step="visit").update(person_id=holder("handler", nth=1).person_id)
    assert case.number in visitor("handler", nth=1).text("/worklist/")
    others = queries.waiting_for_others(holder("handler"), 11)
    assert [task.step for task in others] == ["visit"]


def test_another_township_s_cases_are_not_there() -> None:
    case = received()
    page = visitor("social_affairs_head", OTHER).text("/worklist/")
    assert case.number not in page and figures(page) == [0, 0, 0, 0]
    assert visitor("social_affairs_head", OTHER).get(f"/cases/{case.number}/").status_code == 404


def test_a_long_list_comes_in_pages_without_gap_or_twin() -> None:
    numbers = {received(seed).number for seed in range(1, 24)}
    client = visitor("social_affairs_head")
    first = client.text("/worklist/")
    key = re.search(r'href="\?after=([^"]+)"', first)
    assert key and "共 23 件" in first
    second = client.text(f"/worklist/?after={key[1]}")
    listed = [re.findall(r"/cases/([\w-]+)/", page) for page in (first, second)]
    assert [len(page) for page in listed] == [queries.PAGE, 3]
    assert set(listed[0] + listed[1]) == numbers
    assert "回到第一页" in second and "?after=" not in second


def test_a_made_up_place_in_the_list_is_refused_in_words() -> None:
    client = visitor("handler")
    for key in ("nonsense", "2026-11-31.4", "2026-11-30.x", "2026-11-30"):
        assert "从第一页重新翻" in client.text(f"/worklist/?after={key}", 400)


def test_the_number_of_questions_does_not_grow_with_the_list() -> None:
    client = visitor("social_affairs_head")

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.text("/worklist/")
        return len(asked)

    received(1)
    one = questions()
    for seed in range(2, 8):
        received(seed)
    assert questions() == one


def test_a_notice_that_ends_is_announced_and_an_objection_too() -> None:
    case = published(received())
    page = visitor("handler").text("/worklist/")
    assert "没有公示到期" in page and "现在没有异议" in page
    publication = case.publications.get()
    from tests.desks.casework.cases import on

    on(publication.last_day.day)
    page = visitor("handler").text("/worklist/")
    assert "今天 24:00" in page and f"{publication.name}户" in page
    from jiuzhu.cases.acts import close_publication

    close_publication(
        actor=holder("handler"), on=publication.last_day, case_id=case.pk, outcome="objected", note="邻居说有船"
    )
    page = visitor("handler").text("/worklist/")
    assert "没有公示到期" in page and "审批已停下" in page


def test_who_answers_for_a_township_is_told_what_it_lacks_and_nobody_else() -> None:
    assert "人手不够" not in visitor("social_affairs_head").text("/worklist/")
    Appointment.objects.filter(office__township=BEIAO, post="leader_in_charge").update(effective_to=DAY)
    page = visitor("social_affairs_head").text("/worklist/")
    assert "本街道（乡镇）人手不够" in page and "分管领导没有人" in page and "区民政局管理员任命" in page
    assert "人手不够" not in visitor("finance_preparer").text("/worklist/")
    assert "人手不够" not in visitor("social_affairs_head", OTHER).text("/worklist/")
