"""Due days of tasks: the step's own clock where the law gives one, otherwise planned back from the case's due day."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.cases.models import Case
from jiuzhu.law import deadlines
from jiuzhu.law.clocks import clock
from jiuzhu.law.procedure import Step

BEFORE_PUBLICATION = {"check_report", "visit", "visit_second", "finding", "opinion", "publish"}


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
    )


def task_due(case: Case, step: Step, opened_on: dt.date) -> TaskDue:
    """When this step is due for this case."""
    if step.deadline:
        due = clock(step.deadline, opened_on)
        return TaskDue(due.due_on, due.why)
    limit = case.extended_to or case.due_on
    if step.key in BEFORE_PUBLICATION:
        plan = deadlines.back_plan(limit, case.programme, case.accepted_on)
        if plan.publication_start_by:
            return TaskDue(plan.publication_start_by, f"{case.due_why}{plan.why}")
    return TaskDue(limit, case.due_why)
