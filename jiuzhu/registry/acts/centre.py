"""What the check centre's officer does with a request: begin, take out the request file."""

import datetime as dt

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.plain.days import short
from jiuzhu.registry import duties
from jiuzhu.registry.acts.consents import ConsentRunOut
from jiuzhu.registry.models import MeansCheck
from jiuzhu.registry.queries import consents_run_out

SHORTEST_REASON = 4


class CheckBegun(Refusal):
    """The check has begun already, or has its report."""


@act("note_check_start")
def note_check_start(
    *, actor: Actor, on: dt.date, check: MeansCheck, started_on: dt.date, late_reason: str
) -> MeansCheck:
    """The day the centre began to look. The extension's fifteen days count from it (n1.3)."""
    duties.may_work_requests(actor).or_refuse()
    check = MeansCheck.objects.select_for_update().get(pk=check.pk)
    if check.reported_on is not None:
        raise CheckBegun("这份核对已经有报告，不用再登记开始日期。")
    if check.started_on is not None:
        raise CheckBegun(f"这份核对已登记在 {short(check.started_on)}开始，不能再改。登记错了请告诉系统管理员。")
    refuse_run_out(check, started_on)
    check.started_on, check.start_late_reason = started_on, late_reason
    check.save(update_fields=["started_on", "start_late_reason"])
    audit.record(
        actor=actor,
        act="note_check_start",
        on=started_on,
        subject=check,
        clause=("57.17", "n1.3"),
        matter=check.matter,
        township=check.township,
        new={"entered_on": on, "started_on": started_on},
        reason=late_reason,
    )
    return check


@act("take_out_check_request")
def take_out_check_request(*, actor: Actor, on: dt.date, check: MeansCheck, reason: str) -> MeansCheck:
    """The full numbers leave in a file: by the officer whose task it is, for a stated purpose, with a line (ssf.70)."""
    duties.may_work_requests(actor).or_refuse()
    check = MeansCheck.objects.select_for_update().get(pk=check.pk)
    if check.reported_on is not None:
        raise CheckBegun("这份核对已经有报告，不再需要请求文件。")
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("请写明取用请求文件的用途，例如：导入核对平台", field="reason")
    refuse_run_out(check, on)
    audit.record(
        actor=actor,
        act="take_out_check_request",
        on=on,
        subject=check,
        clause=("57.17", "ssf.70"),
        matter=check.matter,
        township=check.township,
        new={"key": check.request_key},
        reason=reason.strip(),
    )
    return check


def refuse_run_out(check: MeansCheck, day: dt.date) -> None:
    """Raise `ConsentRunOut` when a permission ended before the day."""
    if count := len(consents_run_out(check, day)):
        raise ConsentRunOut(
            f"有 {count} 人的核对授权已过有效期，不能再核对。请告诉受理的街道（乡镇）先补签授权。（57号第九条）"
        )
