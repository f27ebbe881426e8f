"""Where a case stands: fires the pinned procedure, closes and opens tasks, opens a round when steps are done again."""

import datetime as dt

from jiuzhu.cases.deadlines import TaskDue, task_due
from jiuzhu.cases.models import Case, CasePerson, Round, Task
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.refusals import Refusal
from jiuzhu.ground.rows import locked
from jiuzhu.law.clocks import clock
from jiuzhu.law.procedure import End, Marking, Procedure, ProcedureError, Step, pinned

MILESTONES = {
    "receive": "received_on",
    "confirm_check": "check_authorised_on",
    "check_report": "reported_on",
    "visit": "visited_on",
    "opinion": "reviewed_on",
    "publish": "published_on",
    "decide": "decided_on",
}
# What is still owed after an end, where the procedure gives it a clock: task, its title, whose it is.
AFTER_END = {"refused": ("deliver_refusal", "书面送达", "handler")}


def procedure_of(case: Case) -> Procedure:
    """The version the case began under, its content hash checked."""
    return pinned(case.procedure, case.procedure_digest)


def lock(case_id: int) -> Case:
    """The case, locked until the transaction ends. Outside the actor's scope it does not exist."""
    return locked(Case.objects.all(), case_id, "没有这个案件，或不属于您所在的街道（乡镇）。")


def current_round(case: Case) -> Round:
    """The latest round."""
    return case.rounds.order_by("-number").first()


def step_of(case: Case, key: str) -> Step:
    """A step of the case's own procedure."""
    return next(s for s in procedure_of(case).steps if s.key == key)


def hand_of(case: Case, key: str) -> int | None:
    """The hand a task's step is laid by; None where it lays none, as what is still owed after the end."""
    return next((s.hand for s in procedure_of(case).steps if s.key == key), None)


def clause_of(case: Case, key: str) -> tuple[str, ...]:
    """The clauses a step rests on in the case's own procedure."""
    return tuple(step_of(case, key).clause)


def open_round(case: Case, procedure: Procedure, on: dt.date, number: int = 1, *, kept: Round | None = None) -> Round:
    """A new round, not saved yet; with `kept`, the day of receipt is carried over."""
    return Round(
        case=case,
        township=case.township,
        number=number,
        received_on=kept.received_on if kept else on,
        needed_for_decision=sorted(_needed_before(procedure, "decide")),
    )


def _needed_before(procedure: Procedure, key: str) -> set[str]:
    steps = {s.key: s for s in procedure.steps}
    if key not in steps:
        return set()
    needed: set[str] = set()
    waiting = list(steps[key].needs)
    while waiting:
        step = waiting.pop()
        if step not in needed:
            needed.add(step)
            waiting += steps[step].needs
    return needed


def complete(
    *, actor: Actor, on: dt.date, case: Case, step_key: str, outcome: str = "done", happened_on: dt.date | None = None
) -> Round:
    """Fire a step: task closed, milestone set, next tasks opened; a return opens a round, an end closes the case."""
    procedure = procedure_of(case)
    current = current_round(case)
    before = marking_of(current)
    try:
        after = procedure.fire(before, step_key, outcome)
    except ProcedureError as error:
        raise Refusal(str(error)) from None
    _close_task(current, step_key, outcome, on, actor)
    if step_key in MILESTONES:
        setattr(current, MILESTONES[step_key], happened_on or on)
    return _advance(case, procedure, current, (before, after), on)


def beside(*, on: dt.date, case: Case, key: str) -> Round:
    """Fire a side act of the case's own procedure: it may end the case, or reopen steps in a new round."""
    procedure = procedure_of(case)
    current = current_round(case)
    before = marking_of(current)
    try:
        after = procedure.fire_side(before, key)
    except ProcedureError as error:
        raise Refusal(str(error)) from None
    return _advance(case, procedure, current, (before, after), on)


def stand_in(*, actor: Actor, on: dt.date, case: Case, keys: tuple[str, ...], outcome: str) -> Round:
    """Something else stands in for these steps, the first of them open: they count as done, and as not done here."""
    procedure = procedure_of(case)
    current = current_round(case)
    before = marking_of(current)
    for key in keys:
        _close_task(current, key, outcome, on, actor)
    after = Marking(before.done | set(keys), None, before.skipped | set(keys))
    return _advance(case, procedure, current, (before, after), on)


