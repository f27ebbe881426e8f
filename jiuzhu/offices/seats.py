"""Who is signed in: the posts of an account's owner, and which of them a session sits in.

Asked with every request, so in plain SQL: one statement, and nothing built for it but what a request needs.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from jiuzhu.ground.actor import DISTRICT, NOWHERE, Actor
from jiuzhu.offices.models import Account, Appointment
from jiuzhu.offices.posts import POSTS, Post

HELD = """
SELECT a.id, a.post, o.name, o.township, p.id, p.name, acc.epoch, acc.must_change
FROM offices_account acc
JOIN offices_appointment a ON a.person_id = acc.person_id
JOIN offices_office o ON o.id = a.office_id
JOIN persons_person p ON p.id = acc.person_id
WHERE acc.id = %(account)s AND acc.active
  AND a.effective_from <= %(on)s AND (a.effective_to IS NULL OR a.effective_to > %(on)s)
ORDER BY a.effective_from, a.id
"""


@dataclass(frozen=True, slots=True)
class Seat:
    """An appointment that holds on a day, with what a session has to know of its account."""

    appointment_id: int
    post: str
    office: str
    township: str
    person_id: int
    name: str
    epoch: int
    must_change: bool


def posts_of_account(account_id: int, on: dt.date) -> list[Seat]:
    """Posts held on a day by the person of an account that is not closed, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"account": account_id, "on": on})
        return [Seat(*row) for row in cursor.fetchall()]


def seat_of(held: list[Seat], appointment_id: int, epoch: int) -> tuple[Seat | None, str]:
    """The post a session sits in, or why it has ended: `post_ended`, `password_changed`.

    `must_change` beside a post: the password is still the steward's, and nothing may be done but change it.
    """
    seat = next((seat for seat in held if seat.appointment_id == appointment_id), None)
    if seat is None:
        return None, "post_ended"
    if seat.epoch != epoch:
        return None, "password_changed"
    return seat, "must_change" if seat.must_change else ""


def actor_in(account_id: int, seat: Seat) -> Actor:
    """The actor value of an account in this seat; the seat is the account's own person's."""
    return Actor(
        kind="person",
        name=seat.name,
        post=seat.post,
        office=seat.office,
        township=seat.township,
        scope=_scope(POSTS[seat.post], seat.township),
        account_id=account_id,
        person_id=seat.person_id,
        appointment_id=seat.appointment_id,
    )


def actor_of(account: Account, row: Appointment) -> Actor:
    """The same from rows: an account in one of its posts."""
    office, person = row.office, row.person
    held = (row.pk, row.post, office.name, office.township, person.pk, person.name, account.epoch, account.must_change)
    return actor_in(account.pk, Seat(*held))


def _scope(post: Post, township: str) -> str:
    if post.outside:
        return NOWHERE
    return DISTRICT if post.district else township
