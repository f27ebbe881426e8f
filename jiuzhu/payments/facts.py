"""What happened to a run."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReleased(Fact):
    """A second person released a run; its file must reach the bank."""

    actor: Actor
    on: dt.date
    run_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAskedAgain(Fact):
    """Somebody wants to know from the bank what became of a run."""

    actor: Actor
    on: dt.date
    run_id: int
