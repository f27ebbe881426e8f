"""The audit line: canonical form, a leaf that proves it, rows that nobody can change, acts that cannot skip it."""

import datetime as dt
import json

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.utils import InternalError

from jiuzhu.ground import audit
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.acts import NotAudited, act
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.scope import set_scope
from jiuzhu.persons.acts import register_person
from jiuzhu.persons.models import Person

ON = dt.date(2026, 11, 2)
pytestmark = pytest.mark.django_db


def written() -> AuditEntry:
    """The line of a registered person."""
    set_scope("*")
    register_person(actor=SYSTEM, on=ON, name="林秋娥", number="11010519491231002X")
    return AuditEntry.objects.get(act="register_person")


def test_personal_values_stand_as_digests_and_the_leaf_proves_the_entry() -> None:
    row = written()
    entry = json.loads(row.entry)
    assert "11010519491231002X" not in row.entry
    assert len(entry["personal"]["id_number"]) == 64
    assert json.loads(row.private.values)["id_number"] == "11010519491231002X"
    assert audit.proves(row)
    assert audit.canonical(entry) == row.entry.encode(), "the stored form is the canonical form"


def test_emptying_the_personal_values_breaks_no_proof() -> None:
    row = written()
    row.private.values = ""
    row.private.save()
    row.refresh_from_db()
    assert row.private.values == ""
    assert audit.proves(row)


@pytest.mark.parametrize("change", ["UPDATE ground_auditentry SET act = 'x'", "DELETE FROM ground_auditentry",
                                    "TRUNCATE ground_auditentry CASCADE"])  # fmt: skip
def test_the_application_has_no_right_to_change_a_line(change: str) -> None:
    written()
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_an_act_without_its_line_is_rolled_back() -> None:
    @act("forgetful")
    def forgetful(*, actor: object, on: dt.date) -> Person:
        return register_person(actor=SYSTEM, on=on, name="林秋娥", number="11010519491231002X")

    with pytest.raises(NotAudited):
        forgetful(actor=SYSTEM, on=ON)
    assert not Person.objects.exists()


@pytest.mark.django_db(databases=["default", "owner"])
def test_even_the_owner_meets_the_trigger() -> None:
    """The trigger refuses what a right would allow."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'ground_auditentry'::regclass AND NOT tgisinternal"
        )
        assert cursor.fetchall() == [("ground_auditentry_only_added",)]
    assert InternalError is not None
