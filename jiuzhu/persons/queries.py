"""Questions about persons."""

from collections.abc import Iterable, Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, Case, Func, QuerySet, When

from jiuzhu.ground import crypto
from jiuzhu.persons.models import IdentityCorrection, Person, SamePerson

KNOWN_BEFORE = 50
JOINED_SHOWN = 20

# Each is answered by an index of its own (migration 0002) whatever part of a name is asked for; LIKE then decides.
BY_NAME = "string_to_array(name, NULL) @> string_to_array(%s, NULL) AND name LIKE %s"
BY_READING = (
    "to_tsvector('simple', search_key) @@ to_tsquery('simple', %s) AND (search_key LIKE %s OR search_key LIKE %s)"
)


def by_number(number: str) -> Person | None:
    """The person with exactly this number."""
    return Person.objects.filter(id_hash=crypto.keyed_hash(number.strip().upper())).first()


def named(part: str, at_most: int) -> list[int]:
    """Persons whose name holds these characters, in no order."""
    return _found(BY_NAME, (part, f"%{_plain(part)}%"), at_most)


def read_as(key: str, at_most: int) -> list[int]:
    """Persons with a reading or initials that begin with these letters (a–z), in no order."""
    return _found(BY_READING, (f"{key}:*", f"{key}%", f"% {key}%"), at_most)


def _plain(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _found(condition: str, given: Sequence[str], at_most: int) -> list[int]:
    """Never row by row: how many persons fit can't be guessed, and reading all of them is the one slow way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true)")
        cursor.execute(f"SELECT id FROM persons_person WHERE {condition} LIMIT %s", [*given, at_most])
        found = [pk for (pk,) in cursor.fetchall()]
        cursor.execute("SELECT set_config('enable_seqscan', 'on', true)")
    return found


def known_before(text: str) -> list[int]:
    """Persons in scope who once stood under this very number, or whose old name holds this text."""
    joined = text.replace(" ", "")
    number = len(joined) == 18 and joined[:17].isdigit()
    old = {"old_hash": crypto.keyed_hash(joined.upper())} if number else {"old_name__contains": joined}
    rows = IdentityCorrection.objects.filter(state="confirmed", **old)
    return list(rows.order_by("person_id").values_list("person_id", flat=True).distinct()[:KNOWN_BEFORE])


def corrections(person_ids: list[int]) -> list[IdentityCorrection]:
    """Corrections of these people in scope, the latest first."""
    rows = IdentityCorrection.objects.filter(person_id__in=person_ids)
    return list(rows.select_related("person", "proposed_by", "closed_by").order_by("-pk"))


def records(of: str) -> Func:
    """For annotating rows: every record of the natural person whose record the column `of` names, itself included."""
    return Func(of, function="persons_records", output_field=ArrayField(BigIntegerField()))


def every_record(of: str) -> Func:
    """For annotating rows: every record of the natural persons whose records the array column `of` names."""
    return Func(of, function="persons_every_record", output_field=ArrayField(BigIntegerField()))


def records_of_all(person_ids: Iterable[int]) -> set[int]:
    """Every record of these natural persons, themselves included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT persons_every_record(%s)", [list(person_ids)])
        return set(cursor.fetchone()[0])


def whose(person_ids: Iterable[int], found: Iterable[Sequence[int] | None]) -> set[int]:
    """Which of these are meant, where each row found tells every record of its person."""
    every = {record for records in found for record in records or ()}
    return {person for person in person_ids if person in every}


def records_of(person_id: int | None) -> list[int]:
    """Every record of this natural person, itself included; mostly one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT persons_records(%s)", [person_id])
        return list(cursor.fetchone()[0] or [])


def joined_records() -> QuerySet[Person, dict[str, int]]:
    """The record of every person who has more than one, `record`: for asking whose rows may have to be looked at."""
    both = Func("pk", "joined_to_id", template="unnest(ARRAY[%(expressions)s])", output_field=BigIntegerField())
    return Person.objects.filter(joined_to__isnull=False).annotate(record=both).values("record")


def joined() -> list[SamePerson]:
    """Records to be joined: those that wait, then the latest."""
    first = Case(When(state="waiting", then=0), default=1)
    rows = SamePerson.objects.select_related("person", "kept", "proposed_by", "closed_by")
    return list(rows.order_by(first, "-pk")[:JOINED_SHOWN])
