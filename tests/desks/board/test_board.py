"""The public board: name, members, amount, for its days, to everybody, and nothing else."""

import datetime as dt
import re

import pytest
from django.test import Client

from jiuzhu.cases import acts
from jiuzhu.cases.models import Announcement, Case
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.scope import set_scope
from jiuzhu.messages.queries import counts_of_bar
from jiuzhu.plain.money import format_grouped
from tests.desks.casework.cases import found, on, page_of, published, received, reviewed
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
ADDRESS = f"/board/{BEIAO}/"


@pytest.fixture
def case() -> Case:
    """A notice from 11月10日 to 11月16日."""
    build()
    return published(received())


def board(address: str = ADDRESS) -> str:
    """The board as somebody without an account sees it."""
    return Visitor(raise_request_exception=False).text(address)


def test_a_notice_stands_for_its_days_and_goes_by_itself(case: Case) -> None:
    notice = case.publications.get()
    for day, stands in ((9, False), (10, True), (16, True), (17, False)):
        on(day)
        assert (notice.name in board()) is stands, f"11月{day}日"
    notice.refresh_from_db()
    assert notice.closed_on is None, "没有人登记结果，也到期撤下"
    assert "现在没有正在公示的家庭" in board()


def test_a_family_that_withdraws_is_on_the_board_no_longer(case: Case) -> None:
    name, day = case.publications.get().name, on(12)
    handler = visitor("handler")
    assert name in board() and name in handler.text("/publications/")
    assert counts_of_bar(holder("handler"), day)["running"] == 1
    acts.withdraw_application(actor=holder("handler"), on=day, case_id=case.pk, signed=True, reason="已找到工作")
    assert name not in board() and name not in handler.text("/publications/")
    assert counts_of_bar(holder("handler"), day)["running"] == 0
    assert "请撤下公示单" in handler.text(page_of(case))
    sheet = handler.get(f"{page_of(case)}print/publication/")
    assert sheet.status_code == 403 and "公示单不再张贴" in sheet.content.decode()
    on(17)
    assert "公示已停" in handler.text(page_of(case)) and name not in handler.text("/worklist/")


def test_only_name_members_and_amount_are_public(case: Case) -> None:
    on(10)
    page = board()
    row = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert row
    cells = re.sub(r"<[^>]*>", "|", row[1])
    notice = case.publications.get()
    assert [c for c in cells.split("|") if c.strip()] == [
        case.applicant.name,
        "2 人",
        f"{format_grouped(notice.amount_fen)} 元",
    ]
    for private in (case.number, case.applicant.id_number, case.household.account, "残疾", "990199"):
        assert private not in page
    assert "公示期 11月10日 至 11月16日" in page
    assert "望潮社区" in page
    assert "<form" not in page


def test_a_village_stands_once_however_many_periods_run(case: Case) -> None:
    later = found(received(2))
    acts.give_opinion(
        actor=holder("social_affairs_head"), on=on(11), case_id=later.pk, outcome="confirm", text="情况属实"
    )
    acts.start_publication(actor=holder("handler"), on=on(11), case_id=later.pk)
    on(12)
    page = board()
    assert page.count("望潮社区</h3>") == 1
    assert page.index("11月10日 至 11月16日") < page.index("11月12日 至 11月18日")
    assert case.applicant.name in page
    assert later.applicant.name in page


def test_another_townships_board_shows_its_own_notices_only(case: Case) -> None:
    on(10)
    assert case.applicant.name not in board("/board/330305002/")
    assert Client().get("/board/330399999/").status_code == 404


def test_the_board_opens_nothing_else(case: Case) -> None:
    on(10)
    stranger = Client()
    assert stranger.get(f"/cases/{case.number}/").status_code == 302, "看案件要登录"
    assert stranger.post(ADDRESS).status_code == 405
    set_scope(DISTRICT)
    assert Case.objects.filter(pk=case.pk).exists()


def test_a_case_before_publication_is_not_on_the_board() -> None:
    build()
    case = reviewed(received())
    on(10)
    assert case.applicant.name not in board()


def test_every_programme_says_what_it_is(case: Case) -> None:
    on(10)
    page = board()
    assert page.index("最低生活保障审核公示") < page.index("下列家庭拟给予最低生活保障")
    for other in ("特困人员救助供养审核公示", "最低生活保障边缘家庭认定公示"):
        assert other not in page


def test_a_grant_is_announced_for_its_days_and_goes_by_itself(case: Case) -> None:
    acts.close_publication(actor=holder("handler"), on=on(17), case_id=case.pk, outcome="clear")
    acts.decide_case(actor=holder("leader_in_charge"), on=on(18), case_id=case.pk, outcome="approve", text="同意")
    assert case.applicant.name not in board(), "决定了还没有公布"
    acts.announce_decision(actor=holder("handler"), on=on(18), case_id=case.pk)
    row = Announcement.objects.get(case=case)
    assert (row.first_day, row.last_day, row.effective_from) == (
        dt.date(2026, 11, 18), dt.date(2026, 11, 24), dt.date(2026, 12, 1)
    )  # fmt: skip
    page = board()
    assert "最低生活保障确认公布" in page and "公布期 11月18日 至 11月24日" in page
    cells = [
        c
        for c in re.sub(r"<[^>]*>", "|", re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)[0]).split("|")
        if c.strip()
    ]
    assert cells == [case.applicant.name, "2 人", f"{format_grouped(row.amount_fen)} 元", "2026年12月"]
    for private in (case.number, case.applicant.id_number, case.household.account):
        assert private not in page
    on(24)
    assert case.applicant.name in board()
    on(25)
    assert case.applicant.name not in board()
    assert case.applicant.name not in board("/board/330305002/")
