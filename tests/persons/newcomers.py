"""People whom no family here has declared."""

import datetime as dt

from jiuzhu.commands.demo_data.people import People
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.persons.acts import register_person
from jiuzhu.persons.models import Person


def person(seed: int) -> Person:
    """A registered person of their own."""
    who = People(seed * 311 + 5, area=77).person(sex="female", born_on=dt.date(1970, 1, 1) + dt.timedelta(days=seed))
    return register_person(actor=SYSTEM, on=dt.date(2026, 11, 2), name=who.name, number=who.number)
