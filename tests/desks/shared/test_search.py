"""Looking a family up: by name, pinyin, number of the person or of the case; within one's own scope only."""

import pytest

from jiuzhu.cases.models import Case
from tests.desks.casework.cases import received
from tests.desks.visitors import Visitor, visitor
from tests.district import build

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
OTHER = "330305002"


@pytest.fixture
def case() -> Case:
    """One case in 北岙, and one of another township beside it."""
    build()
    received(2, OTHER, f"{OTHER}200")
    return received(1)


def results(client: Visitor, text: str) -> str:
    """The page of results."""
    answer = client.post("/search/", {"q": text})
    assert answer.status_code == 200 and answer.request["QUERY_STRING"] == ""
    return answer.content.decode()


def test_every_way_to_find_a_family(case: Case) -> None:
    client, person = visitor("handler"), case.applicant
    spouse = case.household.members.all()[1].person
    initials = person.search_key.split()[1]
    ways = (
        person.name, person.name[1:], person.pinyin, person.pinyin.replace(" ", ""), initials, initials.upper(),
        person.id_number, person.id_number.lower(), spouse.name, spouse.id_number, case.number, case.number.lower(),
        f"  {case.number[:-1]} ",
    )  # fmt: skip
    for way in ways:
        assert f"/cases/{case.number}/" in results(client, way), way


def test_what_is_not_there_or_not_whole_finds_nothing(case: Case) -> None:
    client, person = visitor("handler"), case.applicant
    for way in ("不存在的人", "zzzzzz", person.id_number[:17], person.id_number[:10], "990101199001010018", "%", "_"):
        page = results(client, way)
        assert "没有找到" in page and case.number not in page, way
    assert "还没有写要查什么" in results(client, "   ")


def test_another_township_finds_nothing_and_the_bureau_finds_both(case: Case) -> None:
    name = case.applicant.name
    stranger = results(visitor("handler", OTHER), name)
    assert "没有找到" in stranger and case.number not in stranger
    bureau = results(visitor("bureau_officer", ""), name)
    assert case.number in bureau and "北岙街道" in bureau


def test_the_full_number_is_never_on_the_page_except_where_it_was_typed(case: Case) -> None:
    client = visitor("handler")
    assert case.applicant.id_number not in results(client, case.applicant.name)


def test_searching_by_address_is_not_possible(case: Case) -> None:
    page = visitor("handler").text(f"/search/?q={case.number}")
    assert f"/cases/{case.number}/" not in page
