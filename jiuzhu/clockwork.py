"""Every scheduled act in one table: what, when, why. `due(on)` answers; the worker drives it, each day once."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from jiuzhu.cases.acts import recount_deadlines as recount
from jiuzhu.cases.queries import still_provisional
from jiuzhu.entitlements.queries import IN_CASH, owed_in
from jiuzhu.ground import outbox
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import ClockworkRun
from jiuzhu.ground.scope import scoped
from jiuzhu.handoffs import owe
from jiuzhu.law.calendar import published_years
from jiuzhu.messages.acts import warn_of_deadlines as warn
from jiuzhu.messages.queries import nearing
from jiuzhu.offices.models import Township

log = logging.getLogger(__name__)
LOOK_BACK_DAYS = 62


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A scheduled act: its name, on which days, what it does, and the clause that asks for it."""

    name: str
    falls_on: Callable[[dt.date], bool]
    run: Callable[[dt.date], None]
    why: str


def owe_month(on: dt.date) -> None:
    """On the first, every running entitlement's month is owed."""
    for township in Township.objects.order_by("code"):
        for programme in sorted(IN_CASH):
            for row in owed_in(township.code, programme, on):
                owe(SYSTEM, on, row, on)


def warn_of_deadlines(on: dt.date) -> None:
    """Tasks whose last day is near → one message each."""
    for township in Township.objects.order_by("code"):
        if nearing(township.code, on):
            warn(actor=SYSTEM, on=on, township=township.code)


def recount_deadlines(on: dt.date) -> None:
    """A calendar year came with an update → days that call themselves provisional for it are counted again."""
    for case_id in still_provisional(year for year in published_years() if year >= on.year):
        recount(actor=SYSTEM, on=on, case_id=case_id)


def wake_outbox(on: dt.date) -> None:
    """Messages still waiting are tried again, whatever became of their job."""
    outbox.wake()


TABLE = (
    Scheduled("owe_month", lambda day: day.day == 1, owe_month, "n8.2：每月10日前发放"),
    Scheduled("recount_deadlines", lambda day: True, recount_deadlines, "n1.3：放假安排公布后重新计算期限"),
    Scheduled("warn_of_deadlines", lambda day: True, warn_of_deadlines, "n1.3：快到期的提前提醒"),
    Scheduled("wake_outbox", lambda day: True, wake_outbox, "n1.3：核对结果每天追问"),
)


def due(on: dt.date) -> Iterator[tuple[dt.date, Scheduled]]:
    """What falls on or before this day and has not been run, oldest first."""
    done = set(ClockworkRun.objects.filter(day__gt=on - dt.timedelta(days=LOOK_BACK_DAYS)).values_list("name", "day"))
    first = min((day for _, day in done), default=on.replace(day=1))
    for offset in range((on - first).days + 1):
        day = first + dt.timedelta(days=offset)
        for item in TABLE:
            if item.falls_on(day) and (item.name, day) not in done:
                yield day, item


def run_due(on: dt.date) -> int:
    """Run everything due, each item in its own transaction; a second driver at the same time finds it done."""
    count = 0
    for day, item in list(due(on)):
        try:
            with scoped(SYSTEM), transaction.atomic():
                ClockworkRun.objects.create(name=item.name, day=day)
                item.run(day)
            count += 1
        except IntegrityError:
            log.info("clockwork %s %s was done by another driver", item.name, day)
    return count
