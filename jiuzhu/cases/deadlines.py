"""Due days of tasks: the step's own clock where the law gives one, otherwise planned back from the case's due day."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.cases.models import Case
from jiuzhu.figures.queries import overlay
from jiuzhu.law import deadlines
from jiuzhu.law.calendar import next_working_day
from jiuzhu.law.clocks import clock
from jiuzhu.law.procedure import Step
from jiuzhu.plain.days import after, short

BEFORE_PUBLICATION = {"check_report", "visit", "visit_second", "self_care", "finding", "opinion"}
PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class TaskDue:
    """A day and the Chinese sentence why it is that day."""

    due_on: dt.date
    why: str


@dataclass(frozen=True, slots=True)
class Extension:
    """A decided extension: the new last day as asked, who decided it and when."""

    to: dt.date
    by: str
    on: dt.date


def case_due(
    procedure: str,
    accepted_on: dt.date,
    township: str,
    *,
    check_days: int | None = None,
    extension: Extension | None = None,
) -> deadlines.Due:
    """The whole case's due day; `check_days`: how long the means check took or has been running (n1.3)."""
    return deadlines.case_deadline(
        procedure,
        accepted_on,
        township=township,
        means_check_days=check_days,
        extended_to=extension.to if extension else None,
        extended_by=extension.by if extension else None,
        extended_on=extension.on if extension else None,
        overlay=overlay(),
    )


def task_due(case: Case, step: Step, opened_on: dt.date) -> TaskDue:
    """When this step is due for this case."""
    if step.deadline:
        due = clock(step.deadline, opened_on, overlay())
        if step.deadline != PUBLICATION:
            return TaskDue(due.due_on, due.why)
        # The notice stands through its last day; only the working day after can say that nobody objected.
        result = next_working_day(after(due.due_on, 1))
        return TaskDue(result, f"{due.why}期满后登记有没有异议，到 {short(result)}。")
    limit = case.extended_to or case.due_on
    plan = deadlines.back_plan(limit, case.programme, case.accepted_on, overlay())
    words = f"{case.due_why}{plan.why}"
    if step.key in BEFORE_PUBLICATION and plan.report_by:
        return TaskDue(plan.report_by, words)
    if step.key == "publish" and plan.publication_start_by:
        return TaskDue(plan.publication_start_by, words)
    return TaskDue(limit, case.due_why)
