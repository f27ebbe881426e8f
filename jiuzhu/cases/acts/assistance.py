"""协查: ask the place where the family lives, and enter what it answers (57.5, 57.16)."""

import datetime as dt

from jiuzhu.cases import duties, flow, late
from jiuzhu.cases.models import Assistance, Document
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.figures.queries import overlay
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.law.clocks import clock
from jiuzhu.registry.acts import note_help_asked

SHORTEST = 4


@act("request_assistance")
def request_assistance(
    *, actor: Actor, on: dt.date, case_id: int, to_body: str, about: str, questions: str
) -> Assistance:
    """Send a 协查函. It has its own limit; the case's deadline runs on, and other steps need not wait."""
    case = flow.lock(case_id)
    duties.may_request_assistance(actor, case).or_refuse()
    if not to_body.strip():
        raise BadInput("请写明请哪里协助，例如：鹿城区某某街道办事处", field="to_body")
    if not about.strip():
        raise BadInput("请写明查谁、住在哪里", field="about")
    if len(questions.strip()) < SHORTEST:
        raise BadInput("请写明请对方查明什么，例如：居住情况、共同生活的人、就业和收入", field="questions")
    due = clock("assistance_reply", on, overlay())
    note_help_asked(actor=actor, on=on, household=case.household)
    count = Assistance.objects.filter(case=case).count()
    row = Assistance.objects.create(
        case=case,
        township=case.township,
        number=f"{case.number}-协{count + 1}",
        to_body=to_body.strip(),
        about=about.strip(),
        questions=questions.strip(),
        sent_on=on,
        due_on=due.due_on,
        due_why=due.why,
        sent_by_id=actor.person_id,
        kept_by_id=actor.person_id,
    )
    Document.objects.create(case=case, township=case.township, kind=f"协查函 {row.number}"[:40], on=on, source="窗口")
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="request_assistance")
    audit.record(
        actor=actor,
        act="request_assistance",
        on=on,
        subject=case,
        clause=("57.5", "57.16"),
        matter=str(case.token),
        township=case.township,
        new={"assistance": row.pk, "due_on": row.due_on},
        personal={"about": row.about, "to_body": row.to_body},
    )
    return row


@act("record_assistance_answer")
def record_assistance_answer(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    assistance_id: int,
    answered_on: dt.date,
    answered_by: str,
    answer: str,
    late_reason: str = "",
) -> Assistance:
    """What the other place found. An answer after its last day counts as late, and is entered all the same."""
    case = flow.lock(case_id)
    duties.may_record_assistance(actor, case).or_refuse()
    row = Assistance.objects.select_for_update().filter(pk=assistance_id, case=case).first()
    if row is None or row.answered_on is not None:
        raise BadInput("请选择还没有回复的协查函", field="assistance_id")
    if not answered_by.strip():
        raise BadInput("请写明是谁回复的", field="answered_by")
    if len(answer.strip()) < SHORTEST:
        raise BadInput("请写明对方查到了什么", field="answer")
    words = late.entry(
        what="回复日期",
        happened_on=answered_on,
        on=on,
        not_before=(row.sent_on, "发函日期"),
        reason=late_reason,
        field="answered_on",
    )
    row.answered_on, row.entered_on, row.late_reason = answered_on, on, words
    row.answered_by, row.answer = answered_by.strip(), answer.strip()
    row.save(update_fields=["answered_on", "entered_on", "late_reason", "answered_by", "answer"])
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="record_assistance_answer")
    audit.record(
        actor=actor,
        act="record_assistance_answer",
        on=answered_on,
        subject=case,
        clause=("57.5", "57.16"),
        matter=str(case.token),
        township=case.township,
        new={"assistance": row.pk, "entered_on": on, "late": row.late},
        personal={"answer": row.answer, "answered_by": row.answered_by},
        reason=words,
    )
    return row
