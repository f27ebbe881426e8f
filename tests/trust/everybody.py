"""One person of every post there is, signed in; and questions that leave nothing behind."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.http import HttpResponse

from jiuzhu.commands.demo_data.people import People
from jiuzhu.ground.actor import DISTRICT, SYSTEM
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.acts import appoint
from jiuzhu.offices.models import Account, Office
from jiuzhu.offices.posts import POSTS
from jiuzhu.persons.acts import register_person
from tests.desks.visitors import PASSWORD, Visitor, visitor
from tests.district import BEIAO, DAY

ORACLE = yaml.safe_load((Path(__file__).parent / "access.yaml").read_text("utf-8"))
OF_THE_DISTRICT = ("bureau_officer", "steward", "check_centre", "service_centre", "department_officer")
FORM = "application/x-www-form-urlencoded"


def everybody() -> dict[str, Visitor]:
    """By post; `other_handler` is the township's second one."""
    _second_investigator()
    found = {"other_handler": visitor("handler", nth=1)}
    for post in POSTS:
        if post != "system":
            found[post] = visitor(post, "" if post in OF_THE_DISTRICT else BEIAO)
    return found


def _second_investigator() -> None:
    who = People(77, area=77).person(sex="female", born_on=DAY.replace(year=1985))
    person = register_person(actor=SYSTEM, on=DAY, name=who.name, number=who.number)
    office = Office.objects.get(key=f"{BEIAO}.window")
    appoint(actor=SYSTEM, on=DAY, person=person, office=office, post="second_investigator", effective_from=DAY)
    account = Account(person=person, username="goes-along", demo=True)
    account.set_password(PASSWORD)
    account.save()


def may(route: str, method: str) -> set[str] | str:
    """Who, by the oracle: posts, or `anyone`; an empty set where the method does not exist."""
    said = ORACLE["pages"][route].get(method, [])
    groups = ORACLE["groups"]
    if said == "anyone":
        return "anyone"
    if said == "signed in":
        return {"other_handler", *POSTS} - {"system"}
    return {post for name in ([said] if isinstance(said, str) else said) for post in groups.get(name, [name])}


def asks(who: Visitor, method: str, address: str, fields: Mapping[str, Any] | None = None) -> HttpResponse:
    """A request whose rows are gone afterwards, whatever it did."""
    with transaction.atomic():
        answer = who.post(address, fields or {}) if method == "POST" else who.generic(method, address)
        transaction.set_rollback(True)
    set_scope(DISTRICT)
    return answer
