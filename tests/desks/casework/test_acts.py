"""Each act of the case page as its post does it: the answer and the stored row, and what is refused and why."""

import re

import pytest

from jiuzhu.cases.models import Case, Finding, Opinion, Publication, Task
from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.decisions.models import Decision, Hand
from jiuzhu.ground.models import AuditEntry
from jiuzhu.registry.models import HomeVisit, MeansCheck
from tests.desks.casework.cases import (
    AFTER_NOTICE,
    checked,
    found,
    on,
    page_of,
    published,
    ready,
    received,
    reviewed,
    send,
    visited,
)
from tests.desks.visitors import visitor
from tests.district import build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])


@pytest.fixture
def case() -> Case:
    """Accepted today in 北岙."""
    build()
    return received()


def waiting(case: Case) -> set[str]:
    """The steps that wait."""
    return set(Task.objects.filter(case=case, closed_on__isnull=True).values_list("step", flat=True))


def test_the_head_confirms_the_authorisation(case: Case) -> None:
    head = visitor("social_affairs_head")
    assert "确认授权，发出核对" in head.text(page_of(case))
    send(head, case, "confirm_check_authorisation")
    check = MeansCheck.objects.get(matter=str(case.token))
    assert check.requested_on == case.accepted_on
    assert Hand.objects.filter(matter=case.token, hand=2, person_id=head.actor.person_id).exists()
    assert "核对申请正在发往区核对中心" in head.text(page_of(case))
    assert "等区核对中心答复" in head.text(page_of(case))


def test_the_handler_may_not_confirm_and_reads_why(case: Case) -> None:
    handler = visitor("handler")
    page = handler.text(page_of(case))
    why = re.search(r'id="no-confirm_check_authorisation">([^<]+)<', page)
    assert why and "社会事务办负责人" in why[1]
    answer = send(handler, case, "confirm_check_authorisation", 403)
    assert why[1] in answer, "页面上的理由和拒绝的理由是同一句"
    assert not MeansCheck.objects.exists()


def test_two_investigators_record_and_confirm_the_visit(case: Case) -> None:
    checked(case)
    on(6)
    first, second = visitor("handler"), visitor("handler", nth=1)
    given = {"visited_on": "2026-11-06", "second": second.actor.person_id, "notes": "住房老旧", "family_signed": "on"}
    send(first, case, "record_home_visit", **given)
    visit = HomeVisit.objects.get()
    assert (visit.first_id, visit.second_id) == (first.actor.person_id, second.actor.person_id)
    assert visit.second_signed_on is None
    assert "登记的另一名调查人不是您" in send(first, case, "countersign_home_visit", 403)
    assert "住房老旧" in second.text(page_of(case))
    send(second, case, "countersign_home_visit")
    visit.refresh_from_db()
    assert visit.second_signed_on == on(6)
    assert waiting(case) == {"finding"}


def test_a_visit_without_words_keeps_what_was_typed(case: Case) -> None:
    handler, second = visitor("handler"), holder("handler", nth=1)
    page = send(handler, case, "record_home_visit", 400, visited_on="2026-11-02", second=second.person_id, notes=" ")
    assert "请写下入户看到的情况" in page
    assert f'<option value="{second.person_id}" selected>' in page
    assert 'value="2026-11-02"' in page
    page = send(handler, case, "record_home_visit", 400, visited_on="昨天", second="", notes="看到的都写了")
    assert "日期请写成年-月-日" in page
    assert "请选择另一名调查人" in page
    assert "看到的都写了" in page
    assert not HomeVisit.objects.exists()


def test_a_visit_is_never_before_acceptance(case: Case) -> None:
    second = holder("handler", nth=1)
    given = {"visited_on": "2026-10-30", "second": second.person_id, "notes": "住房老旧", "family_signed": "on"}
    assert "入户日期不能早于受理日期" in send(visitor("handler"), case, "record_home_visit", 400, **given)
    assert not HomeVisit.objects.exists()


def test_the_handler_sends_the_finding(case: Case) -> None:
    visited(case)
    handler = visitor("handler")
    page = handler.text(page_of(case))
    assert "按现在登记的情况试算" in page
    assert not re.search(r'name="recommends"[^>]*checked', page), "结论从不预选"
    send(handler, case, "submit_finding", recommends="yes", conclusion="入户、核对与申报一致")
    row = Finding.objects.get(case=case)
    assert (row.recommends, row.eligible, row.conclusion) == (True, True, "入户、核对与申报一致")
    # 全年 600 × 12 + 利息 86.40 = 7,286.40；丈夫重残，按全额
    assert row.amount_fen == 118_500 * 2 - 728_640 // 24
    assert "入户、核对与申报一致" in handler.text(page_of(case))


def test_a_finding_needs_a_choice_and_words(case: Case) -> None:
    visited(case)
    handler = visitor("handler")
    assert "请选择调查结论" in send(handler, case, "submit_finding", 400, conclusion="说明写好了")
    page = send(handler, case, "submit_finding", 400, recommends="no", conclusion="")
    assert "请写明调查结论的说明" in page
    assert re.search(r'name="recommends" value="no" checked', page), "选过的还在"
    assert not Finding.objects.exists()


