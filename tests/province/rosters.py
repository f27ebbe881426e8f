"""Rosters of the provincial system as its export writes them, from what families here have, changed as a test wants."""

from collections.abc import Mapping
from typing import Any

from jiuzhu.cases.models import Case
from jiuzhu.entitlements.models import EntitledPerson
from jiuzhu.gateways.province_system import fake
from jiuzhu.persons.models import Person
from jiuzhu.plain.money import format_plain
from jiuzhu.province.acts import import_roster
from jiuzhu.province.models import RosterImport
from tests.district import BEIAO, holder
from tests.payments.township import NOVEMBER


def numbered(seed: int) -> str:
    """A provincial case number."""
    return f"ZJ33-2026-{seed:06d}"


def cells(person: Person, amount: str, *, number: str = numbered(1), **changes: str) -> list[str]:
    """A row of the export; `changes`: name, number_of_person, township, month, programme."""
    return [
        number,
        changes.get("programme", "低保"),
        changes.get("township", BEIAO),
        changes.get("month", "2026-11"),
        changes.get("name", person.name),
        changes.get("number_of_person", person.id_number),
        amount,
    ]


def covered(case: Case) -> list[EntitledPerson]:
    """Who is covered by the entitlement of a case."""
    rows = EntitledPerson.objects.filter(entitlement__matter=case.token)
    return list(rows.select_related("person", "entitlement").order_by("pk"))


def as_here(*cases: Case, **changes: Any) -> list[list[str]]:
    """Rows that agree with our entitlements."""
    return [
        cells(row.person, format_plain(row.entitlement.amount_fen or 0), number=numbered(case.pk), **changes)
        for case in cases
        for row in covered(case)
    ]


def imported(rows: list[list[str]], *, day: int = 3, township: str = BEIAO, post: str = "handler") -> RosterImport:
    """Loaded on a day of November."""
    actor = holder(post, township)
    return import_roster(actor=actor, on=NOVEMBER.replace(day=day), data=fake.as_csv(rows))


def with_amounts(rows: list[list[str]], changed: Mapping[int, str]) -> list[list[str]]:
    """The same rows with other amounts at some places."""
    return [[*row[:6], changed.get(place, row[6])] for place, row in enumerate(rows)]
