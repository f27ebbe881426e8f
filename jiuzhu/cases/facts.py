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
class SupporterSigned(Fact):
    """Somebody outside the household agreed to be checked, after the household's request had gone out."""

    actor: Actor
    on: dt.date
    case_id: int
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseApproved(Fact):
    """The leader in charge approved."""

    actor: Actor
    on: dt.date
    case_id: int
    decision_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReturned(Fact):
    """The reviewer or the leader sent the case back; `posts` are those whose work it is again or who had agreed."""

    actor: Actor
    on: dt.date
    case_id: int
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReported(Fact):
    """The check centre's answer arrived."""

    actor: Actor
    on: dt.date
    case_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeObjected(Fact):
    """Somebody objected to the notice."""

    actor: Actor
    on: dt.date
    case_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseComplained(Fact):
    """Somebody complained about the application: the bureau has to visit before it is decided."""

    actor: Actor
    on: dt.date
    case_id: int
