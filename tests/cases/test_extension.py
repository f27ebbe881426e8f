"""延长期限 (n1.3): from day 16 of the check, by the leader, never beyond day 30; late stays decidable and late."""

import datetime as dt

import pytest

from jiuzhu.cases import acts, flow, queries
from jiuzhu.cases.acts.extend import ExtensionBeyondCap, ExtensionTooEarly, PastDeadline
from jiuzhu.cases.models import Case, Task
from jiuzhu.decisions.models import Hand
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from tests.cases.stages import authorised, decided, found, november, received, reported, reviewed, visited, waiting
from tests.district import BEIAO, holder

pytestmark = pytest.mark.django_db
CAP = dt.date(2026, 12, 2)  # 11月2日 + 30 天, a Wednesday


def extend(case: Case, on: dt.date, to: dt.date = CAP, reason: str = "核对中心还在等银行答复") -> Case:
    """The leader extends."""
    return acts.extend_deadline(actor=holder("leader_in_charge"), on=on, case_id=case.pk, extended_to=to, reason=reason)


def test_day_16_of_a_running_check_allows_it() -> None:
    case = received()
    authorised(case, november(3))
    visited(case)
    assert queries.check_days(case, november(18)) == 15
    with pytest.raises(ExtensionTooEarly, match="15 天"):
        extend(case, november(18))
    extend(case, november(19))
    case.refresh_from_db()
    assert (case.due_on, case.extended_to, case.extended_on) == (november(23), CAP, november(19))
    leader = holder("leader_in_charge")
    assert case.extended_by_id == leader.person_id
    assert case.extension_reason == "核对中心还在等银行答复"
    assert leader.name in case.due_why
    assert "不能再延" in case.due_why
    line = AuditEntry.objects.get(act="extend_deadline", matter=str(case.token))
    assert '"check_days":16' in line.entry


def test_open_tasks_move_and_extending_is_no_hand() -> None:
    case = received()
    reported(authorised(case, november(3)), november(20))
    visited(case)
    task = Task.objects.get(case=case, step="finding", closed_on__isnull=True)
    before = task.due_on
    extend(case, november(20))
    task.refresh_from_db()
    assert task.due_on > before
    assert holder("leader_in_charge").name in task.due_why
    assert not Hand.objects.filter(matter=case.token, hand=3).exists()


def test_the_cap_and_the_old_day_bound_it() -> None:
    case = received()
    authorised(case)
    for day in (dt.date(2026, 12, 3), november(23), november(20)):
        with pytest.raises(ExtensionBeyondCap):
            extend(case, november(19), day)
    with pytest.raises(BadInput, match="理由"):
        extend(case, november(19), CAP, " ")
    case.refresh_from_db()
    assert case.extended_to is None
    extend(case, november(19), dt.date(2026, 11, 27))
    extend(case, november(27), CAP)
    with pytest.raises(ExtensionBeyondCap):
        extend(case, november(30), CAP)
    case.refresh_from_db()
    assert case.extended_to == CAP


def test_only_the_leader_and_only_in_time() -> None:
    case = received()
    authorised(case)
    with pytest.raises(NotYourDuty, match="分管领导"):
        acts.extend_deadline(
            actor=holder("handler"), on=november(19), case_id=case.pk, extended_to=CAP, reason="核对没有回来"
        )
    with pytest.raises(PastDeadline, match="超期"):
        extend(case, november(24))
    case.refresh_from_db()
    assert case.extended_to is None


def test_a_late_case_is_decided_and_counts_as_late() -> None:
    case = received()
    check = authorised(case)
    visited(case)
    assert not queries.is_late(case, november(23))
    assert queries.is_late(case, november(24))
    assert [c.pk for c in queries.late_cases(BEIAO, november(24))] == [case.pk]
    reported(check, november(25))
    found(case, november(25), recommends=False)
    reviewed(case, "refuse", november(25))
    decided(case, "refuse", november(26))
    case.refresh_from_db()
    assert case.state == "refused"
    assert queries.is_late(case, november(26))
    assert not queries.late_cases(BEIAO, november(26)).exists()
    assert waiting(case) == {"deliver_refusal"}
    assert flow.marking_of(flow.current_round(case)).ended == "refused"
