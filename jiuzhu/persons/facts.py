"""What happened to persons."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsJoined(Fact):
    """Two records are one human being; nobody may go on acting as the one that was given up."""

    actor: Actor
    on: dt.date
    person_id: int
    kept_id: int
