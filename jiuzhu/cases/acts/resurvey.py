"""重新调查: after an objection two other investigators visit, or an appraisal stands in for the visit (57.19)."""

import datetime as dt

from jiuzhu.cases import duties, flow, late, standing
from jiuzhu.cases.models import Appraisal, Publication, Task
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput


@act("assign_resurvey")
def assign_resurvey(*, actor: Actor, on: dt.date, case_id: int, person_id: int) -> Task:
    """Name who records the new visit: an investigator of the township who has not surveyed this family before."""
    case = flow.lock(case_id)
    duties.may_arrange_resurvey(actor, case).or_refuse()
    chosen = next((p for p in standing.investigators_for(case, on) if p.pk == person_id), None)
    if chosen is None:
        raise BadInput("请从没有调查过本户的调查人中选择。人手不够的，请先任命调查人，或者改用民主评议", field="person")
    task = Task.objects.select_for_update().get(case=case, step="visit", closed_on__isnull=True)
    task.person = chosen
    task.save(update_fields=["person"])
    audit.record(
        actor=actor,
        act="assign_resurvey",
        on=on,
        subject=case,
        clause="57.19",
        matter=str(case.token),
        township=case.township,
        new={"person": chosen.pk, "task": task.pk},
    )
    return task


@act("record_appraisal")
def record_appraisal(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    held_on: dt.date,
    minutes: str,
    result: str,
    late_reason: str = "",
) -> Appraisal:
    """A 民主评议 instead of a new visit: its minutes by number, and what it came to. Finding and opinion are new."""
    case = flow.lock(case_id)
    duties.may_record_appraisal(actor, case).or_refuse()
    if not minutes.strip():
        raise BadInput("请填写民主评议记录的编号", field="minutes")
    if not result.strip():
        raise BadInput("请写明民主评议的结果", field="result")
    notice = Publication.objects.filter(case=case, outcome="objected").latest("pk")
    words = late.entry(
        what="评议日期",
        happened_on=held_on,
        on=on,
        not_before=(notice.closed_on, "登记异议结果的日期"),
        reason=late_reason,
        field="held_on",
    )
    lay_hand(actor=actor, on=held_on, matter=case.token, township=case.township, hand=1, for_act="record_appraisal")
    row = Appraisal.objects.create(
        case=case,
        township=case.township,
        round_no=flow.current_round(case).number,
        held_on=held_on,
        entered_on=on,
        late_reason=words,
        minutes=minutes.strip(),
        result=result.strip(),
        by_id=actor.person_id,
    )
    # Self-care belongs to the visit (n2.4): where there is none, the assessment made before stands.
    keys = [s.key for s in flow.procedure_of(case).steps if s.key in {"visit", "visit_second", "self_care"}]
    flow.stand_in(actor=actor, on=on, case=case, keys=tuple(keys), outcome="appraisal")
    audit.record(
        actor=actor,
        act="record_appraisal",
        on=held_on,
        subject=case,
        clause="57.19",
        matter=str(case.token),
        township=case.township,
        new={"appraisal": row.pk, "entered_on": on, "minutes": row.minutes},
        reason=row.result,
    )
    return row
