"""Objecting on the board: one large page without an account, and a number to quote."""

import re
from typing import Any

import pytest
from django.test import Client

from jiuzhu.cases.models import Case, Objection
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.models import AccessLogEntry
from jiuzhu.ground.scope import set_scope
from tests.desks.casework.cases import on, page_of, published, received
from tests.desks.visitors import KEY, Visitor, visitor
from tests.district import BEIAO, build

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
ADDRESS = f"/board/{BEIAO}/objection/"
TOLD = {"text": "他家在城里还有一套房", "by_name": "林阿婆", "contact": "13900000001"}


@pytest.fixture
def case() -> Case:
    """A notice from 11月10日 to 11月16日; today is the 12th."""
    build()
    case = published(received())
    on(12)
    return case


def nobody() -> Visitor:
    """Somebody without an account."""
    return Visitor(raise_request_exception=False)


def send(who: Client, case: Case, status: int = 200, key: str = "from-home", **changes: Any) -> str:
    """The form as a telephone sends it."""
    form = {"form_key": key, "notice_id": case.publications.latest("pk").pk, **TOLD, **changes}
    answer = who.post(ADDRESS, form)
    set_scope(DISTRICT)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def test_the_board_leads_to_one_large_page(case: Case) -> None:
    assert f'href="{ADDRESS}">提出意见' in nobody().text(f"/board/{BEIAO}/")
    page = nobody().text(ADDRESS)
    assert 'data-size="large"' in page
    assert f"{case.applicant.name}，2 人，望潮社区" in page
    assert KEY.search(page)
    for private in (case.number, case.applicant.id_number, case.household.account):
        assert private not in page
    on(17)
    assert "<form" not in nobody().text(ADDRESS)
    assert ADDRESS not in nobody().text(f"/board/{BEIAO}/")


def test_what_was_written_reaches_the_clerk(case: Case) -> None:
    page = send(nobody(), case)
    row = Objection.objects.get()
    assert (row.text, row.by_name, row.contact) == (TOLD["text"], TOLD["by_name"], TOLD["contact"])
    assert row.number in page and "请记下这个号码" in page and "按您留的电话答复您" in page
    for private in TOLD.values():
        assert private not in page
    handler = visitor("handler")
    text = handler.text(page_of(case))
    card = text[text.index('id="h-aside"') :]
    assert row.number in card and "公示栏提出，署名" in card and TOLD["text"] in card
    assert "林阿婆" not in text, "谁提的，案件页上没有"
    assert "公示栏 公示栏收到异议" in re.sub(r"<[^>]*>|\s+", " ", text).replace("  ", " ")
    assert "收到异议" in handler.text("/worklist/")


def test_the_same_form_sent_again_is_the_same_objection(case: Case) -> None:
    who = nobody()
    first, again = send(who, case), send(who, case)
    number = Objection.objects.get().number
    assert number in first and number in again


def test_without_a_name(case: Case) -> None:
    assert "不会有人答复" in send(nobody(), case, by_name="", contact="")
    assert Objection.objects.get().named is False


@pytest.mark.parametrize(
    ("changes", "anchor", "says"),
    [
        ({"notice_id": ""}, "id_notice_id", "请选择是哪一户"),
        ({"notice_id": "99999"}, "id_notice_id", "请重新选择"),
        ({"text": ""}, "id_text", "请写明哪里不对"),
        ({"contact": ""}, "id_contact", "请也留电话"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    case: Case, changes: dict[str, str], anchor: str, says: str
) -> None:
    page = send(nobody(), case, 400, **changes)
    assert says in page
    assert re.search(rf'<a href="#{anchor}[^"]*">', page)
    assert "林阿婆" in page
    assert not Objection.objects.exists()


def test_another_townships_notice_can_not_be_named(case: Case) -> None:
    answer = nobody().post(
        "/board/330305002/objection/", {"form_key": "x", "notice_id": case.publications.get().pk, **TOLD}
    )
    assert answer.status_code == 400
    assert nobody().get("/board/330399999/objection/").status_code == 404
    set_scope(DISTRICT)
    assert not Objection.objects.exists()


def test_too_many_from_one_address_are_sent_elsewhere(case: Case, settings: Any) -> None:
    settings.BOARD_TRIES_PER_ADDRESS = 1
    send(nobody(), case)
    page = send(nobody(), case, 429, key="again")
    assert "从这里一天最多提 1 次" in page and "到窗口" in page
    assert Objection.objects.count() == 1


def test_a_form_without_its_key_keeps_nothing(case: Case) -> None:
    assert "请刷新页面" in send(nobody(), case, 400, key="")
    assert not Objection.objects.exists()


def test_looking_and_writing_leave_a_line_without_a_person(case: Case) -> None:
    who, log = nobody(), AccessLogEntry.objects.using("access_log")
    who.text(ADDRESS)
    send(who, case)
    lines = list(log.order_by("-pk")[:2])
    assert {line.view for line in lines} == {"board.pages.objection.objection"}
    assert {line.person_id_value for line in lines} == {None}
