"""村（社区）递交: the village worker takes an application down at home; the window receives it or not (57.6)."""

import datetime as dt
import json
from dataclasses import asdict

from jiuzhu.cases import duties
from jiuzhu.cases.acts.before import lock, register
from jiuzhu.cases.models import Enquiry
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry.acts.declare import refuse_unready
from jiuzhu.registry.declaration import Declaration

SHORTEST_REASON = 4


@act("hand_in_application")
def hand_in_application(
    *,
    actor: Actor,
    on: dt.date,
    township: str,
    village: str,
    programme: str,
    declaration: Declaration,
    enquiry_id: int | None = None,
) -> Enquiry:
    """An application of a family of the worker's own village, complete or corrected. Nothing runs until it is received.

    `enquiry_id`: the one that the window sent back.
    """
    duties.may_hand_in(actor, village).or_refuse()
    refuse_unready(declaration, on)
    if enquiry_id is None:
        row = register(on, township, village, programme, declaration, "handed_in", handed_in_by=actor.person_id)
    else:
        row = lock(enquiry_id)
        if row.state != "sent_back" or row.village != village:
            raise BadInput("这件申请没有被退回，不能再递一次")
        row.state, row.reason = "handed_in", ""
        row.handed_in_by_id, row.handed_in_on = actor.person_id, on
        row.draft = json.dumps(asdict(declaration), ensure_ascii=False, default=str)
        row.save(update_fields=["state", "reason", "handed_in_by", "handed_in_on", "draft"])
    audit.record(
        actor=actor,
        act="hand_in_application",
        on=on,
        subject=row,
        clause="57.6",
        township=township,
        new={"again": enquiry_id is not None, "number": row.number, "village": village},
    )
    return row


@act("send_back_application")
def send_back_application(*, actor: Actor, on: dt.date, enquiry_id: int, reason: str) -> Enquiry:
    """What was handed in can't be received as it is; the village worker puts it right."""
    row = lock(enquiry_id)
    duties.may_receive(actor, row.township).or_refuse()
    if row.state != "handed_in":
        raise BadInput("这件申请不是村（社区）递来等受理的，不能退回")
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("请写明哪里要改，村（社区）照着改", field="reason")
    row.state, row.reason = "sent_back", reason.strip()
    row.save(update_fields=["state", "reason"])
    audit.record(
        actor=actor,
        act="send_back_application",
        on=on,
        subject=row,
        clause="57.6",
        township=row.township,
        new={"number": row.number},
        reason=reason.strip(),
    )
    return row
