"""核对开始: the check centre says on which day it began to look (57.17)."""

import datetime as dt

from jiuzhu.cases import duties, flow, late
from jiuzhu.cases.models import Case
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.registry.acts.centre import note_check_start
from jiuzhu.registry.models import MeansCheck


@act("start_check")
def start_check(*, actor: Actor, on: dt.date, check_id: int, started_on: dt.date, late_reason: str = "") -> Case:
    """The extension's days count from here (n1.3). An earlier day needs a reason; never before the request came."""
    check = MeansCheck.objects.select_related("household__case").get(pk=check_id)
    case = flow.lock(check.household.case.pk)
    duties.may_report(actor, case, check).or_refuse()
    words = late.entry(
        what="核对开始日期",
        happened_on=started_on,
        on=on,
        not_before=(check.requested_on, "请求日期"),
        reason=late_reason,
        field="started_on",
    )
    note_check_start(actor=actor, on=on, check=check, started_on=started_on, late_reason=words)
    audit.record(
        actor=actor,
        act="start_check",
        on=started_on,
        subject=case,
        clause=("57.17", "n1.3"),
        matter=str(case.token),
        township=case.township,
        new={"check": check.pk, "days_waiting": (started_on - check.requested_on).days},
        reason=words,
    )
    return case
