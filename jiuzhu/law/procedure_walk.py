"""Walks every state a procedure can reach, over every outcome of every step, and says where a case would be stuck."""

from collections.abc import Iterator

from jiuzhu.law.procedure_model import Procedure
from jiuzhu.law.procedure_nouns import Marking, OutcomeBarred

Move = tuple[str, str]


def walk(procedure: Procedure) -> dict[Marking, dict[Move, Marking]]:
    """Every reachable marking, with the marking after each (step, outcome) that is possible there.

    Side acts that reopen or skip are walked too, as moves with an empty step; those that end are not: a case must have
    a way on without anybody withdrawing it.
    """
    found: dict[Marking, dict[Move, Marking]] = {}
    waiting = [procedure.start()]
    while waiting:
        marking = waiting.pop()
        if marking in found:
            continue
        found[marking] = dict(_moves(procedure, marking))
        waiting += found[marking].values()
    return found


def _moves(procedure: Procedure, marking: Marking) -> Iterator[tuple[Move, Marking]]:
    for step in procedure.open_steps(marking):
        for outcome in step.outcomes:
            try:
                yield (step.key, outcome.key), procedure.fire(marking, step.key, outcome.key)
            except OutcomeBarred:
                continue
    for act in procedure.side_acts_open(marking):
        if act.effect in ("reopen", "skip"):
            yield ("", act.key), procedure.fire_side(marking, act.key)


def walk_faults(procedure: Procedure) -> Iterator[str]:
    """Sentences for states without a way on or an end in reach, and for what can never happen."""
    reached = walk(procedure)
    for marking, moves in reached.items():
        if marking.ended is None and not any(step for step, _ in moves):
            yield f"办完“{_labels(procedure, marking)}”以后没有下一步，也没有结束。"
    if stuck := _never_ending(reached):
        worst = min(stuck, key=lambda m: (len(m.done), sorted(m.done)))
        yield f"办完“{_labels(procedure, worst)}”以后绕来绕去，永远到不了结局。"
    early = {k for m in reached for k in m.done if not m.done.issuperset(procedure.by_key[k].needs)}
    for step in procedure.steps:
        if step.key in early:
            yield f"“{step.label}”在它前面的步骤办完之前就会算作办过，请把跳过写在紧挨它的一步上。"
    moves_made = {move for moves in reached.values() for move in moves}
    for step in procedure.steps:
        for outcome in step.outcomes:
            if (step.key, outcome.key) not in moves_made:
                yield f"“{step.label}：{outcome.label}”永远不会发生。"
    ended = {m.ended for m in reached} | {a.ends_as for a in procedure.side_acts}
    for end in procedure.ends:
        if end.key not in ended:
            yield f"结局“{end.label}”永远到不了。"


def _never_ending(reached: dict[Marking, dict[Move, Marking]]) -> set[Marking]:
    """The markings from which no end can be reached."""
    fine = {m for m in reached if m.ended is not None}
    grown = True
    while grown:
        more = {m for m, moves in reached.items() if m not in fine and fine.intersection(moves.values())}
        grown = bool(more)
        fine |= more
    return set(reached) - fine


def _labels(procedure: Procedure, marking: Marking) -> str:
    return "、".join(s.label for s in procedure.steps if s.key in marking.done) or procedure.start_event.label
