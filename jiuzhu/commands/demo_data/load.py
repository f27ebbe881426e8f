"""Loads the demo: the district's posts, then a township's working days one after another up to the demo's day.

Each township is one transaction with its own seed: whole or not at all, in any order, the same every time.
"""

import contextlib
import datetime as dt
import json
from collections.abc import Callable

from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from jiuzhu.cases.models import Case
from jiuzhu.commands.demo_data.days import Office
from jiuzhu.commands.demo_data.people import People
from jiuzhu.commands.demo_data.staff import make_district
from jiuzhu.commands.demo_data.stories import play_all
from jiuzhu.desks.shared.demo import JOB
from jiuzhu.gateways.wire.fake.scenario_file import SCENARIO
from jiuzhu.ground import jobs
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.scope import scoped
from jiuzhu.law.calendar import working_day
from jiuzhu.offices.models import Township
from jiuzhu.registry.models import MeansCheck
from jiuzhu.registry.queries import asked_about

TODAY = dt.date(2026, 11, 24)  # the day of the drawn pages
FIRST = dt.date(2026, 9, 1)
FAMILIES = 408
SEED = 20261124
SLOW_DAYS = 3  # what the demo left at the check centre stays there for so long, so that its desk has work
SEAT_SHARE = 5  # the district's seat has a fifth of all families, loaded first: a clerk's morning


def load_district(seed: int) -> int:
    """Townships, posts, figures, books; the demo's day."""
    with transaction.atomic(), scoped(SYSTEM):
        posts = make_district(FIRST, seed)
        set_day(TODAY)
    return posts


def townships() -> list[str]:
    """Codes, the district's seat first."""
    return list(Township.objects.order_by("code").values_list("code", flat=True))


def share(code: str, families: int) -> int:
    """How many of the families live in this township."""
    codes = townships()
    seat = families // SEAT_SHARE
    return seat if code == codes[0] else -(-(families - seat) // (len(codes) - 1))


def load_township(code: str, families: int, seed: int, say: Callable[[str], None]) -> int:
    """The working days of one township; nothing if it has cases already. Returns how many families."""
    with transaction.atomic(), scoped(SYSTEM):
        with connection.cursor() as cursor:
            # A second loader of the same township waits here and then finds it done.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 3))", [code])
            if Case.objects.filter(township=code).exists():
                return 0
            cursor.execute("SET LOCAL synchronous_commit = off")
        count = share(code, families)
        office = Office(People(seed + int(code[-3:]), area=10 + townships().index(code)), [code])
        days = [d for n in range((TODAY - FIRST).days) if working_day(d := FIRST + dt.timedelta(days=n))]
        for number, day in enumerate(days, start=1):
            office.day(day, count * number // len(days) - office.families, lazy=6)
        # The demo's own day is left as the morning finds it: two families came, nothing is done yet.
        for _ in range(min(2, count)):
            office.receive(office.townships[0], TODAY)
        if code == townships()[0] and count:
            play_all(code)
        leave_at_the_centre(code)
    say(f"  {Township.objects.get(code=code).name}：{office.families} 户")
    return office.families


def leave_at_the_centre(code: str) -> None:
    """Tell the fake centre beside this installation, where there is one, to take its days over open requests."""
    file = settings.STATE / "fake-means_check" / SCENARIO
    if not file.parent.is_dir():
        return
    checks = MeansCheck.objects.filter(township=code, reported_on__isnull=True, set_aside_on__isnull=True)
    told = json.loads(file.read_text("ascii")) if file.exists() else {}
    told |= {person.number: {"delay_days": SLOW_DAYS} for check in checks for person in asked_about(check)}
    part = file.with_suffix(".part")
    part.write_text(json.dumps(told), "ascii")
    part.replace(file)


def defer_townships(families: int, seed: int) -> None:
    """Ask the worker for the first township that is still empty; done, it asks for the next. Waits once at most."""
    with scoped(SYSTEM):
        filled = set(Case.objects.order_by().values_list("township", flat=True).distinct())
    if empty := [code for code in townships() if code not in filled]:
        with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
            jobs.defer(JOB, lock=JOB, code=empty[0], families=families, seed=seed)


@app.task(name=JOB, queue="default", priority=-10)
def load_later(code: str, families: int, seed: int) -> None:
    """The worker fills one township after another while the pages can already be used."""
    load_township(code, families, seed, lambda line: None)
    defer_townships(families, seed)
