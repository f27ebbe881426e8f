"""What a procedure is made of: steps, outcomes, side acts, ends, the marking of a case, and the refusals."""

from dataclasses import dataclass


class ProcedureError(Exception):
    """A procedure was asked for something it doesn't have. The message is a Chinese sentence for the user."""


class StepNotOpen(ProcedureError):
    """The step is not open in this marking: done already, ended, or something it needs is missing."""


class UnknownOutcome(ProcedureError):
    """The step has no such outcome."""


class OutcomeBarred(ProcedureError):
    """The outcome demands a step that was skipped, not done: nobody is admitted without the publication, say."""


class SideActNotOpen(ProcedureError):
    """The side act is unknown here or not possible at this point."""


@dataclass(frozen=True)
class Refusal:
    """A named guard: why an act of this step may be refused, with the sentence shown to the user."""

    key: str
    say: str
    clause: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """One way a step can come out. `kind` is done, reopen or end.

    `reopen` names steps to be done again, with everything that needs them; `skips` marks steps as done without doing
    them; `demands` names steps that must really have been done, not skipped; `ends_as` is the state the case ends in.
    """

    key: str
    label: str
    kind: str
    reopen: tuple[str, ...] = ()
    skips: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    ends_as: str | None = None
    clause: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One act of one post. `hand` is 1, 2, 3 or None where it is no hand of the decision (n1.1)."""

    key: str
    label: str
    post: str
    hand: int | None
    act: str
    needs: tuple[str, ...]
    strand: str
    clause: tuple[str, ...]
    deadline: str | None
    desk: str
    outcomes: tuple[Outcome, ...]
    refusals: tuple[Refusal, ...] = ()

    def outcome(self, key: str) -> Outcome:
        """The outcome of that key; raises UnknownOutcome naming the ones there are."""
        for outcome in self.outcomes:
            if outcome.key == key:
                return outcome
        known = "、".join(f"{o.key}（{o.label}）" for o in self.outcomes)
        raise UnknownOutcome(f"“{self.label}”没有“{key}”这种结果，只有：{known}。")


@dataclass(frozen=True)
class SideAct:
    """An act beside the steps: extension, withdrawal, ending. Possible while one of `while_open` is open.

    `effect` is extend, end, reopen, skip or note; extend and note leave the marking as it is.
    """

    key: str
    label: str
    post: str
    act: str
    desk: str
    while_open: tuple[str, ...]
    effect: str
    clause: tuple[str, ...]
    reopen: tuple[str, ...] = ()
    skips: tuple[str, ...] = ()
    ends_as: str | None = None
    deadline: str | None = None
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class End:
    """A state in which a case of this procedure can end, and what is owed to the people then."""

    key: str
    label: str
    post: str
    clause: tuple[str, ...]
    deadline: str | None = None


@dataclass(frozen=True)
class Start:
    """What sets the procedure going, and who does it."""

    label: str
    post: str


@dataclass(frozen=True)
class Marking:
    """How far a case has come: the steps done (skipped ones among them) and the state it ended in, if it did."""

    done: frozenset[str] = frozenset()
    ended: str | None = None
    skipped: frozenset[str] = frozenset()
