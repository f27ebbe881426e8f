"""转录单: the next provincial screen with full identity numbers, for somebody who types it there now."""

import datetime as dt

from jiuzhu.cases import flow
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.persons.acts import unmask_number
from jiuzhu.province import duties, sheets
from jiuzhu.province.outside import Sheet

SHORTEST_REASON = 4


@act("take_transfer_sheet")
def take_transfer_sheet(
    *, actor: Actor, on: dt.date, case_id: int, round_no: int, step: str, reason: str, form: str = "page"
) -> Sheet:
    """The sheet in full. Every person whose number stands on it gets a line in the log, as at any look (ssf.70).

    `form`: `page` or `xlsx`, for the log.
    """
    case = flow.lock(case_id)
    duties.may_take_transfer_sheet(actor, case).or_refuse()
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("请写明用途，例如：录入省系统受理环节", field="reason")
    sheet = sheets.sheet_of(case, round_no, step)
    shown = {field.value for field in sheet.fields if field.personal}
    for member in case.household.members.select_related("person"):
        if member.person.id_number in shown:
            unmask_number(
                actor=actor,
                on=on,
                person=member.person,
                matter=str(case.token),
                township=case.township,
                reason=reason.strip(),
            )
    audit.record(
        actor=actor,
        act="take_transfer_sheet",
        on=on,
        subject=case,
        clause=("n1.2", "ssf.70"),
        matter=str(case.token),
        township=case.township,
        new={"form": form, "round": round_no, "step": step},
        reason=reason.strip(),
    )
    return sheet
