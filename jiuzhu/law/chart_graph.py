"""A procedure as nodes and links, before anything is placed: what a chart draws, whatever it draws it with."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from jiuzhu.law.procedure_model import Procedure
from jiuzhu.law.procedure_nouns import Outcome, Step

START = "start:"
SkipTo = Callable[[Procedure, Step, Outcome], tuple[str, ...]]


@dataclass(frozen=True)
class Node:
    """`kind` is start, step or end; `key` is the step's own key, `start:`, or `end:` and the state."""

    key: str
    label: str
    post: str
    kind: str


@dataclass(frozen=True)
class Link:
    """`kind` is forward, skip (an outcome that leaves steps out), back (a return) or end."""

    source: str
    target: str
    kind: str
    label: str = ""


@dataclass(frozen=True)
class Graph:
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]

    def node(self, key: str) -> Node:
        return next(node for node in self.nodes if node.key == key)


def past_skipped(procedure: Procedure, step: Step, outcome: Outcome) -> tuple[str, ...]:
    """Where the way of a skip comes back to the steps: those that need a skipped one and aren't skipped themselves."""
    skipped = set(outcome.skips)
    return tuple(s.key for s in procedure.steps if s.key not in skipped and skipped.intersection(s.needs))


def next_after_skip(procedure: Procedure, step: Step, outcome: Outcome) -> tuple[str, ...]:
    """What is done next when an outcome skips steps: what only waited for this step or the skipped ones."""
    over = {step.key, *outcome.skips}
    left = tuple(s.key for s in procedure.steps if s.key not in over and over.intersection(s.needs))
    return first_of(procedure, left)


def graph(procedure: Procedure, skip_to: SkipTo = past_skipped) -> Graph:
    """Nodes: the start, every step, every end an outcome leads to. Ends only side acts lead to aren't drawn.

    `skip_to` says where the line of an outcome that skips steps goes: for the eye, past them; for an engine, to what
    is done next.
    """
    links = tuple(chain(_forward(procedure), *(_of_step(procedure, step, skip_to) for step in procedure.steps)))
    drawn = {link.target for link in links}
    start = Node(START, procedure.start_event.label, procedure.start_event.post, "start")
    steps = (Node(s.key, s.label, s.post, "step") for s in procedure.steps)
    ends = (Node(end_key(e.key), e.label, e.post, "end") for e in procedure.ends if end_key(e.key) in drawn)
    return Graph((start, *steps, *ends), _merged(links))


def end_key(state: str) -> str:
    """The node of an end state."""
    return f"end:{state}"


def first_of(procedure: Procedure, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Of steps to be done again, those that need none of the others: where the return arrives."""
    return tuple(k for k in keys if not any(k != o and k in procedure.dependents([o]) for o in keys))


def _forward(procedure: Procedure) -> list[Link]:
    return [Link(need, step.key, "forward") for step in procedure.steps for need in step.needs or (START,)]


def _of_step(procedure: Procedure, step: Step, skip_to: SkipTo) -> list[Link]:
    found = []
    for outcome in step.outcomes:
        if outcome.kind == "end" and outcome.ends_as:
            found.append(Link(step.key, end_key(outcome.ends_as), "end", outcome.label))
        elif outcome.kind == "reopen":
            found += [Link(step.key, k, "back", outcome.label) for k in first_of(procedure, outcome.reopen)]
        elif outcome.skips:
            found += [Link(step.key, k, "skip", outcome.label) for k in skip_to(procedure, step, outcome)]
    return found


def _merged(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Links between the same two nodes drawn once, their labels joined."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for link in links:
        labels = found.setdefault((link.source, link.target, link.kind), [])
        if link.label and link.label not in labels:
            labels.append(link.label)
    return tuple(Link(s, t, k, "；".join(labels)) for (s, t, k), labels in found.items())
