"""How often something may be done from one place: counted in the database, so that every process counts the same."""

import datetime as dt

from django.db import connection

from jiuzhu.ground import crypto
from jiuzhu.ground.models import QuotaUse
from jiuzhu.ground.refusals import Refusal


class TooOften(Refusal):
    """The quota of this place is used up for now."""

    status = 429


def take(*, purpose: str, key: str, most: int, seconds: int, at: dt.datetime, sentence: str) -> None:
    """Count one use of `key`, or refuse with `sentence` when there were `most` of them within `seconds`.

    Must run inside the transaction of what it counts: an act that fails uses nothing up. The key is kept as a keyed
    hash, and no longer than it counts.
    """
    hashed = crypto.keyed_hash(f"{purpose}:{key}")
    with connection.cursor() as cursor:  # one after the other, so that nobody counts past the limit
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2))", [f"{purpose}:{hashed}"])
    QuotaUse.objects.filter(purpose=purpose, used_at__lte=at - dt.timedelta(seconds=seconds)).delete()
    if QuotaUse.objects.filter(purpose=purpose, key=hashed).count() >= most:
        raise TooOften(sentence)
    QuotaUse.objects.create(purpose=purpose, key=hashed, used_at=at)
