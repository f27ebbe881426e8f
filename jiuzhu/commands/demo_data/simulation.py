"""Working days of the whole district one after another, each township's day in one transaction and marked in it."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Count, Q, Sum

from jiuzhu.cases.models import Case, Task
from jiuzhu.clockwork import run_due
from jiuzhu.commands.demo_data.days import Office
from jiuzhu.commands.demo_data.people import People
from jiuzhu.commands.errors import CommandError
from jiuzhu.desks.shared.demo import JOB
from jiuzhu.ground import clock, jobs, outbox
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.crypto import keyed_hash
from jiuzhu.ground.models import ClockworkRun, DemoDay, OutboxMessage
from jiuzhu.ground.refusals import Refusal
from jiuzhu.ground.scope import scoped
from jiuzhu.law.calendar import add_working_days
from jiuzhu.offices.acts import move_day
from jiuzhu.offices.models import Township
from jiuzhu.payments.models import Order
from jiuzhu.persons.models import Person
from jiuzhu.supervision.checks import CHECKS

AREA = 30  # invented numbers of a township's simulated people begin 990130, 990131, …
STATES = ("open", "granted", "refused", "withdrawn", "terminated")
LINE = {"families": "受理", "steps": "办理", "delivered": "外发", "skipped": "未办"}
LOCK = "hashtextextended('jiuzhu simulate', 5)"


class Newcomers(People):
    """Invents people who are new to this database: numbers of an earlier day are passed over."""

    def _number(self, sex: str, born_on: dt.date) -> str:
        while True:
            number = super()._number(sex, born_on)
            if not Person.objects.filter(id_hash=keyed_hash(number)).exists():
                return number


@contextmanager
def only_one() -> Iterator[None]:
    """Two simulations of one database at a time would follow nobody's seed."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({LOCK})")
        if not cursor.fetchone()[0]:
            raise CommandError("另一个模拟正在这个数据库上运行。等它结束，或先按 Ctrl-C 停掉它。")
        try:
            yield
        finally:
            cursor.execute(f"SELECT pg_advisory_unlock({LOCK})")


def mark(code: str) -> str:
    """The name under which a township's simulated day is kept, beside the scheduled work that was run."""
    return f"simulate:{code}"


class Simulation:
    """Moves the day and lets every township work through it; `say` gets a line a day."""

    def __init__(self, seed: int, applications: int, say: Callable[[str], None]) -> None:
        self.seed, self.applications, self.say = seed, applications, say
        self.townships = list(Township.objects.order_by("code").values_list("code", flat=True))

    def check_ready(self) -> None:
        """There is a district, and nothing is loading into it."""
        if not self.townships or not DemoDay.objects.exists():
            raise CommandError("这个数据库里还没有演示区。请先运行 ./jz up 或 jiuzhu demo。")
        if jobs.unfinished(JOB):
            raise CommandError("演示数据还在后台装入。请过一两分钟再运行。")

    def finish_day(self) -> None:
        """What is left of a day that was broken off, if one was."""
        today = clock.today()
        marked = ClockworkRun.objects.filter(name__startswith=mark(""), day=today)
        begun = set(marked.values_list("name", flat=True))
        if begun and (left := [code for code in self.townships if mark(code) not in begun]):
            self.work(today, left)

    def next_day(self) -> None:
        """The next working day: the day is moved by its act, scheduled work runs as the worker would run it."""
        today = clock.today()
        day = add_working_days(today, 1)
        with scoped(SYSTEM):
            move_day(actor=SYSTEM, on=today, to=day)
        run_due(day)
        self.work(day, self.townships)

    def work(self, day: dt.date, townships: list[str]) -> None:
        """A day of these townships, and the mail of the day."""
        shares, seen = self.shares(day), Counter[str]()
        for code in townships:
            try:
                seen.update(self.township_day(code, day, shares[code]))
            except Refusal as refusal:  # somebody at a page was faster: nothing of this township's day is kept
                self.say(f"  {day} {code}：{refusal.sentence}")
                seen["skipped"] += 1
        seen["delivered"] = self.deliver(day)
        self.say(f"  {day}：" + "，".join(f"{word} {seen[key]}" for key, word in LINE.items()))

    def shares(self, day: dt.date) -> Counter[str]:
        """How many families come to each window on this day."""
        chance = self.chance(day)
        return Counter(chance.choice(self.townships) for _ in range(self.applications))

    def chance(self, day: dt.date, code: str = "") -> random.Random:
        """The same for the same seed, day and township, wherever a run was broken off."""
        return random.Random(f"{self.seed}/{day}/{code}")

    def township_day(self, code: str, day: dt.date, families: int) -> dict[str, int]:
        """New applications, the open steps, the month's run; marked done in the same transaction."""
        with transaction.atomic(), scoped(SYSTEM):
            ClockworkRun.objects.create(name=mark(code), day=day)
            seed, area = self.chance(day, code).randrange(1 << 30), AREA + self.townships.index(code)
            office = Office(Newcomers(seed, area=area), [code])
            office.families = Case.objects.filter(township=code).count()
            office.owed[code] = {day.replace(day=1)}  # the clockwork owes the month, not the office
            done = office.day(day, families)
        return {"families": families, "steps": done}

    def deliver(self, day: dt.date) -> int:
        """Carry out what waits, once each; a taker is safe to repeat, so a worker may run beside."""
        with scoped(SYSTEM):
            waiting = list(OutboxMessage.objects.filter(done=False).order_by("pk").values_list("pk", flat=True))
        return sum(outbox.deliver(message, day) is None for message in waiting)


def counts() -> dict[str, object]:
    """The district as it stands: cases by state, late ones, payments by state in fen, and what verify finds."""
    today = clock.today()
    with scoped(SYSTEM):
        cases = Case.objects.order_by("state").values_list("state").annotate(n=Count("pk"))
        orders = Order.objects.order_by("state").values_list("state").annotate(n=Count("pk"), fen=Sum("amount_fen"))
        late = Q(extended_to__isnull=True, due_on__lt=today) | Q(extended_to__lt=today)
        return {
            "day": today.isoformat(),
            "cases": dict.fromkeys(STATES, 0) | dict(cases),
            "late_cases": Case.objects.filter(late, state="open").count(),
            "late_steps": Task.objects.filter(closed_on__isnull=True, due_on__lt=today).count(),
            "orders": {state: {"count": n, "fen": int(fen)} for state, n, fen in orders},
            "verify": {c.key: found for c in CHECKS if (found := list(c.breaches()))},
        }
