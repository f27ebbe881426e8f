"""The two clocks of a request: begin within its working days; how long it has run, and when it may be extended."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.cases.models import Case
from jiuzhu.figures.queries import overlay
from jiuzhu.law.clocks import clock
from jiuzhu.law.deadlines import BackPlan, Due, back_plan, extension_opens_on
from jiuzhu.plain.days import short
from jiuzhu.registry.models import MeansCheck
from jiuzhu.registry.queries import consents_run_out


@dataclass(frozen=True, slots=True)
class Clocks:
    """As the inbox and the request's page show them. `days`: calendar days since it began, without its first day."""

    state: tuple[str, str]
    begin: Due
    begun: bool
    began_late: bool
    days: int
    extendable_from: dt.date | None
    extendable: bool
    plan: BackPlan | None
    run_out: int

    @property
    def extension_says(self) -> str:
        """Why and since when more time may be asked for."""
        if self.extendable_from is None:
            return ""
        if self.extendable:
            return f"已核对 {self.days} 天，{short(self.extendable_from)}起街道（乡镇）可以延长期限"
        return f"到 {short(self.extendable_from)}还没有报告的，街道（乡镇）可以延长期限"


def clocks_of(check: MeansCheck, case: Case, on: dt.date) -> Clocks:
    """All of it for one request on one day. `plan`: by when the report is needed, counted back from the case's end."""
    began = check.started_on or check.requested_on
    opens = None if check.beside else extension_opens_on(began, case.accepted_on, case.programme, overlay())
    until = min(check.reported_on or on, on)
    begin = clock("check_request", check.requested_on, overlay())
    begun_on = check.started_on or check.reported_on
    needed = check.reported_on is None and case.state == "open"
    return Clocks(
        state=state_of(check, case),
        begin=begin,
        begun=begun_on is not None,
        began_late=(begun_on or on) > begin.due_on,
        days=(until - began).days,
        extendable_from=opens,
        extendable=opens is not None and until >= opens,
        plan=_plan(case) if needed else None,
        run_out=len(consents_run_out(check, on)) if check.reported_on is None else 0,
    )


def _plan(case: Case) -> BackPlan:
    return back_plan(case.extended_to or case.due_on, case.programme, case.accepted_on, overlay())


def state_of(check: MeansCheck, case: Case) -> tuple[str, str]:
    """Tag kind and word."""
    if check.set_aside_on is not None:
        return "", "有异议，已另行复查"
    if check.reported_on is not None:
        return "done", "已出报告"
    if case.state != "open":
        return "stop", "案件已结束，不用再核对"
    return ("now", "核对中") if check.started_on is not None else ("open", "待启动")


def first_day_allowing_extension(on: dt.date, programme: str) -> dt.date | None:
    """A check that began on this day or before may be extended on `on`."""
    opens = extension_opens_on(on, on, programme, overlay())
    return on - (opens - on) if opens else None
