"""Questions about entitlements."""

import datetime as dt
import uuid

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from jiuzhu.entitlements.models import EntitledPerson, Entitlement


def of_matter(matter: uuid.UUID) -> Entitlement | None:
    """The entitlement a case led to."""
    return Entitlement.objects.filter(matter=matter).first()


def running_in(township: str, programme: str, month: dt.date) -> QuerySet[Entitlement]:
    """Entitlements of a township that cover the first of this month."""
    return Entitlement.objects.filter(township=township, programme=programme, span__contains=month).order_by("pk")


def covered(person_ids: list[int], family: str, on: dt.date) -> list[int]:
    """Which of these persons have an entitlement of the family that runs on this day or begins later."""
    return list(
        EntitledPerson.objects.filter(
            person_id__in=person_ids, family=family, span__overlap=DateRange(on, None)
        ).values_list("person_id", flat=True)
    )
