"""Applications with missing papers and those not accepted: one notice, kept as typed, ended one way."""

import re

import pytest

from jiuzhu.cases.models import Case, Enquiry, MissingNotice
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.scope import set_scope
from jiuzhu.registry.models import Household
from tests.desks.intake.applications import typed
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, DAY, build, family

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
ADDRESS = "/intake/new/"
MISSING = {"command": "notice", "missing": "近 12 个月医药费票据\n\n户口簿页 "}


@pytest.fixture
def clerk() -> Visitor:
    """The window's handler in 北岙."""
    build()
    return visitor("handler")


def send(clerk: Visitor, address: str, inputs: dict[str, str], status: int) -> str:
    """The page that answers, or the address it leads to."""
    answer = clerk.post(address, inputs)
    set_scope(DISTRICT)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer["Location"] if status == 302 else answer.content.decode()


def noticed(clerk: Visitor) -> Enquiry:
    """An application that lacks two papers."""
    send(clerk, ADDRESS, typed() | MISSING, 302)
    return Enquiry.objects.get()


def test_missing_papers_are_named_once_and_printed(clerk: Visitor) -> None:
    place = send(clerk, ADDRESS, typed() | MISSING, 302)
    row = Enquiry.objects.get()
    assert place == f"/intake/waiting/{row.number}/"
    assert (row.state, row.township, row.name) == ("noticed", BEIAO, family().members[0].name)
    assert [i["what"] for i in MissingNotice.objects.get().items] == ["近 12 个月医药费票据", "户口簿页"]
    assert not Household.objects.exists() and not Case.objects.exists()
    page = clerk.text(place)
    assert "缺 2 样材料" in page and "户口簿页" in page
    answer = clerk.get(f"{place}print/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert row.number in clerk.text("/intake/waiting/")


def test_there_is_no_notice_of_nothing_and_no_second_one(clerk: Visitor) -> None:
    page = send(clerk, ADDRESS, typed() | MISSING | {"missing": " \n"}, 400)
    assert '<a href="#id_missing">请列出缺少的全部材料' in page
    assert not Enquiry.objects.exists()
    noticed(clerk)
    assert "不能再另发一份" in send(clerk, ADDRESS, typed() | MISSING | {"form_key": "again"}, 409)
    assert Enquiry.objects.count() == 1


def test_what_was_kept_comes_back_as_typed_and_is_received(clerk: Visitor) -> None:
    row = noticed(clerk)
    given = {"answered_on": DAY.isoformat(), "answer": "票据 12 张", "form_key": "came"}
    send(clerk, f"/intake/waiting/{row.number}/answer/", given, 302)
    row.refresh_from_db()
    assert (row.state, row.notice.answer) == ("answered", "票据 12 张")
    page = clerk.text(f"{ADDRESS}?enquiry={row.number}")
    she = family().members[0]
    assert f'value="{she.name}"' in page and she.number not in page, "号码遮着带回来"
    inputs = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', page)) | dict(
        re.findall(r'name="([^"]+)"[^>]*? value="([^"]*)"', page)
    )
    again = typed() | {key: value for key, value in inputs.items() if key.endswith("-sealed")}
    for index in (0, 1):
        again[f"members-{index}-number"] = inputs[f"members-{index}-number"]
    place = send(clerk, ADDRESS, again | {"enquiry": row.number, "form_key": "received"}, 302)
    row.refresh_from_db()
    case = Case.objects.get()
    assert (row.state, row.case_id, place) == ("accepted", case.pk, f"/cases/{case.number}/")
    assert case.applicant.id_number == she.number
    assert case.number in clerk.text(f"/intake/waiting/{row.number}/")


def test_an_application_is_turned_away_with_number_ground_and_reason(clerk: Visitor) -> None:
    given = typed() | {"command": "not_accept", "reason": "户口在温州鹿城，常住地也不在这里"}
    assert "请选择不予受理的理由" in send(clerk, ADDRESS, given, 400)
    place = send(clerk, ADDRESS, given | {"ground": "elsewhere", "form_key": "second"}, 302)
    row = Enquiry.objects.get()
    assert (row.state, row.clause, row.closed_on) == ("not_accepted", "57.4", DAY)
    page = clerk.text(place)
    assert row.number in page and "户口在温州鹿城" in page
    assert row.ground == "elsewhere" and "户籍不在本街道（乡镇）" in page
    slip = clerk.get(f"{place}slip/")
    assert (slip.status_code, slip.content[:5]) == (200, b"%PDF-")
    assert "没有等补材料的申请" in clerk.text("/intake/waiting/")


def test_a_registered_one_is_turned_away_when_nothing_came(clerk: Visitor) -> None:
    row = noticed(clerk)
    given = {"ground": "papers", "reason": "三次联系，明确表示不再提供", "form_key": "no"}
    send(clerk, f"/intake/waiting/{row.number}/refuse/", given, 302)
    row.refresh_from_db()
    assert (row.state, row.clause) == ("not_accepted", "57.10")
    assert clerk.get(f"{ADDRESS}?enquiry={row.number}").status_code == 404


def test_nobody_elses_registration_is_found(clerk: Visitor) -> None:
    row = noticed(clerk)
    stranger = visitor("handler", "330305002")
    assert stranger.get(f"/intake/waiting/{row.number}/").status_code == 404
    assert stranger.get(f"{ADDRESS}?enquiry={row.number}").status_code == 404
    assert stranger.get(f"/intake/waiting/{row.number}/print/").status_code == 404
    assert visitor("leader_in_charge").get("/intake/waiting/").status_code == 403
    assert row.number not in stranger.text("/intake/waiting/")
