"""Loads the demo: the district, then its working days one after another up to the demo's day."""

import datetime as dt
from collections.abc import Callable

from django.db import connection, transaction

from jiuzhu.commands.demo_data.days import Office
from jiuzhu.commands.demo_data.people import People
from jiuzhu.commands.demo_data.staff import make_district
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.scope import set_scope
from jiuzhu.law.calendar import working_day
from jiuzhu.offices.models import Township


def load(first: dt.date, today: dt.date, families: int, seed: int, say: Callable[[str], None]) -> None:
    """One transaction: whole or not at all."""
    days = [d for n in range((today - first).days + 1) if working_day(d := first + dt.timedelta(days=n))]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        set_scope(SYSTEM.scope)
        set_day(first)
        posts = make_district(first, seed)
        say(f"  岗位 {posts} 个")
        office = Office(People(seed + 1), list(Township.objects.order_by("code").values_list("code", flat=True)))
        for number, day in enumerate(days, start=1):
            due_by_now = families * number // len(days)
            # The last day is left as the morning finds it: new cases, nothing done yet.
            office.day(day, due_by_now - office.families, lazy=6)
            if number % 10 == 0 or number == len(days):
                say(f"  {day.month}月{day.day}日：{office.families} 户")
        set_day(today)
