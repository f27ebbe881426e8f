"""更正 through the pages: proposed from the paper, typed again by another, kept with the old and found under both."""

import datetime as dt

import pytest

from jiuzhu.cases.models import Case
from jiuzhu.cases.queries import search_cases
from jiuzhu.commands.demo_data.people import People
from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.scope import set_scope
from jiuzhu.persons.models import IdentityCorrection, Person
from tests.desks.casework.cases import received
from tests.desks.visitors import Visitor, visitor
from tests.district import DAY, build, family, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
RIGHT = People(4343, area=43).person(sex="female", born_on=dt.date(1964, 3, 4))
PAPER = {"paper": "户口簿", "reason": "登记时看错一位"}


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled."""
    build()


def send(who: Visitor, case: Case, tail: str, status: int, **form: object) -> str:
    """A form of the page."""
    place = f"/cases/{case.number}/identity/"
    key = who.form_key(place)
    answer = who.post(f"{place}{tail}", {"form_key": key, "password": PASSWORD} | form)
    set_scope(DISTRICT)
    text = answer.content.decode()
    assert answer.status_code == status, text
    return text


def proposed(case: Case, **changes: str) -> IdentityCorrection:
    """By the first handler: another name and number for the applicant."""
    form = {"person": case.applicant_id, "name": "林海潮", "number": RIGHT.number} | PAPER | changes
    send(visitor("handler"), case, "", 302, **form)
    return IdentityCorrection.objects.get(state="waiting")


def test_a_name_and_number_are_put_right_by_two_people_and_found_under_both() -> None:
    case = received(1)
    before = Person.objects.get(pk=case.applicant_id)
    row = proposed(case)
    before.refresh_from_db()
    assert before.name == family(1).members[0].name, "nothing has changed yet"
    second = visitor("handler", nth=1)
    page = second.text(f"/cases/{case.number}/identity/")
    assert "等另一个人确认" in page and RIGHT.number not in page and "户口簿" in page
    send(second, case, "confirm/", 302, correction=row.pk, name="林海潮", number=RIGHT.number.lower())
    after = Person.objects.get(pk=case.applicant_id)
    assert (after.name, after.id_number, after.born_on) == ("林海潮", RIGHT.number, dt.date(1964, 3, 4))
    for text in ("林海潮", before.name, RIGHT.number, before.id_number, "linhaichao", before.pinyin.replace(" ", "")):
        assert [c.pk for c in search_cases(text)] == [case.pk], text
    page = second.text(f"/cases/{case.number}/identity/")
    assert before.name in page and "更正过的" in page and RIGHT.number not in page
    entry = AuditEntry.objects.get(act="confirm_identity")
    assert RIGHT.number not in entry.entry and "林海潮" not in entry.entry and entry.matter == str(case.token)


def test_the_proposer_does_not_confirm_and_a_wrong_word_is_not_taken() -> None:
    case = received(1)
    row = proposed(case)
    send(visitor("handler"), case, "confirm/", 403, correction=row.pk, name="林海潮", number=RIGHT.number)
    second = visitor("social_affairs_head")
    text = send(second, case, "confirm/", 400, correction=row.pk, name="林海朝", number=RIGHT.number)
    assert "与提出的姓名不一致" in text and 'href="#confirm-name"' in text
    other = family(2).members[0].number
    text = send(second, case, "confirm/", 400, correction=row.pk, name="林海潮", number=other)
    assert "与提出的号码不一致" in text
    assert Person.objects.get(pk=case.applicant_id).name != "林海潮"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "", "number": ""}, "没有更正什么"),
        ({"number": "99010119900101000"}, "应为 18 位"),
        ({"number": "OTHER"}, "已登记为另一个人"),
        ({"paper": " "}, "请写明依据的文书"),
        ({"reason": "错"}, "请写明为什么更正"),
        ({"person": ""}, "请从列表里选一项"),
        ({"person": "999999"}, "请从家庭成员里选"),
    ],
)
def test_what_cant_be_put_right_is_named(changes: dict[str, str], says: str) -> None:
    case = received(1)
    if changes.get("number") == "OTHER":
        changes = {"number": Person.objects.get(pk=holder("leader_in_charge").person_id).id_number}
    form = {"person": case.applicant_id, "name": "林海潮", "number": RIGHT.number} | PAPER | changes
    assert says in send(visitor("handler"), case, "", 400, **form)
    assert not IdentityCorrection.objects.exists()


def test_one_waits_at_a_time_and_can_be_taken_back() -> None:
    case = received(1)
    row = proposed(case, number="")
    form = {"person": case.applicant_id, "name": "林小潮", "number": ""} | PAPER
    assert "已有一项更正" in send(visitor("handler"), case, "", 409, **form)
    send(visitor("handler"), case, "withdraw/", 400, correction=row.pk, why="")
    send(visitor("handler"), case, "withdraw/", 302, correction=row.pk, why="看错了")
    row.refresh_from_db()
    assert (row.state, row.why, row.closed_on) == ("withdrawn", "看错了", DAY)
    send(visitor("handler"), case, "", 302, **form)
    assert search_cases("林小潮") == [], "what only waits is not found"


def test_a_correction_of_another_family_is_not_reached_from_this_case() -> None:
    row, other = proposed(received(1)), received(2)
    send(visitor("handler", nth=1), other, "confirm/", 404, correction=row.pk, name="林海潮", number=RIGHT.number)
    row.refresh_from_db()
    assert row.state == "waiting"
