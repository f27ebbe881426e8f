"""Questions about messages: mine, page by page; how many nobody has read, counted with what waits; near deadlines."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from jiuzhu.cases.models import Task
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.keyset import place_of, text_of
from jiuzhu.law.calendar import next_working_day
from jiuzhu.messages.models import Message
from jiuzhu.offices.posts import POSTS

PAGE = 20
# Who works at a desk of the house; outside bodies and the system get no messages.
AT_A_DESK = sorted(post.key for post in POSTS.values() if not post.outside and post.key != "system")
# What happened to a case that has ended since needs nobody's eye: it stays in the list and isn't counted.
NEW = Q(case__isnull=True) | Q(case__state="open")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of messages and the key of the next one, or nothing."""

    rows: list[Message]
    next_key: str


def addressed_to(actor: Actor) -> QuerySet[Message]:
    """Messages to the actor or to the actor's post; a post of the district has those of every township."""
    rows = Message.objects.filter(Q(person_id=actor.person_id) | Q(post=actor.post, person__isnull=True))
    return rows.filter(township=actor.township) if actor.township else rows


def messages_of(actor: Actor, after: str = "") -> Page:
    """A page, the latest first; `after` is the last page's key."""
    rows = addressed_to(actor).select_related("case__applicant", "task", "handover", "read_by").order_by("-on", "-pk")
    if place := place_of(after):
        rows = rows.filter(Q(on__lt=place.day) | Q(on=place.day, pk__lt=place.pk))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], text_of(last.on, last.pk) if last else "")


# In every page's bar, so in plain SQL. The same rows as `waiting_for`, `running_publications` and `addressed_to` with
# NEW, which a test asks.
BAR = """
SELECT CASE WHEN due_on < %(on)s THEN 'late' WHEN due_on <= %(tomorrow)s THEN 'close' ELSE 'later' END, count(*)
FROM cases_task
WHERE closed_on IS NULL AND (person_id = %(person)s OR post = %(post)s AND person_id IS NULL)
  AND (%(everywhere)s OR township = %(township)s)
GROUP BY 1
UNION ALL
SELECT 'unread', count(*)
FROM messages_message m LEFT JOIN cases_case c ON c.id = m.case_id
WHERE m.read_on IS NULL AND (m.case_id IS NULL OR c.state = 'open')
  AND (m.person_id = %(person)s OR m.post = %(post)s AND m.person_id IS NULL)
  AND (%(everywhere)s OR m.township = %(township)s)
UNION ALL
SELECT 'running', count(*)
FROM cases_publication n JOIN cases_case c ON c.id = n.case_id
WHERE n.closed_on IS NULL AND n.first_day <= %(on)s AND n.last_day >= %(on)s AND n.township = %(township)s
  AND c.state = 'open'
"""


def counts_of_bar(actor: Actor, on: dt.date) -> dict[str, int]:
    """At once: how many tasks are late, close (today or tomorrow) and later, how many messages nobody has read, how
    many notices of the township stand on this day."""
    asked = {
        "on": on,
        "tomorrow": on + dt.timedelta(days=1),
        "person": actor.person_id,
        "post": actor.post,
        "township": actor.township,
        "everywhere": not actor.township,
    }
    with connection.cursor() as cursor:
        cursor.execute(BAR, asked)
        return {"late": 0, "close": 0, "later": 0} | dict(cursor.fetchall())


def nearing(township: str, on: dt.date) -> list[Task]:
    """Open tasks of people's desks that end today or by the next working day and were not warned of that day."""
    warned = Message.objects.filter(task=OuterRef("pk"), due_on=OuterRef("due_on"))
    return list(
        Task.objects.filter(
            ~Exists(warned),
            township=township,
            closed_on__isnull=True,
            due_on__gte=on,
            due_on__lte=next_working_day(on + dt.timedelta(days=1)),
            post__in=AT_A_DESK,
        ).order_by("due_on", "pk")
    )
