"""Builders for tests: a district with every post filled, people by post, families as a clerk would type them."""

import datetime as dt
from typing import Any

from jiuzhu.commands.demo_data.people import People
from jiuzhu.commands.demo_data.staff import make_district
from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.models import Account, Appointment
from jiuzhu.offices.seats import actor_of
from jiuzhu.registry.declaration import AmountDeclared, Declaration, MemberDeclared
from tests import snapshots

BEIAO = "330305001"
WANGCHAO = "330305001200"
DAY = dt.date(2026, 11, 2)


def build(day: dt.date = DAY, seed: int = 7) -> None:
    """The demo district on this day, without cases; the whole district in scope."""
    set_scope(DISTRICT)
    snapshots.build((day, seed), lambda: _made(day, seed))


def _made(day: dt.date, seed: int) -> None:
    set_day(day)
    make_district(day, seed)


def holder(post: str, township: str = BEIAO, nth: int = 0) -> Actor:
    """The nth person in a post of a township (or of the district, with an empty township)."""
    found = list(
        Appointment.objects.filter(post=post, office__township=township)
        .select_related("person", "office")
        .order_by("pk")
    )[nth]
    return actor_of(Account.objects.get(person=found.person), found)


def family(seed: int = 1, **changes: Any) -> Declaration:
    """A couple: she does odd jobs for 600 a month, he is 66 and severely disabled; both consented, truth pledged."""
    people = People(seed * 1000 + 17)
    she = people.person(sex="female", born_on=dt.date(1964, 3, 2) + dt.timedelta(days=seed))
    he = people.person(sex="male", born_on=dt.date(1960, 5, 6) + dt.timedelta(days=seed))
    given: dict[str, Any] = {
        "members": (
            MemberDeclared(name=she.name, number=she.number, relation="self", works=True, consented=True),
            MemberDeclared(
                name=he.name,
                number=he.number,
                relation="spouse",
                disability_kind="limb",
                disability_grade=2,
                consented=True,
            ),
        ),
        "amounts": (AmountDeclared(member=0, kind="wages", fen=60_000, per="month"),),
        "account": f"62170000{seed:08d}38",
        "money_fen": 620_000,
        "homes": 1,
        "vehicles": 0,
        "shops": 0,
        "companies": 0,
        "pledged": True,
    }
    return Declaration(**(given | changes))
