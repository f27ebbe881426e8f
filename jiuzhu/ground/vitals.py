"""How the machinery is: the queue, the worker, messages to outside systems, the disk. Reads only; ages in seconds."""

import datetime as dt
import shutil
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min

from jiuzhu.ground import clock
from jiuzhu.ground.models import OutboxMessage

TRIED_OFTEN = 3  # a message that failed this often is a problem, not a delay


@dataclass(frozen=True, slots=True)
class Channel:
    """Messages of one channel that still wait: how many, how many of them failed often, the oldest's age."""

    channel: str
    waiting: int
    failing: int
    most_attempts: int
    oldest_seconds: int


@dataclass(frozen=True, slots=True)
class Vitals:
    """`at`: the machine's moment it was asked. `worker_seconds` None: no worker has ever been seen; `oldest_seconds`
    None: nothing waits that could run now."""

    at: dt.datetime
    worker_seconds: int | None
    queued: int
    planned: int
    failed: int
    oldest_seconds: int | None
    channels: tuple[Channel, ...]
    disk_free: int
    disk_total: int


def vitals() -> Vitals:
    """All of it at this moment, within the transaction's scope."""
    now = clock.real_now()
    queued, planned, failed, oldest, beat = _queue(now)
    folder = settings.FILES_ROOT
    disk = shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists()))
    return Vitals(
        at=now,
        worker_seconds=_age(now, beat),
        queued=queued,
        planned=planned,
        failed=failed,
        oldest_seconds=_age(now, oldest),
        channels=_channels(now),
        disk_free=disk.free,
        disk_total=disk.total,
    )


def _age(now: dt.datetime, moment: dt.datetime | None) -> int | None:
    return None if moment is None else max(int((now - moment).total_seconds()), 0)


def _queue(now: dt.datetime) -> tuple[int, int, int, dt.datetime | None, dt.datetime | None]:
    """Jobs that could run, jobs planned for later, failed ones, since when the oldest could run, the last heartbeat."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH job AS (
              SELECT j.status, greatest(j.scheduled_at, min(e.at)) AS ready
              FROM procrastinate_jobs j LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
              WHERE j.status IN ('todo', 'doing', 'failed') GROUP BY j.id)
            SELECT count(*) FILTER (WHERE status <> 'failed' AND (ready IS NULL OR ready <= %(now)s)),
                   count(*) FILTER (WHERE status <> 'failed' AND ready > %(now)s),
                   count(*) FILTER (WHERE status = 'failed'),
                   min(ready) FILTER (WHERE status <> 'failed' AND ready <= %(now)s),
                   (SELECT max(last_heartbeat) FROM procrastinate_workers)
            FROM job
            """,
            {"now": now},
        )
        row: tuple[int, int, int, dt.datetime | None, dt.datetime | None] = cursor.fetchone()
    return row


def _channels(now: dt.datetime) -> tuple[Channel, ...]:
    rows = (
        OutboxMessage.objects.filter(done=False)
        .values("channel")
        .annotate(waiting=Count("pk"), oldest=Min("made_at"), most=Max("attempts"))
        .order_by("channel")
    )
    often = dict(
        OutboxMessage.objects.filter(done=False, attempts__gte=TRIED_OFTEN)
        .values_list("channel")
        .annotate(Count("pk"))
        .order_by("channel")
    )
    return tuple(
        Channel(r["channel"], r["waiting"], often.get(r["channel"], 0), r["most"], _age(now, r["oldest"]) or 0)
        for r in rows
    )
