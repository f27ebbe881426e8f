"""Questions about entitlements."""

import datetime as dt
import uuid

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from jiuzhu.entitlements.models import EntitledPerson, Entitlement
from jiuzhu.persons.queries import records, whose

IN_CASH = {"dibao", "tekun"}  # 低边 is a status without money of its own
CONCENTRATED = "concentrated"


def of_matter(matter: uuid.UUID) -> Entitlement | None:
    """The entitlement a case led to."""
    return Entitlement.objects.filter(matter=matter).first()


def running_in(township: str, programme: str, month: dt.date) -> QuerySet[Entitlement]:
    """Entitlements of a township that cover the first of this month."""
    return Entitlement.objects.filter(township=township, programme=programme, span__contains=month).order_by("pk")


def covered(person_ids: list[int], family: str, on: dt.date) -> list[int]:
    """Which of these persons have an entitlement of the family that runs on this day or begins later."""
    found = whose(person_ids, _running(person_ids, family, on).values_list("records", flat=True))
    return [person for person in person_ids if person in found]


def owed_in(township: str, programme: str, month: dt.date) -> QuerySet[Entitlement]:
    """Those of them whose month the township pays into an account: not who is supported in an institution (n7.2)."""
    return running_in(township, programme, month).exclude(support_form=CONCENTRATED)


def owed_here(row: Entitlement) -> bool:
    """Whether the township pays this one month by month."""
    return row.programme in IN_CASH and row.support_form != CONCENTRATED


def covered_apart(person_ids: list[int], family: str, on: dt.date, *, also_dibian: bool = False) -> list[int]:
    """Those of them whose entitlement is their own (特困, 单人户), or with `also_dibian` that of a 低边 household."""
    rows = _running(person_ids, family, on).select_related("entitlement")
    own = [r.records for r in rows if r.entitlement.personal or (also_dibian and r.entitlement.programme == "dibian")]
    found = whose(person_ids, own)
    return [person for person in person_ids if person in found]


def in_tekun(person_ids: list[int], on: dt.date) -> set[int]:
    """Which of these persons are supported as 特困 on this day."""
    rows = _of(person_ids).filter(entitlement__programme="tekun", span__contains=on)
    return whose(person_ids, rows.values_list("records", flat=True))


def _running(person_ids: list[int], family: str, on: dt.date) -> QuerySet[EntitledPerson]:
    return _of(person_ids).filter(family=family, span__overlap=DateRange(on, None))


def _of(person_ids: list[int]) -> QuerySet[EntitledPerson]:
    """Rows of these natural persons, whichever record they stand under; `records`: all of them."""
    where = '"entitlements_entitledperson"."person_id" = ANY (persons_every_record(%s))'
    return EntitledPerson.objects.annotate(records=records("person_id")).extra(where=[where], params=[person_ids])
