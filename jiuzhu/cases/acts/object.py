"""公示异议: somebody objects while the notice stands; who objects by name gets an answer (57.19)."""

import datetime as dt

from jiuzhu.cases import duties, flow, late
from jiuzhu.cases.facts import NoticeObjected
from jiuzhu.cases.models import Objection, Publication
from jiuzhu.cases.numbers import OBJECTION, next_number
from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, NotFound

SHORTEST_TEXT = 4


@act("record_objection")
def record_objection(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    text: str,
    received_on: dt.date,
    by_name: str = "",
    contact: str = "",
    late_reason: str = "",
) -> Objection:
    """Keep an objection, with or without a name. From now on the publication can't end as clear."""
    case = flow.lock(case_id)
    duties.may_record_objection(actor, case).or_refuse()
    if len(text.strip()) < SHORTEST_TEXT:
        raise BadInput("请写明异议的内容", field="text")
    notice = Publication.objects.filter(case=case, closed_on__isnull=True).latest("pk")
    words = late.entry(
        what="收到异议的日期",
        happened_on=received_on,
        on=on,
        not_before=(flow.current_round(case).published_on, "张榜的日期"),
        reason=late_reason,
        field="received_on",
    )
    row = Objection.objects.create(
        case=case,
        township=case.township,
        publication=notice,
        number=next_number(Objection, case.township, OBJECTION, on),
        received_on=received_on,
        entered_on=on,
        late_reason=words,
        by_name=by_name.strip(),
        contact=contact.strip(),
        named=bool(by_name.strip()),
        text=text.strip(),
        recorded_by_id=actor.person_id,
    )
    told = {"by_name": row.by_name, "contact": row.contact, "text": row.text}
    audit.record(
        actor=actor,
        act="record_objection",
        on=received_on,
        subject=case,
        clause="57.19",
        matter=str(case.token),
        township=case.township,
        new={"entered_on": on, "named": row.named, "objection": row.pk},
        personal={key: value for key, value in told.items() if value},
        reason=words,
    )
    facts.emit(NoticeObjected(actor=actor, on=on, case_id=case.pk))
    return row


@act("answer_objection")
def answer_objection(*, actor: Actor, on: dt.date, objection_id: int, answer: str) -> Objection:
    """Tell who objected by name what the new survey found; the case isn't decided before."""
    row = Objection.objects.select_related("case").filter(pk=objection_id).first()
    if row is None:
        raise NotFound("没有这件异议，或不属于您所在的街道（乡镇）。")
    case = flow.lock(row.case_id)
    row = Objection.objects.select_for_update().get(pk=objection_id)
    duties.may_answer_objection(actor, row).or_refuse()
    if len(answer.strip()) < SHORTEST_TEXT:
        raise BadInput("请写明答复的内容", field="answer")
    row.answered_on, row.answered_by_id, row.answer = on, actor.person_id, answer.strip()
    row.save(update_fields=["answered_on", "answered_by", "answer"])
    audit.record(
        actor=actor,
        act="answer_objection",
        on=on,
        subject=case,
        clause="57.19",
        matter=str(case.token),
        township=case.township,
        new={"objection": row.pk},
        personal={"answer": row.answer},
    )
    return row
