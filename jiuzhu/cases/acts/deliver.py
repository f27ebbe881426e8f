"""书面送达: a refusal reaches the family in writing, with reasons and remedies, within its working days (57.21)."""

import datetime as dt

from jiuzhu.cases import duties, flow, late
from jiuzhu.cases.models import Delivery, Task
from jiuzhu.decisions.queries import decision_of
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput

HOW = {"in_person": "当面签收", "mail": "挂号邮寄", "left": "留置送达", "village": "村（社区）转交", "notice": "公告"}


@act("deliver_refusal")
def deliver_refusal(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    how: str,
    received_by: str,
    delivered_on: dt.date,
    late_reason: str = "",
) -> Delivery:
    """How and when the written refusal arrived; after its last day it counts as late, and is still delivered."""
    case = flow.lock(case_id)
    duties.may_deliver(actor, case).or_refuse()
    decision = decision_of(case.token)
    if how not in HOW:
        raise BadInput("请选择送达方式", field="how")
    if not received_by.strip():
        raise BadInput("请写明签收人；没有人签收的，写明见证人", field="received_by")
    words = late.entry(
        what="送达日期",
        happened_on=delivered_on,
        on=on,
        not_before=(decision.decided_on, "作出决定的日期"),
        reason=late_reason,
        field="delivered_on",
    )
    task = Task.objects.select_for_update().get(case=case, step="deliver_refusal", closed_on__isnull=True)
    row = Delivery.objects.create(
        case=case,
        township=case.township,
        decision=decision,
        how=how,
        received_by=received_by.strip(),
        delivered_on=delivered_on,
        entered_on=on,
        late_reason=words,
        due_on=task.due_on,
        by_id=actor.person_id,
    )
    task.closed_on, task.outcome, task.closed_by_id = on, "done", actor.person_id
    task.save(update_fields=["closed_on", "outcome", "closed_by"])
    audit.record(
        actor=actor,
        act="deliver_refusal",
        on=delivered_on,
        subject=case,
        clause="57.21",
        matter=str(case.token),
        township=case.township,
        new={"delivery": row.pk, "entered_on": on, "how": how, "late": row.late},
        reason=words,
    )
    return row
