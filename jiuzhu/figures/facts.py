"""What the district published that days already written hang on."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPublished(Fact):
    """The days off of a year are known: what was counted in it without them has to be counted again."""

    actor: Actor
    on: dt.date
    year: int
