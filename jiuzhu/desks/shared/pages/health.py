"""Is the process alive, and are all the parts it needs there?"""

import datetime as dt

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from jiuzhu.desks.shared.access import ANYONE, READ, page
from jiuzhu.ground import clock
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.outbox import oldest_waiting
from jiuzhu.ground.scope import scoped

HEARTBEAT_SECONDS = 60
OUTBOX_SECONDS = 600  # older than this is reported, yet the site can still be used


@page(desk="shared", duty=ANYONE, methods={"GET": READ}, transaction=False)
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives."""
    return JsonResponse({"alive": True})


@page(desk="shared", duty=ANYONE, methods={"GET": READ}, transaction=False)
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database and worker answer; otherwise 503 with the parts that are missing."""
    now = clock.real_now()
    try:
        beat, waiting = _heartbeat(), _oldest_waiting()
    except Error:
        return JsonResponse({"ready": False, "missing": ["database"]}, status=503)
    age = (now - beat).total_seconds() if beat else None
    missing = [] if age is not None and age <= HEARTBEAT_SECONDS else ["worker"]
    outbox = int((now - waiting).total_seconds()) if waiting else 0
    answer = {
        "ready": not missing,
        "missing": missing,
        "worker_heartbeat_seconds": None if age is None else int(age),
        "oldest_outbox_seconds": outbox,
        "outbox_late": outbox > OUTBOX_SECONDS,
    }
    return JsonResponse(answer, status=503 if missing else 200)


def _heartbeat() -> dt.datetime | None:
    """When a worker last said that it lives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        row = cursor.fetchone()
    return row[0] if row else None


def _oldest_waiting() -> dt.datetime | None:
    with scoped(SYSTEM):
        return oldest_waiting()
