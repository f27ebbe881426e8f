"""A family with marked values goes through every page; then everything that is kept is searched for them."""

import io
import logging
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns
from jiuzhu.cases import acts
from jiuzhu.cases.models import Case
from jiuzhu.commands.demo_data.people import People
from jiuzhu.desks.shared.access import ANYONE, READ, page
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.logs import JsonFormatter
from jiuzhu.ground.models import AccessLogEntry, AuditEntry
from jiuzhu.registry.models import MeansCheck
from tests.desks.casework import cases
from tests.desks.intake.applications import typed
from tests.desks.visitors import PASSWORD, Visitor, visitor
from tests.district import DAY, build, family, holder
from tests.payments.township import at_the_bank, prepared, released
from tests.trust.addresses import addresses

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
NAME = "标记慕容翡"
NUMBER = People(4242, area=42).person(sex="female", born_on=DAY.replace(year=1961)).number
PHONE = "13955501234"
ACCOUNT = "6217000099887766554"
REASON = "标记理由查阅全号"
MARKS = {"name": NAME, "number": NUMBER, "phone": PHONE, "account": ACCOUNT, "reason": REASON}
# The name is needed in the clear to work with a family; the database keeps it there and nowhere else.
NAME_STANDS_IN = {
    "persons_person", "registry_household", "cases_publication", "cases_announcement", "payments_order",
}  # fmt: skip


@page(desk="shared", duty=ANYONE, methods={"GET": READ, "POST": READ})
def breaks(request: HttpRequest) -> HttpResponse:
    """A fault with personal values in its hands: in the message, in a local, in the form."""
    form, local = dict(request.POST), f"{NAME} {NUMBER}"
    raise ValueError(f"no {PHONE} of {local} in {form}")


class Addresses:
    """The real addresses and one that fails."""

    urlpatterns = [path("breaks/", breaks), *urlpatterns]
    handler400, handler403, handler404, handler500 = handler400, handler403, handler404, handler500


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Every log line of every logger at the lowest level, written as the house writes them."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root, level = logging.getLogger(), logging.getLogger().level
    quiet = logging.getLogger("django.db.backends").level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)  # off in every installation: DEBUG settings only
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)
    logging.getLogger("django.db.backends").setLevel(quiet)


class Watched(Visitor):
    """Keeps every address asked for or sent on to, and every error page."""

    addresses: list[str]
    errors: list[str]

    def request(self, **asked: Any) -> Any:
        answer = super().request(**asked)
        if not hasattr(self, "addresses"):
            self.addresses, self.errors = [], []
        self.addresses += [f"{asked.get('PATH_INFO')}?{asked.get('QUERY_STRING')}", answer.headers.get("Location", "")]
        if answer.status_code in (404, 405, 500):
            self.errors.append(answer.content.decode())
        return answer


def watched(post: str, nth: int = 0) -> Watched:
    """Somebody signed in whose steps are kept."""
    return Watched(raise_request_exception=False).sign_in(holder(post, nth=nth))  # type: ignore[return-value]


