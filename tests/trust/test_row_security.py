"""A township's rows, with every filter of the application switched off: the database alone keeps them."""

import json
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from jiuzhu.cases import queries
from jiuzhu.cases.models import Case
from jiuzhu.cases.soon import Soon, soon
from jiuzhu.ground.actor import DISTRICT, NOWHERE
from jiuzhu.ground.duties import YES
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.models import Appointment
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, DAY, holder
from tests.trust.addresses import addresses
from tests.trust.inspect_row_security import find_breaches, guarded_tables
from tests.trust.matter import FOREIGN, Matter

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
REFUSED = "row-level security|permission denied"
# A rule that looks at the case's other rows speaks first: seen from elsewhere, they are not there.
BEFORE = f"{REFUSED}|signed_without|no_open_case|no_entitlement|says_its_decision|as_open_as|begins_open"
BEFORE += "|without_its_finding|of_a_registered_household"


def own_rows() -> dict[str, int]:
    """Rows of 北岙街道 by table, as far as the present scope lets them be seen."""
    with connection.cursor() as cursor:
        found = {}
        for table in guarded_tables(cursor):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE township = %s", [BEIAO])
            found[table] = cursor.fetchone()[0]
    return found


def test_every_table_of_a_township_is_guarded() -> None:
    with connection.cursor() as cursor:
        assert find_breaches(cursor) == []
        assert len(guarded_tables(cursor)) >= 28


@pytest.mark.parametrize(
    ("ddl", "says"),
    [
        ("CREATE TABLE note (township varchar(9))", "note: names a township but is not guarded"),
        ("CREATE TABLE note (case_id bigint REFERENCES cases_case)", "note: belongs to cases_case but has no township"),
        ("DROP POLICY cases_task_scope ON cases_task", "cases_task: names a township but is not guarded"),
        ("CREATE POLICY wide ON cases_case USING (true)", "cases_case: names a township but is not guarded"),
    ],
)
def test_an_unguarded_table_is_named(database_server: Any, ddl: str, says: str) -> None:
    name = connection.settings_dict["NAME"]
    with psycopg.connect(database_server.conninfo(name)) as owner:
        owner.execute(ddl)
        breaches = find_breaches(owner.cursor())
        owner.rollback()
    assert len(breaches) == 1
    assert breaches[0].startswith(says)


def test_the_application_can_go_round_no_guard() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute(
            "SELECT count(*) FROM pg_class t JOIN pg_roles r ON r.oid = t.relowner"
            " WHERE t.relkind = 'r' AND (r.rolname = current_user OR pg_has_role(current_user, r.oid, 'MEMBER'))"
        )
        assert cursor.fetchone() == (0,), "the application role owns no table: an owner is past row security"


@pytest.mark.parametrize("scope", [FOREIGN, NOWHERE, "' OR true --", "330305001 "])
def test_a_foreign_township_sees_no_row_of_any_table(there: Matter, scope: str) -> None:
    there_are = own_rows()
    assert sum(rows > 0 for rows in there_are.values()) >= 28, "an empty table would prove nothing"
    set_scope(scope)
    assert own_rows() == dict.fromkeys(there_are, 0)
    assert not Case.objects.all().exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM cases_case), (SELECT count(*) FROM payments_order)")
        assert cursor.fetchone() == (0, 0)


def test_lists_and_searches_find_nothing_elsewhere(there: Matter) -> None:
    applicant = there.case.applicant
    asked = (there.case.number, applicant.name, applicant.pinyin.replace(" ", ""))
    assert all(queries.search_cases(text) for text in asked)
    set_scope(FOREIGN)
    assert [queries.search_cases(text) for text in asked] == [[], [], []]
    assert queries.case_list(BEIAO) == ([], "")
    assert queries.worklist(holder("handler")).rows == []
    assert soon(BEIAO, DAY, DAY.replace(year=2027)) == Soon([], [], [], 0)
    assert queries.history(there.case) == []


def test_no_row_can_be_written_into_another_township(there: Matter) -> None:
    with connection.cursor() as cursor:
        copies = {}
        for table in guarded_tables(cursor):
            cursor.execute(f"SELECT to_jsonb(t) FROM {table} t WHERE township = %s ORDER BY ctid DESC LIMIT 1", [BEIAO])
            if row := cursor.fetchone():
                copies[table] = json.loads(row[0])
    assert len(copies) >= 28
    copies["cases_case"] |= {"state": "open", "ended_on": None}  # a case begins open: this rule would speak first
    before = own_rows()
    set_scope(FOREIGN)
    for table, row in copies.items():
        row["id"] += 1_000_000
        text = json.dumps(row)
        with pytest.raises(DatabaseError, match=BEFORE), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)", [text])
    set_scope(DISTRICT)
    assert own_rows() == before


def test_no_row_can_be_changed_or_given_away(there: Matter) -> None:
    set_scope(FOREIGN)
    assert Case.objects.update(village="x") == 0
    set_scope(BEIAO)
    with pytest.raises(ProgrammingError, match=REFUSED), transaction.atomic():
        Case.objects.filter(pk=there.case.pk).update(township=FOREIGN)
    there.case.refresh_from_db()
    assert (there.case.township, there.case.village[:9]) == (BEIAO, BEIAO)


def posts_of(township: str) -> list[Visitor]:
    """Everybody who works in a township, signed in."""
    rows = Appointment.objects.filter(office__township=township).values_list("post", flat=True).distinct()
    return [visitor(post, township) for post in sorted(rows)]


@pytest.mark.parametrize("filters", ["on", "off"])
def test_a_foreign_case_or_run_answers_404_to_everybody_on_every_address(
    there: Matter, filters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The check centre's desk is no township's own: it answers 403 to all others, whatever the key (access.yaml).
    keyed = [a for a in addresses() if a.keys and a.page.duty not in ("anyone", "registry.may_work_requests")]
    assert len(keyed) >= 16
    strangers = posts_of(FOREIGN)
    own = visitor("handler")
    if filters == "off":
        # Switched off by hand: with these gone only row security is left.
        monkeypatch.setattr("jiuzhu.cases.duties.may_see", lambda actor, township: YES)
        monkeypatch.setattr("jiuzhu.cases.duties.steps.may_see", lambda actor, township: YES)
        monkeypatch.setattr("jiuzhu.payments.duties.may_see", lambda actor, township: YES)
    answers = []
    for address in keyed:
        place = address.filled(there.keys(payout=address.of_payout))
        if "GET" in address.page.methods:
            assert own.get(place).status_code in (200, 302), f"{place} is a page of one's own township"
        for stranger in strangers:
            for method in address.page.methods:
                status = stranger.generic(method, place, "form_key=k", "application/x-www-form-urlencoded").status_code
                answers.append((place, method, stranger.actor.post, status))  # type: ignore[union-attr]
    # An application that waits for papers is the handlers' own list: other posts are told so before any key is read.
    told = {a for a in answers if a[0].startswith("/intake/waiting/") and a[2] != "handler" and a[3] == 403}
    assert [a for a in answers if a[3] != 404 and a not in told] == []
    assert len(answers) >= 16 * len(strangers)


def test_a_foreign_case_and_one_that_never_was_answer_alike(there: Matter) -> None:
    stranger = visitor("handler", FOREIGN)
    real, made_up = (stranger.get(f"/cases/{n}/") for n in (there.case.number, "BA-DB-2026-9999"))
    number = "X-Request-Id"
    assert real.status_code == made_up.status_code == 404
    assert real.content.replace(real[number].encode(), b"") == made_up.content.replace(made_up[number].encode(), b"")
