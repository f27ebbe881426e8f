"""The one clock, read only at the edges: middleware, worker, commands.

In the demo and in tests the day can be set; the time of day stays the real one. A day that was set never goes back.
"""

import datetime as dt
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from jiuzhu.ground.models import DemoDay
from jiuzhu.ground.refusals import BadInput, NotYourDuty

SHANGHAI = ZoneInfo("Asia/Shanghai")


def real_now() -> dt.datetime:
    """The machine's moment, for sessions, locks and `recorded_at`; never for the law."""
    return dt.datetime.now(SHANGHAI)


def today() -> dt.date:
    """The office's day: the set day in the demo, otherwise the real one."""
    if settings.DEMO:
        with connection.cursor() as cursor:  # with every request, so in plain SQL
            cursor.execute("SELECT day FROM ground_demoday WHERE id = 1")
            if row := cursor.fetchone():
                return cast(dt.date, row[0])
    return real_now().date()


def now() -> dt.datetime:
    """The office's moment: its day with the real time of day."""
    moment = real_now()
    return dt.datetime.combine(today(), moment.timetz())


def set_day(day: dt.date) -> None:
    """Move the demo's day forward; refused outside the demo and backwards."""
    if not settings.DEMO:
        raise NotYourDuty("只有演示环境可以调整日期。")
    row = DemoDay.objects.select_for_update().filter(pk=1).first()
    if row is not None and day < row.day:
        raise BadInput("日期只能往后调。已经办过的事都记着当天的日期，往回调会前后矛盾。")
    DemoDay.objects.update_or_create(pk=1, defaults={"day": day})
