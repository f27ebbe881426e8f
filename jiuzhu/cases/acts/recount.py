"""重新计算期限: the days off of a year are known now, and days written before were counted without them (n1.3)."""

import datetime as dt

from jiuzhu.cases import deadlines, duties, flow, queries
from jiuzhu.cases.models import Assistance, Case, Task
from jiuzhu.figures.queries import overlay
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.law.calendar import next_working_day
from jiuzhu.law.clocks import clock


@act("recount_deadlines")
def recount_deadlines(*, actor: Actor, on: dt.date, case_id: int) -> Case:
    """The last days of a case, its open tasks and letters, counted anew from the day each began.

    Follows from a published calendar and from nothing else; a day may move either way. What is done keeps its day.
    """
    case = flow.lock(case_id)
    duties.may_recount(actor).or_refuse()
    old = _days(case)
    if case.state == "open":
        _case_days(case)
        _letters(case)
    flow.retime(case)
    audit.record(
        actor=actor,
        act="recount_deadlines",
        on=on,
        subject=case,
        clause="n1.3",
        matter=str(case.token),
        township=case.township,
        old=old,
        new=_days(case),
    )
    return case


def _days(case: Case) -> dict[str, object]:
    tasks = Task.objects.filter(case=case, closed_on__isnull=True).order_by("pk")
    letters = Assistance.objects.filter(case=case, answered_on__isnull=True).order_by("pk")
    return {
        "due_on": case.due_on,
        "extended_to": case.extended_to,
        "letters": {row.number: row.due_on.isoformat() for row in letters},
        "tasks": {str(row.pk): row.due_on.isoformat() for row in tasks},
    }


def _case_days(case: Case) -> None:
    due = deadlines.case_due(case.programme, case.accepted_on, case.township)
    if case.extended_to is None or case.extended_on is None:
        case.due_on = due.due_on
    else:
        # An extension reaches a working day, and never past the cap, which may have moved as well.
        to = min(next_working_day(case.extended_to), due.cap_on or dt.date.max)
        if to > due.due_on:
            due = deadlines.case_due(
                case.programme,
                case.accepted_on,
                case.township,
                check_days=queries.check_days(case, case.extended_on),
                extension=deadlines.Extension(to, case.extended_by.name, case.extended_on),
            )
            plain = deadlines.case_due(case.programme, case.accepted_on, case.township)
            case.due_on, case.extended_to = plain.due_on, due.due_on
        elif due.due_on > case.due_on:  # the plain last day has overtaken the extension: the later one holds
            case.extended_to = due.due_on
    case.due_why = due.why[:300]
    case.save(update_fields=["due_on", "due_why", "extended_to"])


def _letters(case: Case) -> None:
    for row in Assistance.objects.select_for_update().filter(case=case, answered_on__isnull=True):
        due = clock("assistance_reply", row.sent_on, overlay())
        row.due_on, row.due_why = due.due_on, due.why
        row.save(update_fields=["due_on", "due_why"])
