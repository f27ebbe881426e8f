"""A procedure and how a case moves through it: which steps are open, and what is done after each outcome.

A procedure is data (`jiuzhu/law/procedures/`); nothing here knows a programme, a date or a clause. A step is open when
everything it needs is done and it isn't done itself; strands side by side follow from that alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jiuzhu.law.procedure_nouns import (
    End,
    Marking,
    OutcomeBarred,
    SideAct,
    SideActNotOpen,
    Start,
    Step,
    StepNotOpen,
)


@dataclass(frozen=True)
class Procedure:
    """One dated version of a procedure. `effective_to` is exclusive; None means still in force.

    `in_force_by` names the figure that fixes the first day; `begins_because` says why there is no earlier version.
    `confirming` says who decides: township, bureau, or either where it is the same whoever confirms in the district.
    """

    name: str
    title: str
    version: str
    effective_from: date
    effective_to: date | None
    confirming: str
    digest: str
    steps: tuple[Step, ...]
    posts: tuple[str, ...]
    start_event: Start
    ends: tuple[End, ...]
    side_acts: tuple[SideAct, ...] = ()
    clause: tuple[str, ...] = ()
    cycle: str | None = None
    three_hands: bool = False
    in_force_by: str | None = None
    begins_because: str | None = None
    unconfirmed: tuple[str, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Step]:
        return {step.key: step for step in self.steps}

    def step(self, key: str) -> Step:
        """The step of that key; raises StepNotOpen when this procedure has none."""
        if key not in self.by_key:
            raise StepNotOpen(f"“{self.title}”没有“{key}”这一步，请核对流程版本 {self.version}。")
        return self.by_key[key]

    def end(self, key: str) -> End:
        """The end state of that key; raises KeyError when it isn't declared (the checker finds that first)."""
        return next((end for end in self.ends if end.key == key), None) or _missing(key)

    def in_force(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on < self.effective_to)

    def start(self) -> Marking:
        return Marking()

    def open_steps(self, marking: Marking) -> tuple[Step, ...]:
        """The steps that can be done now, in the order of the file. None once the case has ended."""
        if marking.ended is not None:
            return ()
        return tuple(s for s in self.steps if s.key not in marking.done and marking.done.issuperset(s.needs))

    def fire(self, marking: Marking, step_key: str, outcome_key: str = "done") -> Marking:
        """The marking after this step came out so. Raises StepNotOpen, UnknownOutcome, OutcomeBarred."""
        step = self.step(step_key)
        if step not in self.open_steps(marking):
            raise StepNotOpen(self._why_not_open(step, marking))
        outcome = step.outcome(outcome_key)
        missing = [k for k in outcome.demands if k not in marking.done or k in marking.skipped]
        if missing:
            names = "、".join(self.by_key[k].label for k in missing)
            raise OutcomeBarred(f"“{step.label}：{outcome.label}”之前必须办过：{names}。请先退回补办。")
        if outcome.kind == "reopen":
            return self._reopened(marking, outcome.reopen)
        skipped = marking.skipped | (frozenset(outcome.skips) - marking.done)
        done = marking.done | {step_key} | skipped
        return Marking(done, outcome.ends_as if outcome.kind == "end" else None, skipped)

    def side_acts_open(self, marking: Marking) -> tuple[SideAct, ...]:
        """The side acts possible now."""
        now = {step.key for step in self.open_steps(marking)}
        return tuple(a for a in self.side_acts if now.intersection(a.while_open))

    def fire_side(self, marking: Marking, key: str) -> Marking:
        """The marking after a side act. Raises SideActNotOpen."""
        act = next((a for a in self.side_acts_open(marking) if a.key == key), None)
        if act is None:
            raise SideActNotOpen(f"现在不能办“{key}”：这一步不允许，或者案件已经结束。")
        if act.effect == "end":
            return Marking(marking.done, act.ends_as, marking.skipped)
        if act.effect == "skip":
            return Marking(marking.done.union(act.skips), None, marking.skipped | (set(act.skips) - marking.done))
        return self._reopened(marking, act.reopen) if act.effect == "reopen" else marking

    def replay(self, events: Iterable[tuple[str, str]]) -> Marking:
        """The marking after (step, outcome) pairs in the order they happened."""
        marking = self.start()
        for step_key, outcome_key in events:
            marking = self.fire(marking, step_key, outcome_key)
        return marking

    def dependents(self, keys: Iterable[str]) -> frozenset[str]:
        """These steps and every step that needs one of them, directly or through others."""
        found = set(keys)
        while True:
            more = {s.key for s in self.steps if found.intersection(s.needs)} - found
            if not more:
                return frozenset(found)
            found |= more

    def _reopened(self, marking: Marking, keys: tuple[str, ...]) -> Marking:
        again = self.dependents(keys)
        return Marking(marking.done - again, None, marking.skipped - again)

    def _why_not_open(self, step: Step, marking: Marking) -> str:
        if marking.ended is not None:
            return f"案件已经结束，不能再办“{step.label}”。"
        if step.key in marking.done:
            return f"“{step.label}”已经办过，不能重复办理。"
        waiting = "、".join(self.by_key[k].label for k in step.needs if k not in marking.done)
        return f"还不能办“{step.label}”，要先办完：{waiting}。"


def _missing(key: str) -> End:
    raise KeyError(key)
