"""办到哪一步: the steps of the case's own procedure, done, now and later."""

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from jiuzhu.cases import flow, looks
from jiuzhu.cases.models import Case, Round, Task
from jiuzhu.decisions.models import Decision
from jiuzhu.desks.casework.labels import SHORT_STEPS
from jiuzhu.figures.queries import overlay
from jiuzhu.law.chart_svg import chart
from jiuzhu.law.figures import reading
from jiuzhu.law.procedure import Marking, Step, pinned, post_label
from jiuzhu.offices.models import Appointment
from jiuzhu.plain.days import short

# A second part of a step stands with its first: the visit with its confirmation, the notice with its end.
WITH = {"visit_second": "visit", "publication_end": "publish"}
HAPPENED = {"visit": "visited_on"}  # steps that may be entered later than they happened


@dataclass(slots=True)
class Shown:
    """One step as the page draws it."""

    label: str
    state: str = "later"  # done | now | later
    small: list[str] = field(default_factory=list)

    @property
    def spoken(self) -> str:
        """The state for who can't see it."""
        return {"done": "（已完成）", "now": "（现在）"}.get(self.state, "")


def shown_steps(case: Case, staff: list[Appointment], on: dt.date, decision: Decision | None = None) -> list[Shown]:
    """The procedure's steps with who and when; `staff` holds the township's posts. After a refusal nothing is later."""
    look = looks.of(case)
    procedure, current, tasks = look.procedure, look.current, look.tasks
    names = _names({s.post for s in procedure.steps}, staff)
    groups: dict[str, list[Step]] = {}
    for step in procedure.steps:
        groups.setdefault(WITH.get(step.key, step.key), []).append(step)
    shown = [_shown(case, current, group, tasks, names, on) for group in groups.values()]
    if case.state not in {"open", "granted"}:
        return [s for s in shown if s.state == "done"]
    payday = reading("payday", on, case.township, overlay()).value
    month = decision.effective_from if decision else None
    begins = f"{month.year}年{month.month}月起" if month else "次月起"
    return [*shown, Shown("发放", "later", [begins, *([f"每月 {payday} 日前"] if payday else [])])]


def chart_of(case: Case, current: Round) -> SafeString:
    """流程图: the case's own procedure with where it stands."""
    marking = flow.marking_of(current)
    return _drawn(case.procedure, case.procedure_digest, marking)


@lru_cache(maxsize=256)
def _drawn(version: str, digest: str, marking: Marking) -> SafeString:
    """Drawn once for every place a case can stand at: thousands of cases share some dozens of charts."""
    return mark_safe(chart(pinned(version, digest), marking))


def _names(posts: set[str], staff: list[Appointment]) -> dict[str, str]:
    """Post to the person who holds it, or to the post's own name where several do."""
    found: dict[str, list[str]] = {}
    for row in staff:
        found.setdefault(row.post, []).append(row.person.name)
    return {post: found[post][0] if len(found.get(post, [])) == 1 else post_label(post) for post in posts}


def _shown(
    case: Case, current: Round, group: list[Step], tasks: list[Task], names: dict[str, str], on: dt.date
) -> Shown:
    label = SHORT_STEPS.get(group[0].key, group[0].label)
    keys = {s.key for s in group}
    if keys <= set(current.done_steps):
        if group[0].key in current.skipped_steps:
            return Shown(label, "later", ["不需要"])
        return Shown(label, "done", _done(current, group, tasks, names))
    open_now = [t for t in tasks if t.step in keys and t.closed_on is None]
    if open_now:
        task = open_now[0]
        who = task.person.name if task.person else names.get(task.post, post_label(task.post))
        return Shown(label, "now", [who, f"最晚 {'今天' if task.due_on == on else short(task.due_on, on)}"])
    small = [names.get(group[0].post, post_label(group[0].post))]
    if group[0].key == "publish":
        small.append(f"{reading('publication_days', on, case.township, overlay()).value} 天")
    if group[0].key == "decide":
        small.append(f"{short(case.extended_to or case.due_on, on)} 前")
    return Shown(label, "later", small)


def _done(current: Round, group: list[Step], tasks: list[Task], names: dict[str, str]) -> list[str]:
    closed = [t for t in tasks if t.step in {s.key for s in group} and t.closed_on and t.outcome != "superseded"]
    latest = {t.step: t for t in closed}  # a step done again in a later round shows its last time
    who = [t.closed_by.name if t.closed_by else names.get(t.post, post_label(t.post)) for t in latest.values()]
    day = getattr(current, HAPPENED.get(group[0].key, ""), None) or max((t.closed_on for t in closed), default=None)
    return ["、".join(dict.fromkeys(who)), *([short(day)] if day else [])]
