"""What happened to posts and the work that hangs on them."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentEnding(Fact):
    """A post is about to end; whoever knows of open work that nobody else could do refuses."""

    actor: Actor
    on: dt.date
    appointment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverDrawn(Fact):
    """A handover was begun; its list of open work has to be written."""

    actor: Actor
    on: dt.date
    handover_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAccepted(Fact):
    """The successor signed; what named the leaver has to name the successor."""

    actor: Actor
    on: dt.date
    handover_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipSetUp(Fact):
    """A township was made; what it needs in other rooms follows."""

    actor: Actor
    on: dt.date
    township: str
