"""The acts beside the steps as the page offers them: the form, the stored row, and why one is refused."""

import re

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.models import BureauVisit, Case, Complaint, Delivery, Objection, Task
from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.decisions.models import Decision, Hand
from jiuzhu.ground.models import AccessLogEntry
from tests.desks.casework.cases import (
    checked,
    found,
    on,
    page_of,
    published,
    ready,
    received,
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


def why_not(page: str, act: str) -> str:
    """The reason beside an act that can't be done."""
    told = re.search(rf'id="no-{act}">([^<]+)<', page)
    assert told, f"{act} isn't told"
    return told[1]


def refuse(case: Case) -> None:
    """The reviewer and then the leader refuse."""
    found(case)
    acts.give_opinion(
        actor=holder("social_affairs_head"), on=on(9), case_id=case.pk, outcome="refuse", text="儿子有渔船"
    )
    acts.decide_case(actor=holder("leader_in_charge"), on=on(10), case_id=case.pk, outcome="refuse", text="同意")


def test_the_leader_reads_from_which_day_the_deadline_may_move(case: Case) -> None:
    leader = visitor("leader_in_charge")
    assert "还没有委托核对" in why_not(leader.text(page_of(case)), "extend_deadline")
    acts.confirm_check_authorisation(actor=holder("social_affairs_head"), on=on(3), case_id=case.pk)
    on(10)
    assert "核对用了 7 天，还没有超过规定的天数，11月19日起才能延长" in why_not(
        leader.text(page_of(case)), "extend_deadline"
    )
    on(19)
    page = leader.text(f"{page_of(case)}acts/extend_deadline/")
    assert "最长可延长到 2026年12月2日" in page
    assert "最长只能延长到" in send(
        leader, case, "extend_deadline", 400, extended_to="2026-12-20", reason="核对中心还在等银行"
    )
    send(leader, case, "extend_deadline", extended_to="2026-12-02", reason="核对中心还在等银行")
    case.refresh_from_db()
    assert (case.extended_to.isoformat(), case.extension_reason) == ("2026-12-02", "核对中心还在等银行")
    page = leader.text(page_of(case))
    assert "11月19日由" in page and "延长到 12月2日" in page and "已延长" in page
    assert "延长期限，到 12月2日" in page


def test_a_withdrawn_application_shows_its_end(case: Case) -> None:
    handler = visitor("handler")
    given = {"reason": "已找到工作", "form_key": "first"}
    assert "撤回要有申请人签字" in send(handler, case, "withdraw_application", 400, **given)
    send(handler, case, "withdraw_application", **given, signed="on")
    case.refresh_from_db()
    assert (case.state, case.end_reason) == ("withdrawn", "已找到工作")
    page = handler.text(page_of(case))
    assert "由申请人撤回" in page and "已找到工作" in page and "本案已撤回，不能再办" in page
    assert 'class="is-later"' not in page


def test_only_the_leader_with_the_password_terminates(case: Case) -> None:
    leader = visitor("leader_in_charge")
    given = {"reason": "三次约定入户都拒绝开门"}
    assert "密码不对" in send(leader, case, "terminate_case", 400, **given, password="wrong")
    assert "三次约定入户都拒绝开门" in send(leader, case, "terminate_case", 400, **given, password="wrong")
    assert "分管领导" in send(visitor("handler"), case, "terminate_case", 403, **given, password=PASSWORD)
    send(leader, case, "terminate_case", **given, password=PASSWORD, form_key="third")
    case.refresh_from_db()
    assert case.state == "terminated"
    assert Hand.objects.get(matter=case.token, hand=3).act == "terminate_case"
    assert "申请已终止审核，11月2日结束" in leader.text(page_of(case))


def test_an_objection_to_the_report_asks_again(case: Case) -> None:
    visited(case)
    handler = visitor("handler")
    given = {"objection": "那笔利息是替兄弟存的"}
    assert "没有佐证的不复查" in send(handler, case, "object_to_check_report", 400, **given)
    send(handler, case, "object_to_check_report", **given, evidence="银行流水", form_key="second")
    assert Task.objects.filter(case=case, step="check_report", closed_on__isnull=True).exists()


def test_an_objection_is_kept_surveyed_by_others_and_answered(case: Case) -> None:
    published(case)
    on(12)
    handler = visitor("handler")
    words = {"received_on": "2026-11-12", "text": "他儿子有渔船", "by_name": "王阿海", "contact": "村口"}
    send(handler, case, "record_objection", **words)
    row = Objection.objects.get(case=case)
    assert (row.named, row.by_name) == (True, "王阿海")
    page = visitor("village_worker").text(page_of(case))
    assert "他儿子有渔船" in page and "王阿海" not in page, "谁提的异议不给别人看"
    assert "不能登记为没有异议" in send(handler, case, "close_publication", 409, outcome="clear")
    send(handler, case, "close_publication", outcome="objected", form_key="objected")
    page = handler.text(page_of(case))
    assert "您调查过本户" in page and "登记民主评议" in page
    given = {"held_on": "2026-11-12", "minutes": "评议 2026-7", "result": "九人到会，一致认为符合"}
    send(handler, case, "record_appraisal", **given)
    assert "评议 2026-7" in handler.text(page_of(case))
    send(handler, case, "submit_finding", recommends="yes", conclusion="渔船已于两年前报废")
    page = handler.text(f"{page_of(case)}acts/answer_objection/")
    assert "王阿海（村口）" in page, "答复的人知道答复谁"
    send(handler, case, "answer_objection", objection_id=row.pk, answer="渔船两年前已报废")
    row.refresh_from_db()
    assert (row.answered_on, row.answer) == (on(12), "渔船两年前已报废")
    assert "已答复" in handler.text(page_of(case))


def test_an_objection_of_another_case_is_not_answered_here(case: Case) -> None:
    published(case)
    other = received(2)
    on(12)
    row = acts.record_objection(
        actor=holder("handler"), on=on(12), case_id=case.pk, text="他儿子有渔船", received_on=on(12), by_name="王阿海"
    )
    send(visitor("handler"), other, "answer_objection", 400, objection_id=row.pk, answer="渔船两年前已报废")
    row.refresh_from_db()
    assert row.answered_on is None


def test_a_complaint_brings_the_bureau_and_the_leader_reads_so(case: Case) -> None:
    ready(case)
    send(visitor("handler"), case, "record_complaint", received_on="2026-11-17", text="有人看见他开车")
    assert Complaint.objects.get(case=case).received_on == on(17)
    leader = visitor("leader_in_charge")
    assert "要等区民政局入户调查后才能决定" in leader.text(page_of(case))
    bureau = visitor("bureau_officer", "")
    send(bureau, case, "record_bureau_visit", visited_on="2026-11-17", companion="林某", notes="没有车")
    assert BureauVisit.objects.get(case=case).by_id == bureau.actor.person_id
    page = leader.text(page_of(case))
    assert "没有车" in page and "要等区民政局入户调查后才能决定" not in page


def test_the_bureau_has_nothing_to_visit_without_relative_or_complaint(case: Case) -> None:
    bureau = visitor("bureau_officer", "")
    assert "不用区民政局入户" in why_not(bureau.text(page_of(case)), "record_bureau_visit")


def test_a_refusal_is_printed_and_its_delivery_recorded(case: Case) -> None:
    refuse(case)
    on(11)
    handler = visitor("handler")
    assert f"/cases/{case.number}/print/refusal/" in handler.text(page_of(case))
    answer = handler.get(f"/cases/{case.number}/print/refusal/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("inline; filename*=UTF-8''")
    assert (
        AccessLogEntry.objects.using("access_log")
        .filter(view="casework.pages.printing.print_form", matter=str(case.token))
        .exists()
    )
    given = {"received_by": "本人", "delivered_on": "2026-11-11"}
    assert "请选择送达方式" in send(handler, case, "deliver_refusal", 400, **given)
    send(handler, case, "deliver_refusal", **given, how="in_person", form_key="second")
    row = Delivery.objects.get(case=case)
    assert (row.delivered_on, row.how, row.late) == (on(11), "in_person", False)
    assert "11月11日书面送达（当面签收），签收：本人" in handler.text(page_of(case))


def test_what_was_not_decided_is_not_printed(case: Case) -> None:
    handler = visitor("handler")
    assert handler.get(f"/cases/{case.number}/print/confirmation/").status_code == 409
    assert handler.get(f"/cases/{case.number}/print/passport/").status_code == 404
    assert visitor("bureau_officer", "").get(f"/cases/{case.number}/print/refusal/").status_code == 403
    assert not Decision.objects.exists()


def test_a_slip_of_the_pen_is_put_right(case: Case) -> None:
    checked(case)
    handler = visitor("handler")
    given = {"what": f"household-{case.household_id}-money_fen", "reason": "存折上是 5,200 元，录入时看错"}
    assert "金额写成了“五千”" in send(handler, case, "correct_clerical_error", 400, **given, value="五千")
    send(handler, case, "correct_clerical_error", **given, value="5200", form_key="second")
    case.household.refresh_from_db()
    assert case.household.money_fen == 520_000
    he = case.household.members.get(relation="spouse")
    given = {"what": f"member-{he.pk}-disability_grade", "reason": "残疾证上是一级"}
    send(handler, case, "correct_clerical_error", **given, value="1", form_key="third")
    he.refresh_from_db()
    assert he.disability_grade == 1
    assert "更正笔误" in handler.text(page_of(case))


def test_the_other_programme_needs_to_fit(case: Case) -> None:
    visited(case)
    handler = visitor("handler")
    given = {"programme": "dibian", "agreed_on": "2026-11-06", "signed": "on"}
    assert "应按原申请办理" in send(handler, case, "agree_programme", 409, **given)
    case.refresh_from_db()
    assert case.programme == "dibao"


def test_each_act_shows_where_it_is_due_and_nobody_elses(case: Case) -> None:
    page = visitor("social_affairs_head").text(page_of(case))
    assert "/acts/withdraw_application/" not in page
    page = visitor("handler").text(page_of(case))
    assert f'href="/cases/{case.number}/acts/withdraw_application/"' in page
    assert page.count("btn--go btn--wide") == 1, "一页只有一个主要的办理"


def test_the_form_of_an_act_beside_the_steps_is_fetched_when_opened(case: Case) -> None:
    address = f"{page_of(case)}acts/withdraw_application/"
    form = f'action="{address}"'
    handler, head = visitor("handler"), visitor("social_affairs_head")
    assert form not in handler.text(page_of(case))
    whole = handler.text(address)
    assert form in whole and whole.count('<details class="more" name="other" open>') == 1
    part = handler.get(address, headers={"HX-Request": "true"}).content.decode()
    assert form in part and "<h1>" not in part and len(part) < len(whole) / 4
    told = head.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "“撤回申请”由经办人办理" in told and form not in told
    assert "“撤回申请”由经办人办理" in head.text(address)
    assert visitor("handler", "330305002").get(address, headers={"HX-Request": "true"}).status_code == 404


def test_a_late_record_says_why(case: Case) -> None:
    on(4)
    handler, second = visitor("handler"), holder("handler", nth=1)
    given = {"visited_on": "2026-11-02", "second": second.person_id, "notes": "住房老旧", "family_signed": "on"}
    assert "属于补录" in send(handler, case, "record_home_visit", 400, **given)
    send(handler, case, "record_home_visit", **given, late_reason="台风停电", form_key="second")
    assert "补录：11月4日录入" in handler.text(page_of(case))
