"""Questions about messages: mine, page by page; how many nobody has read, counted with what waits; near deadlines."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from jiuzhu.cases.models import Task
from jiuzhu.cases.queries import waiting_for
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


def waiting_and_unread(actor: Actor, on: dt.date) -> dict[str, int]:
    """How many tasks are late, close (today or tomorrow) and later, and how many messages nobody has read: at once."""
    bucket = Case(
        When(due_on__lt=on, then=Value("late")),
        When(due_on__lte=on + dt.timedelta(days=1), then=Value("close")),
        default=Value("later"),
        output_field=CharField(),
    )
    tasks = waiting_for(actor).order_by().annotate(bucket=bucket).values_list("bucket").annotate(n=Count("pk"))
    fresh = addressed_to(actor).filter(NEW, read_on__isnull=True).order_by()
    unread = fresh.annotate(bucket=Value("unread", CharField())).values_list("bucket").annotate(n=Count("pk"))
    return {"late": 0, "close": 0, "later": 0, "unread": 0} | dict(tasks.union(unread, all=True))


def nearing(township: str, on: dt.date) -> list[Task]:
    """Open tasks of people's desks that end today or no later than the next working day and were not warned of yet."""
    warned = Message.objects.filter(task=OuterRef("pk"))
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
