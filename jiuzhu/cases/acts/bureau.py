"""Complaints about a case, and the bureau's own visit before the decision (57.20, n4.2)."""

import datetime as dt

from jiuzhu.cases import duties, flow, late
from jiuzhu.cases.facts import CaseComplained
from jiuzhu.cases.models import BureauVisit, Complaint
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput

SHORTEST_TEXT = 4


@act("record_complaint")
def record_complaint(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    text: str,
    received_on: dt.date,
    by_name: str = "",
    late_reason: str = "",
) -> Complaint:
    """Somebody complains about an open application: from now on the bureau visits before it is decided."""
    case = flow.lock(case_id)
    duties.may_record_complaint(actor, case).or_refuse()
    if len(text.strip()) < SHORTEST_TEXT:
        raise BadInput("请写明投诉举报的内容", field="text")
    words = late.entry(
        what="收到投诉举报的日期",
        happened_on=received_on,
        on=on,
        not_before=(case.accepted_on, "受理日期"),
        reason=late_reason,
        field="received_on",
    )
    row = Complaint.objects.create(
        case=case,
        township=case.township,
        received_on=received_on,
        entered_on=on,
        late_reason=words,
        by_name=by_name.strip(),
        text=text.strip(),
    )
    told = {"by_name": row.by_name, "text": row.text}
    audit.record(
        actor=actor,
        act="record_complaint",
        on=received_on,
        subject=case,
        clause=("57.20", "57.37"),
        matter=str(case.token),
        township=case.township,
        new={"complaint": row.pk, "entered_on": on, "named": bool(row.by_name)},
        personal={key: value for key, value in told.items() if value},
        reason=words,
    )
    facts.emit(CaseComplained(actor=actor, on=on, case_id=case.pk))
    return row


@act("record_bureau_visit")
def record_bureau_visit(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    visited_on: dt.date,
    companion: str,
    notes: str,
    late_reason: str = "",
) -> BureauVisit:
    """The bureau visited the family, by two (57.16). Who visited has investigated: the first hand."""
    case = flow.lock(case_id)
    duties.may_record_bureau_visit(actor, case).or_refuse()
    if not companion.strip():
        raise BadInput("入户不少于两人，请写明同去的人员", field="companion")
    if not notes.strip():
        raise BadInput("请写下入户看到的情况", field="notes")
    words = late.entry(
        what="入户日期",
        happened_on=visited_on,
        on=on,
        not_before=(case.accepted_on, "受理日期"),
        reason=late_reason,
        field="visited_on",
    )
    flow.beside(on=on, case=case, key="bureau_visit")
    lay_hand(
        actor=actor, on=visited_on, matter=case.token, township=case.township, hand=1, for_act="record_bureau_visit"
    )
    row = BureauVisit.objects.create(
        case=case,
        township=case.township,
        round_no=flow.current_round(case).number,
        visited_on=visited_on,
        entered_on=on,
        late_reason=words,
        by_id=actor.person_id,
        companion=companion.strip(),
        notes=notes.strip(),
    )
    audit.record(
        actor=actor,
        act="record_bureau_visit",
        on=visited_on,
        subject=case,
        clause=("57.20", "n4.2"),
        matter=str(case.token),
        township=case.township,
        new={"entered_on": on, "visit": row.pk},
        reason=row.notes,
    )
    return row
