"""Running numbers without gaps or twins: `BA-DB-2026-0417`, township, kind, year, number."""

import datetime as dt

from django.db import connection, models

from jiuzhu.cases import queries

OBJECTION = "YJ"  # 异议: what somebody quotes who objected
ENQUIRY = "SQ"  # 申请登记: an application that is not, or not yet, a case


def next_number(model: type[models.Model], township: str, kind: str, on: dt.date) -> str:
    """The next number of this township, kind and year in a model's `number`; locked until the transaction ends."""
    prefix = f"{queries.township_short(township)}-{kind}-{on.year}-"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [prefix])
    rows = model._default_manager.filter(number__begins=prefix).order_by("-number")
    last = rows.values_list("number", flat=True).first()
    return f"{prefix}{int(last.rsplit('-', 1)[1]) + 1 if last else 1:04d}"