def through_the_house() -> tuple[Case, list[Watched]]:
    """From the window to the bank file by pages; wrong inputs, searches, an uncovered number, a fault on the way."""
    handler, head, leader = watched("handler"), watched("social_affairs_head"), watched("leader_in_charge")
    preparer, releaser = watched("finance_preparer"), watched("finance_releaser")
    form = typed(family(1)) | {"members-0-name": NAME, "members-0-number": NUMBER, "phone": PHONE, "account": ACCOUNT}
    assert handler.post("/intake/new/", form | {"village": "nowhere"}).status_code == 400
    assert handler.post("/intake/new/", form).status_code == 302
    case = Case.objects.get()
    assert handler.post("/intake/new/", form | {"form_key": "again"}).status_code == 409
    for text in (NAME, NUMBER, ACCOUNT, PHONE):
        assert handler.post("/search/", {"q": text}).status_code == 200
    first = case.household.members.all()[0].pk
    cases.send(handler, case, "unmask_number", 200, member=first, reason=REASON)
    cases.send(head, case, "confirm_check_authorisation")
    check = MeansCheck.objects.get()
    acts.record_check_report(
        actor=SYSTEM, on=DAY, check_id=check.pk, report={"name": NAME, "number": NUMBER}, incomes=[], property_found={}
    )
    second = holder("handler", nth=1)
    visit = {"visited_on": DAY, "second": second.person_id, "notes": f"{NAME}在家", "family_signed": "on"}
    cases.send(handler, case, "record_home_visit", **visit)
    cases.send(watched("handler", 1), case, "countersign_home_visit")
    cases.send(handler, case, "submit_finding", recommends="yes", conclusion=f"{NAME}户符合条件")
    cases.send(leader, case, "decide_case", 403, outcome="approve", text="同意", password=PASSWORD)
    cases.send(head, case, "give_opinion", outcome="confirm", text=f"{NAME}户情况属实")
    cases.send(handler, case, "start_publication")
    set_day(DAY.replace(day=17))
    cases.send(handler, case, "close_publication", outcome="clear")
    cases.send(leader, case, "decide_case", 400, outcome="approve", text="同意", password=NUMBER)
    cases.send(leader, case, "decide_case", outcome="approve", text="同意", password=PASSWORD)
    cases.send(handler, case, "announce_decision")
    run = prepared(month=DAY.replace(month=12, day=1), day=3)
    at_the_bank(released(run))
    people = [handler, head, leader, preparer, releaser]
    for who in people:
        for address in addresses():
            number = run.number if address.of_payout else case.number
            # Keys of rows that this family does not have lead nowhere; the page that says so leaves no mark either.
            given = {"number": number, "key": "p0-0", "township": case.township, "form": "confirmation"}
            who.get(address.filled(defaultdict(lambda: "1", given)))
        who.get(f"/cases/{case.number}x/")
        who.get("/breaks/")
        who.post("/breaks/", {"name": NAME, "number": NUMBER})
        who.post("/signin/", {"username": NUMBER, "password": PHONE})
    return case, people


def found_in(text: str) -> list[str]:
    """Which marks stand in a text, spaces apart."""
    joined = text.replace(" ", "")
    return [what for what, mark in MARKS.items() if mark in joined]


def tables_with(mark: str) -> set[str]:
    """Tables of which some row, read as text, holds the mark in the clear."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        names, found = [row[0] for row in cursor.fetchall()], set()
        for name in names:
            cursor.execute(
                f"SELECT EXISTS (SELECT 1 FROM \"{name}\" t WHERE strpos(replace(t::text, ' ', ''), %s) > 0)", [mark]
            )
            if cursor.fetchone()[0]:
                found.add(name)
        return found


@override_settings(ROOT_URLCONF=Addresses)
def test_a_marked_family_leaves_no_mark_where_none_belongs(log: io.StringIO) -> None:
    build()
    case, people = through_the_house()
    assert case.applicant.name == NAME and visitor("handler").text(f"/cases/{case.number}/").count(NAME) > 0

    lines = log.getvalue()
    assert lines.count("\n") > 20 and "ValueError" in lines, "the log was really listened to"
    assert found_in(lines) == []
    for who in people:
        assert len(who.addresses) > 40 and len(who.errors) > 5
        assert [a for a in who.addresses if found_in(a)] == []
        assert [e for e in who.errors if found_in(e) or "Traceback" in e] == []

    looks = [str(row) for row in AccessLogEntry.objects.using("access_log").values()]
    assert len(looks) > 100
    assert [row for row in looks if found_in(row)] == []
    entries = list(AuditEntry.objects.values_list("entry", flat=True))
    assert len(entries) > 20
    assert [e for e in entries if found_in(e)] == []


@override_settings(ROOT_URLCONF=Addresses)
def test_at_rest_numbers_phones_and_accounts_stand_nowhere_in_the_clear() -> None:
    build()
    case, _ = through_the_house()
    household = case.household
    assert (household.phone, household.account, case.applicant.id_number) == (PHONE, ACCOUNT, NUMBER)
    hidden = ("number", "phone", "account", "reason")
    assert [(what, tables) for what in hidden if (tables := tables_with(MARKS[what]))] == []
    with_name = tables_with(NAME)
    assert "persons_person" in with_name, "the search itself finds what is there"
    free_words = {"registry_homevisit", "cases_finding", "cases_opinion"}  # what officials themselves wrote
    assert with_name - free_words <= NAME_STANDS_IN
