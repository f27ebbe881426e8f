"""What happened to a case."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAuthorised(Fact):
    """The head of social affairs confirmed the check authorisation (委托确认)."""

    actor: Actor
    on: dt.date
    case_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckObjected(Fact):
    """The family objected to the check's report with evidence: it is to be checked again (复查)."""

    actor: Actor
    on: dt.date
    case_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseApproved(Fact):
    """The leader in charge approved."""

    actor: Actor
    on: dt.date
    case_id: int
    decision_id: int
