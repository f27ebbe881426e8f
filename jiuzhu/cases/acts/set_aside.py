"""不按异议处理: what says nothing, or is about somebody else, forces no new survey. The house's own rule (57.19).

No document says so: `objection_set_aside` is unconfirmed, and a bureau that publishes 否 has it refused.
"""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.acts.object import SHORTEST_TEXT
from jiuzhu.cases.models import Objection
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, NotFound

SAYS_NOTHING, OTHER_FAMILY = "says_nothing", "other_family"
GROUNDS = {
    SAYS_NOTHING: "没有说任何情况（广告、乱码、谩骂）",
    OTHER_FAMILY: "说的不是本户（别的家庭、别的事）",
}


@act("set_aside_objection")
def set_aside_objection(
    *, actor: Actor, on: dt.date, objection_id: int, ground: str, reason: str, answer: str = ""
) -> Objection:
    """Take an objection out of the way of the notice; it is kept, with who decided so and why.

    Who left a name is told in the same act, and only ever that it was about somebody else: what a named person says
    of this family is surveyed. The notice's days, the clock and the hands stay as they are.
    """
    found = Objection.objects.filter(pk=objection_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound("没有这件异议，或不属于您所在的街道（乡镇）。")
    case = flow.lock(found)
    row = Objection.objects.select_for_update().get(pk=objection_id)
    row.case = case
    duties.may_set_aside_objection(actor, row, on).or_refuse()
    reason, answer = reason.strip(), answer.strip()
    if ground not in GROUNDS:
        raise BadInput("请选择为什么不按异议处理", field="ground")
    if row.named and ground != OTHER_FAMILY:
        raise BadInput(
            "这件异议署了名，只有说的不是本户，才能不按异议处理；说的是本户的情况，要重新调查", field="ground"
        )
    if len(reason) < SHORTEST_TEXT:
        raise BadInput("请写明理由，例如：原文是一段广告，没有说到这一家", field="reason")
    if row.named and len(answer) < SHORTEST_TEXT:
        raise BadInput("署名的要答复：请写明怎样答复异议人", field="answer")
    if answer and not row.named:
        raise BadInput("这件异议没有署名，没有人可以答复，请不要填", field="answer")
    row.set_aside_on, row.set_aside_by_id, row.set_aside_ground, row.set_aside_reason = (
        on, actor.person_id, ground, reason
    )  # fmt: skip
    if row.named:
        row.answered_on, row.answered_by_id, row.answer = on, actor.person_id, answer
    row.save()
    audit.record(
        actor=actor,
        act="set_aside_objection",
        on=on,
        subject=case,
        clause="57.19",
        matter=str(case.token),
        township=case.township,
        new={"ground": ground, "named": row.named, "objection": row.pk},
        personal={"answer": answer} if answer else {},
        reason=reason,
    )
    return row
