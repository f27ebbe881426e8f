"""撤回 and 终止 end a case and free the family; a refusal is delivered within its clock."""

import datetime as dt

import pytest

from jiuzhu.cases import acts, flow
from jiuzhu.cases.late import DateBeforeEvidence, LateReasonMissing
from jiuzhu.cases.models import Case, CasePerson, Delivery, Task
from jiuzhu.decisions.models import Hand
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from tests.cases.stages import (
    apply,
    authorised,
    decided,
    november,
    received,
    reviewed,
    to_decision,
    to_opinion,
    waiting,
)
from tests.district import holder

pytestmark = pytest.mark.django_db


def test_a_family_withdraws_and_may_apply_again() -> None:
    case = received()
    authorised(case)
    given = {"actor": holder("handler"), "on": november(4), "case_id": case.pk, "reason": "女儿接去同住"}
    with pytest.raises(BadInput, match="书面"):
        acts.withdraw_application(**given, signed=False)
    acts.withdraw_application(**given, signed=True)
    case.refresh_from_db()
    assert (case.state, case.ended_on, case.end_reason) == ("withdrawn", november(4), "女儿接去同住")
    assert waiting(case) == set()
    assert not CasePerson.objects.filter(case=case, is_open=True).exists()
    assert flow.marking_of(flow.current_round(case)).ended == "withdrawn"
    assert case.documents.filter(kind="撤回申请书").exists()
    with pytest.raises(NotYourDuty, match="已撤回"):
        acts.withdraw_application(**given, signed=True)
    assert apply().state == "open"


def test_after_the_decision_nothing_is_withdrawn() -> None:
    case = decided(to_decision(received()), "approve")
    with pytest.raises(NotYourDuty, match="现在不能办“撤回申请”"):
        acts.withdraw_application(
            actor=holder("handler"), on=november(18), case_id=case.pk, signed=True, reason="不想要了"
        )
    case.refresh_from_db()
    assert case.state == "open"


def test_the_leader_ends_a_case_for_want_of_cooperation() -> None:
    case = received()
    with pytest.raises(NotYourDuty, match="分管领导"):
        acts.terminate_case(actor=holder("handler"), on=november(9), case_id=case.pk, reason="三次上门拒绝入户")
    with pytest.raises(BadInput, match="终止要有事实"):
        acts.terminate_case(actor=holder("leader_in_charge"), on=november(9), case_id=case.pk, reason="")
    acts.terminate_case(actor=holder("leader_in_charge"), on=november(9), case_id=case.pk, reason="三次上门拒绝入户")
    case.refresh_from_db()
    assert (case.state, case.end_reason) == ("terminated", "三次上门拒绝入户")
    assert waiting(case) == set()
    assert Hand.objects.filter(matter=case.token, hand=3, act="terminate_case").exists()
    assert AuditEntry.objects.filter(act="terminate_case", clause="57.29").exists()


def refused() -> Case:
    """Refused on Tuesday 11月10日: to be delivered within three working days."""
    return decided(reviewed(to_opinion(received()), "refuse"), "refuse", november(10))


def deliver(case: Case, delivered_on: dt.date, on: dt.date, **changes: str) -> Delivery:
    """The handler records a delivery."""
    given = {"how": "in_person", "received_by": case.applicant.name} | changes
    return acts.deliver_refusal(actor=holder("handler"), on=on, case_id=case.pk, delivered_on=delivered_on, **given)


def test_a_refusal_waits_for_its_delivery() -> None:
    case = refused()
    task = Task.objects.get(case=case, closed_on__isnull=True)
    assert (task.step, task.title, task.post, task.due_on) == ("deliver_refusal", "书面送达", "handler", november(13))
    assert "3 个工作日" in task.due_why
    row = deliver(case, november(12), november(12))
    assert (row.late, row.due_on, row.how) == (False, november(13), "in_person")
    task.refresh_from_db()
    assert (task.closed_on, task.outcome) == (november(12), "done")
    with pytest.raises(NotYourDuty, match="没有等待送达"):
        deliver(case, november(12), november(12))


def test_a_late_delivery_shows_and_needs_no_more_than_its_reason() -> None:
    case = refused()
    with pytest.raises(DateBeforeEvidence, match="作出决定的日期"):
        deliver(case, november(9), november(16), late_reason="家里没有人")
    with pytest.raises(LateReasonMissing, match="补录"):
        deliver(case, november(14), november(16))
    with pytest.raises(BadInput, match="送达方式"):
        deliver(case, november(14), november(16), how="鸽子")
    row = deliver(case, november(14), november(16), late_reason="周六上门送达，周一登记")
    assert (row.late, row.delivered_on, row.entered_on) == (True, november(14), november(16))
    assert row.late_reason == "周六上门送达，周一登记"


def test_a_visit_entered_later_needs_a_reason_and_is_marked() -> None:
    case = received()
    given = {
        "actor": holder("handler"),
        "on": november(6),
        "case_id": case.pk,
        "visited_on": november(4),
        "second_person_id": holder("handler", nth=1).person_id,
        "family_signed": True,
        "notes": "住房老旧",
    }
    with pytest.raises(LateReasonMissing, match="11月4日"):
        acts.record_home_visit(**given)
    acts.record_home_visit(**given, late_reason="停电，第二天补录")
    visit = case.household.visits.get()
    assert (visit.visited_on, visit.entered_on, visit.late_reason) == (november(4), november(6), "停电，第二天补录")
    assert flow.current_round(case).visited_on == november(4)
