"""What happened to an entitlement."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementGranted(Fact):
    """An entitlement begins; its first month is owed."""

    actor: Actor
    on: dt.date
    entitlement_id: int
