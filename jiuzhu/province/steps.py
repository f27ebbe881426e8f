"""Here and there, step by step: which day a step was done in our round, which day in the provincial system."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.cases import flow
from jiuzhu.cases.models import Case, Round, Task
from jiuzhu.province.models import ProvincialStep
from jiuzhu.province.outside import system

# state: (kind of tag, word)
STATES = {
    "same": ("done", "一致"),
    "differs": ("open", "日期不同"),
    "waits": ("now", "待录入省系统"),
    "here": ("", "只在这里"),
    "ahead": ("open", "省系统先办"),
    "later": ("", "还没到"),
}


@dataclass(frozen=True, slots=True)
class StepStanding:
    """A step of a round: the day here, the day there (None: not done), and which of them is behind.

    `asked`: the provincial system has a screen for it, as far as we know.
    """

    round: Round
    step: str
    label: str
    here_on: dt.date | None
    there_on: dt.date | None
    asked: bool = True

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.round.number}.{self.step}"

    @property
    def state(self) -> str:
        """`same`, `differs`, `waits` or, not asked there, `here` (done here only), `ahead`, `later`."""
        if self.here_on is None:
            return "ahead" if self.there_on else "later"
        if self.there_on is None:
            return "waits" if self.asked else "here"
        return "same" if self.here_on == self.there_on else "differs"

    @property
    def tag(self) -> tuple[str, str]:
        """Kind and word of its tag."""
        return STATES[self.state]


def steps_of(case: Case) -> list[StepStanding]:
    """Every step of the latest round still to be done or done, and what earlier rounds did, in order."""
    procedure = flow.procedure_of(case)
    asked = set(system().screens())
    rounds = list(case.rounds.order_by("number"))
    there = {(s.round_id, s.step): s.done_on for s in ProvincialStep.objects.filter(case=case)}
    done: dict[tuple[int, str], dt.date] = {
        (task.round_id, task.step): task.closed_on
        for task in Task.objects.filter(case=case, closed_on__isnull=False).exclude(outcome="superseded")
        if task.closed_on
    }
    found = []
    for row in rounds:
        for step in procedure.steps:
            key = (row.pk, step.key)
            if _belongs(row, row is rounds[-1], step.key, key in done or key in there):
                here = _day_here(row, step.key, done.get(key))
                found.append(StepStanding(row, step.key, step.label, here, there.get(key), step.key in asked))
    return found


def _belongs(row: Round, latest: bool, step: str, noted: bool) -> bool:
    """A round shows what was done in it; the latest also what is still to come, unless it was kept or isn't needed."""
    return noted or (latest and step not in row.done_steps and step not in row.skipped_steps)


def _day_here(row: Round, step: str, closed_on: dt.date | None) -> dt.date | None:
    """The day it happened rather than the day it was entered, where the round keeps one."""
    milestone = flow.MILESTONES.get(step)
    happened: dt.date | None = getattr(row, milestone) if milestone and closed_on else None
    return happened or closed_on
