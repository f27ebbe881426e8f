"""57.5, 57.16: the place where the family lives is asked to look; its own limit, and the case's deadline runs on."""

import datetime as dt

import pytest

from jiuzhu.cases import acts, duties
from jiuzhu.cases.acts.handover import OpenWork
from jiuzhu.cases.models import Assistance, Case, Document, Task
from jiuzhu.cases.soon import Line, soon
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.law.figures import reading
from jiuzhu.offices.acts import accept_handover, end_appointment, hand_over
from jiuzhu.offices.models import Appointment
from jiuzhu.printing.data import letter_document
from jiuzhu.printing.window import letter
from tests.cases.stages import november, received, to_opinion
from tests.district import BEIAO, holder
from tests.printing import printed

pytestmark = pytest.mark.django_db
ASK = {"to_body": "鹿城区某街道办事处", "about": "林某，渔港路 6 号（租住）", "questions": "居住情况\n就业和收入"}
ANSWER = {"answered_by": "某街道 李某", "answer": "租住，夫妻两人，丈夫送货"}
RESIDENCE = "鹿城区渔港路 6 号"


def asked(case: Case, on: dt.date = dt.date(2026, 11, 3)) -> Assistance:
    """A letter sent by the first handler."""
    return acts.request_assistance(actor=holder("handler"), on=on, case_id=case.pk, **ASK)


def waiting() -> list[Line]:
    """Letters that stand on the worklist of the township."""
    return soon(BEIAO, november(20), november(21)).letters


def answered(row: Assistance, on: dt.date, answered_on: dt.date | None = None, **changes: str) -> Assistance:
    """Its answer, entered by the first handler."""
    given = {**ANSWER, **changes}
    return acts.record_assistance_answer(
        actor=holder("handler"),
        on=on,
        case_id=row.case_id,
        assistance_id=row.pk,
        answered_on=answered_on or on,
        **given,
    )


def test_a_letter_has_its_own_limit_and_the_case_keeps_its_own() -> None:
    case = received(residence=RESIDENCE)
    assert (case.channel, case.household.residence) == ("elsewhere", RESIDENCE)
    due = case.due_on
    row = asked(case)
    figure = reading("assistance_reply_workdays", november(3), BEIAO)
    assert (figure.unit, figure.confirmed) == ("workdays", False)
    assert (row.number, row.sent_on, row.due_on) == (f"{case.number}-协1", november(3), november(17))
    case.refresh_from_db()
    assert case.due_on == due
    assert Document.objects.filter(case=case, kind=f"协查函 {row.number}").exists()
    assert "渔港路" not in AuditEntry.objects.get(act="request_assistance").entry
    assert asked(case, november(4)).number == f"{case.number}-协2"
    assert [(r.number, r.day) for r in waiting()] == [(case.number, row.due_on), (case.number, november(18))]


@pytest.mark.parametrize("empty", sorted(ASK))
def test_a_letter_says_whom_it_asks_about_whom_and_what(empty: str) -> None:
    case = received()
    with pytest.raises(BadInput) as refused:
        acts.request_assistance(actor=holder("handler"), on=november(3), case_id=case.pk, **{**ASK, empty: " "})
    assert refused.value.field == empty
    with pytest.raises(NotYourDuty):
        acts.request_assistance(actor=holder("leader_in_charge"), on=november(3), case_id=case.pk, **ASK)
    assert not Assistance.objects.exists()


def test_an_answer_is_entered_once_and_a_late_one_counts_as_late() -> None:
    case = received()
    row = asked(case)
    with pytest.raises(BadInput, match="回复日期"):
        answered(row, november(5), november(2))
    with pytest.raises(BadInput, match="补录"):
        answered(row, november(19), november(18))
    row = answered(row, november(19), november(18), late_reason="邮路上耽搁")
    assert (row.answered_on, row.entered_on, row.late) == (november(18), november(19), True)
    assert not waiting()
    with pytest.raises(NotYourDuty, match="没有在等回复"):
        answered(row, november(20))


def test_after_the_finding_nobody_is_asked_and_an_answer_may_still_come() -> None:
    case = received()
    row = asked(case)
    to_opinion(case)
    with pytest.raises(NotYourDuty, match="已经送初审"):
        asked(case, november(9))
    assert duties.may_record_assistance(holder("handler"), Case.objects.get(pk=case.pk)).yes
    assert answered(row, november(9)).answer == ANSWER["answer"]


def test_who_takes_the_work_over_waits_for_the_answers() -> None:
    row = asked(received())
    leaver, successor = holder("handler"), holder("handler", nth=1)
    handover = hand_over(
        actor=leaver, on=november(4), appointment_id=leaver.appointment_id or 0, successor_id=successor.person_id
    )
    line = handover.lines.get(task_id_value=-row.pk)
    assert (line.kind, line.due_on, line.number) == ("named", row.due_on, row.case.number)
    assert line.title.startswith("等协查回复")
    accept_handover(actor=successor, on=november(4), handover_id=handover.pk)
    row.refresh_from_db()
    assert (row.kept_by_id, row.sent_by_id) == (successor.person_id, leaver.person_id)


def test_the_letter_is_printed_the_same_again() -> None:
    row = asked(received())
    name, pdf = letter_document(row)
    assert (name, pdf[:5]) == (f"{row.number}-协查函.pdf", b"%PDF-")
    data = letter(row)
    assert printed.under("assistance", data, "question") == ["居住情况", "就业和收入"]
    assert data["due_on"] == "2026年11月17日"
    assert row.case.applicant.id_number not in str(data)
    assert letter_document(row)[1] == pdf


def test_a_post_does_not_end_while_its_holder_waits_for_an_answer() -> None:
    row = asked(received())
    handler = holder("handler")
    post = Appointment.objects.get(pk=handler.appointment_id)
    ends = {
        "actor": holder("steward", ""),
        "on": november(4),
        "appointment_id": post.pk,
        "last_day": november(5),
        "reason": "调岗",
    }
    with pytest.raises(OpenWork, match="协查函在等回复"):
        end_appointment(**ends)
    answered(row, november(4))
    Task.objects.filter(person_id=handler.person_id).update(person=None)
    end_appointment(**ends)
    post.refresh_from_db()
    assert post.effective_to == november(6)