def test_the_head_gives_the_opinion(case: Case) -> None:
    found(case)
    head = visitor("social_affairs_head")
    page = head.text(page_of(case))
    assert not re.search(r'name="outcome"[^>]*checked', page), "意见从不预选"
    assert "请选择初审意见" in send(head, case, "give_opinion", 400, text="同意")
    send(head, case, "give_opinion", outcome="confirm", text="情况属实")
    opinion = Opinion.objects.get(case=case)
    assert (opinion.outcome, opinion.text, opinion.by_id) == ("confirm", "情况属实", head.actor.person_id)
    assert waiting(case) == {"publish"}


def test_a_return_goes_back_to_the_survey(case: Case) -> None:
    found(case)
    head = visitor("social_affairs_head")
    send(head, case, "give_opinion", outcome="return", text="缺医药费票据")
    assert waiting(case) == {"visit"}
    page = visitor("handler").text(page_of(case))
    assert "退回补充调查" in page
    assert "缺医药费票据" in page
    assert "登记入户核查" in page


def test_publication_begins_tomorrow_and_ends_after_its_days(case: Case) -> None:
    reviewed(case)
    handler = visitor("handler")
    send(handler, case, "start_publication")
    row = Publication.objects.get(case=case)
    assert (row.first_day.day, row.last_day.day) == (10, 16)
    on(16)
    page = send(handler, case, "close_publication", 400, outcome="clear")
    assert "公示到 11月16日才满" in page
    on(17)
    send(handler, case, "close_publication", outcome="clear")
    row.refresh_from_db()
    assert (row.closed_on, row.outcome) == (AFTER_NOTICE, "clear")


def test_an_objection_needs_its_words(case: Case) -> None:
    published(case)
    on(12)
    handler = visitor("handler")
    assert "请写明异议的内容" in send(handler, case, "close_publication", 400, outcome="objected")
    send(handler, case, "close_publication", outcome="objected", note="匿名：儿子有渔船")
    assert Publication.objects.get(case=case).outcome == "objected"
    assert waiting(case) == {"visit"}


def test_the_leader_decides_with_the_password(case: Case) -> None:
    ready(case)
    leader = visitor("leader_in_charge")
    page = leader.text(page_of(case))
    assert "请您决定" in page
    assert "系统核过的" in page
    assert not re.search(r'name="outcome"[^>]*checked', page), "决定从不预选"
    send(leader, case, "decide_case", outcome="approve", text="同意", password=PASSWORD)
    decision = Decision.objects.get(matter=case.token)
    assert (decision.outcome, decision.decided_by_id, decision.reason) == ("approve", leader.actor.person_id, "同意")
    assert waiting(case) == {"announce"}
    assert "2026年12月起" in leader.text(page_of(case))


def test_without_the_password_nothing_is_decided(case: Case) -> None:
    ready(case)
    leader = visitor("leader_in_charge")
    page = send(leader, case, "decide_case", 400, outcome="approve", text="意见写好了", password="wrong")
    assert "密码不对" in page
    assert "意见写好了" in page
    assert re.search(r'name="outcome" value="approve" checked', page)
    assert not Decision.objects.exists()
    assert waiting(case) == {"decide"}


def test_who_reviewed_never_decides(case: Case) -> None:
    ready(case)
    answer = send(
        visitor("social_affairs_head"), case, "decide_case", 403, outcome="approve", text="同意", password=PASSWORD
    )
    assert "由分管领导办理" in answer
    assert not Decision.objects.exists()


def test_the_handler_announces_and_the_case_is_done(case: Case) -> None:
    ready(case)
    leader = visitor("leader_in_charge")
    send(leader, case, "decide_case", outcome="approve", text="同意", password=PASSWORD)
    handler = visitor("handler")
    send(handler, case, "announce_decision")
    case.refresh_from_db()
    assert (case.state, case.ended_on) == ("granted", AFTER_NOTICE)
    page = handler.text(page_of(case))
    assert "本案已办结" in page
    assert "本案已办结，不能再办" in send(handler, case, "announce_decision", 403, form_key="another")


def test_the_same_form_twice_is_one_act(case: Case) -> None:
    head = visitor("social_affairs_head")
    send(head, case, "confirm_check_authorisation")
    send(head, case, "confirm_check_authorisation")
    assert MeansCheck.objects.filter(matter=str(case.token)).count() == 1
    assert AuditEntry.objects.filter(act="confirm_check_authorisation").count() == 1


def test_an_act_is_never_done_by_looking(case: Case) -> None:
    head = visitor("social_affairs_head")
    for act in ("confirm_check_authorisation", "decide_case"):
        assert case.number in head.text(f"{page_of(case)}acts/{act}/")
    answer = head.get(f"{page_of(case)}acts/unmask_number/")
    assert (answer.status_code, answer["Location"]) == (302, page_of(case))
    assert not MeansCheck.objects.exists()
