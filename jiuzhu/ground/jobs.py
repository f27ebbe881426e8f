"""Work after the act: stored with it in the same transaction (procrastinate), done by the worker."""

import datetime as dt
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from jiuzhu.ground import clock, outbox

QUEUE = "default"


@app.task(name="deliver", queue=QUEUE, retry=RetryStrategy(max_attempts=1000, wait=2, linear_wait=2))
def _deliver(message_id: int) -> None:
    if not outbox.deliver(message_id, clock.today()):
        defer("deliver", wait_seconds=2, message_id=message_id)


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


def defer(task: str, *, wait_seconds: int = 0, **arguments: Any) -> None:
    """Store a job with the running transaction."""
    schedule: dict[str, Any] = {"schedule_in": {"seconds": wait_seconds}} if wait_seconds else {}
    app.configure_task(task, **schedule).defer(**arguments)