def go_on_under(*, on: dt.date, case: Case, procedure: Procedure, again: tuple[str, ...] = ()) -> Round:
    """The case goes on under another procedure; steps both have stay done, those in `again` are done again.

    A step that only the new one has is opened, and what needs it waits for it; one it lacks stays in the old round.
    """
    current = current_round(case)
    before = marking_of(current)
    undone = procedure.dependents(again) if again else frozenset()
    kept = procedure.by_key.keys() - undone
    after = Marking(before.done & kept, None, before.skipped & kept)
    case.procedure, case.procedure_digest = procedure.version, procedure.digest
    case.save(update_fields=["procedure", "procedure_digest"])
    needed = _needed_before(procedure, "decide")
    fewer = not needed.issuperset(current.needed_for_decision)  # a round never demands less: then a new one begins
    if not fewer and not before.done - after.done:
        current.needed_for_decision = sorted(needed)
    current = _advance(case, procedure, current, (before, after), on, anew=fewer)
    still = {step.key for step in procedure.open_steps(after)}
    waiting = Task.objects.filter(round=current, closed_on__isnull=True).exclude(step__in=still)
    waiting.update(closed_on=on, outcome="superseded")
    return current


def retime(case: Case) -> None:
    """Due days and sentences of the open tasks, after the case's own due day has moved."""
    procedure = procedure_of(case)
    for task in Task.objects.select_for_update().filter(case=case, closed_on__isnull=True):
        due = _due_again(case, procedure, task)
        task.due_on, task.due_why = due.due_on, due.why[:300]
        task.save(update_fields=["due_on", "due_why"])


def _due_again(case: Case, procedure: Procedure, task: Task) -> TaskDue:
    if any(task.step == owed for owed, _, _ in AFTER_END.values()):
        due = clock(procedure.end(case.state).deadline, task.opened_on, overlay())
        return TaskDue(due.due_on, due.why)
    return task_due(case, procedure.step(task.step), task.opened_on)


def _advance(
    case: Case,
    procedure: Procedure,
    current: Round,
    markings: tuple[Marking, Marking],
    on: dt.date,
    *,
    anew: bool = False,
) -> Round:
    before, after = markings
    if anew or before.done - after.done:
        current.save()
        _supersede(current, on)
        current = _next_round(case, procedure, current, after, on)
    else:
        _mark(current, after)
        current.save()
    if after.ended:
        _end(case, current, procedure.end(after.ended), on)
    else:
        _open_tasks(case, current, procedure, after, on)
    return current


def _close_task(current: Round, step_key: str, outcome: str, on: dt.date, actor: Actor) -> None:
    Task.objects.filter(round=current, step=step_key, closed_on__isnull=True).update(
        closed_on=on, outcome=outcome, closed_by_id=actor.person_id
    )


def _supersede(current: Round, on: dt.date) -> None:
    Task.objects.filter(round=current, closed_on__isnull=True).update(closed_on=on, outcome="superseded")


def _next_round(case: Case, procedure: Procedure, old: Round, marking: Marking, on: dt.date) -> Round:
    row = open_round(case, procedure, on, old.number + 1, kept=old)
    for step, column in MILESTONES.items():
        if step in marking.done:
            setattr(row, column, getattr(old, column))
    _mark(row, marking)
    row.save()
    return row


def marking_of(current: Round) -> Marking:
    """The round's marking as the procedure reads it; in a closed case it says how the case ended."""
    ended = current.case.state if current.case.state != "open" else None
    return Marking(frozenset(current.done_steps), ended, frozenset(current.skipped_steps))


def _mark(row: Round, marking: Marking) -> None:
    row.done_steps, row.skipped_steps = sorted(marking.done), sorted(marking.skipped)


def _end(case: Case, current: Round, end: End, on: dt.date) -> None:
    _supersede(current, on)
    case.state, case.ended_on = end.key, on
    case.save(update_fields=["state", "ended_on"])
    CasePerson.objects.filter(case=case).update(is_open=False)
    if end.deadline:
        # The family is still owed something: the written refusal has its own clock (57.21).
        due = clock(end.deadline, on, overlay())
        _open_task(case, current, AFTER_END[end.key], (due.due_on, due.why), on)


def _open_task(case: Case, current: Round, what: tuple[str, str, str], due: tuple[dt.date, str], on: dt.date) -> None:
    step, title, post = what
    Task.objects.create(
        case=case,
        round=current,
        township=case.township,
        village=case.village,
        step=step,
        title=title,
        post=post,
        opened_on=on,
        due_on=due[0],
        due_why=due[1][:300],
    )


def _open_tasks(case: Case, current: Round, procedure: Procedure, marking: Marking, on: dt.date) -> None:
    there = set(Task.objects.filter(round=current, closed_on__isnull=True).values_list("step", flat=True))
    for step in procedure.open_steps(marking):
        if step.key in there:
            continue
        due = task_due(case, step, on)
        _open_task(case, current, (step.key, step.label, step.post), (due.due_on, due.why), on)
