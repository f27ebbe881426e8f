"""Verb: the first steward of a district, made at the machine before anybody can sign in.

Everybody after that is appointed on the pages. What is made here is one person, one post and one account, with a first
password like every other: shown once, good for nothing but to be changed.
"""

import datetime as dt

from django.db import connection

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.offices import duties, queries
from jiuzhu.offices.acts.accounts import new_account
from jiuzhu.offices.acts.posts import appoint
from jiuzhu.offices.models import Account, Office
from jiuzhu.persons.acts import register_person

CLAUSE = ("n11.4", "pipl.51")
BUREAU = "bureau"


class StewardThere(Refusal):
    """Somebody can keep accounts already, on the pages."""


@act("make_first_steward")
def make_first_steward(
    *, actor: Actor, on: dt.date, name: str, number: str, username: str, office: str, first_password: str, by: str
) -> Account:
    """A person, the steward's post in the bureau and an account. `by`: the account at the machine. Once a district."""
    duties.may_make_first_steward(actor).or_refuse()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('first_steward', 8))")
    if Account.objects.filter(demo=True).exists():
        raise Refusal("这个数据库里装过演示数据，不能用来正式办事。请换一个空的数据库，升级表以后再设管理员。")
    if (there := queries.a_steward()) is not None:
        raise StewardThere(
            f"已经有管理员{there.person.name}（账号“{there.username}”）。请由管理员在“机构和岗位”里任命别人、开账号。"
        )
    place = _bureau(office.strip())
    person = register_person(actor=actor, on=on, name=name, number=number, field="number")
    appoint(actor=actor, on=on, person=person, office=place, post="steward", effective_from=on)
    row = new_account(actor, on, person, username, first_password)
    audit.record(
        actor=actor,
        act="make_first_steward",
        on=on,
        subject=row,
        clause=CLAUSE,
        new={"by": by, "must_change": row.must_change, "office": place.key, "person": person.pk},
        personal={"username": row.username},
    )
    return row


def _bureau(name: str) -> Office:
    """The bureau's office; made with this name where there is none yet."""
    there = Office.objects.filter(key=BUREAU).first()
    if there is None and not name:
        raise BadInput(
            "系统里还没有管理员所在的单位。请用 --office 写明单位全称，例如 --office 区民政局", field="office"
        )
    if there is not None and name and name != there.name:
        raise BadInput(f"管理员所在的单位已登记为“{there.name}”。请去掉 --office，或写得一样", field="office")
    return there or Office.objects.create(key=BUREAU, name=name, kind=BUREAU)
