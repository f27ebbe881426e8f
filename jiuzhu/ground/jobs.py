"""Work after the act: stored with it in the same transaction (procrastinate), done by the worker."""

import contextlib
import datetime as dt
from typing import Any

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager

from jiuzhu.ground import clock, outbox

QUEUE = "default"
LONGEST_WAIT_SECONDS = 30
# In the worker the app has a connection of its own: a job stored there would be seen, and done, before its act commits.
WITH_THE_ACT = JobManager(DjangoConnector())


@app.task(name="deliver", queue=QUEUE, retry=RetryStrategy(max_attempts=1000, wait=2, linear_wait=2))
def _deliver(message_id: int) -> None:
    attempts = outbox.deliver(message_id, clock.today())
    if attempts is not None:
        deliver_later(message_id, wait_seconds=min(1 + attempts, LONGEST_WAIT_SECONDS))


@app.periodic(cron="*/1 * * * *")
@app.task(name="tick", queue=QUEUE, queueing_lock="tick")
def _tick(timestamp: int) -> None:
    run_clockwork(clock.today())


@app.task(name="catch_up", queue=QUEUE, queueing_lock="catch_up")
def _catch_up() -> None:
    run_clockwork(clock.today())


def run_clockwork(day: dt.date) -> None:
    """Run what the clockwork's table says is due up to this day."""
    from django.utils.module_loading import import_string

    import_string("jiuzhu.clockwork.run_due")(day)


def deliver_later(message_id: int, *, wait_seconds: int = 0) -> None:
    """Ask for a delivery; a message has at most one waiting job, so asking again is harmless."""
    lock = f"deliver:{message_id}"
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        defer("deliver", wait_seconds=wait_seconds, lock=lock, message_id=message_id)


def catch_up() -> None:
    """Ask the worker to run what is due by now; a catch-up that already waits will do it."""
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        defer("catch_up")


def defer(task: str, *, wait_seconds: int = 0, lock: str = "", **arguments: Any) -> None:
    """Store a job with the running transaction; with `lock`, only one such job waits at a time."""
    options: dict[str, Any] = {"schedule_in": {"seconds": wait_seconds}} if wait_seconds else {}
    if lock:
        options["queueing_lock"] = lock
    deferrer = app.configure_task(task, **options)
    deferrer.job_manager = WITH_THE_ACT
    deferrer.defer(**arguments)


def unfinished(task: str) -> int:
    """How many jobs of this name wait or run."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND status IN ('todo', 'doing')", [task]
        )
        return int(cursor.fetchone()[0])
