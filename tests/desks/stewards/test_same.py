"""同一人 through the pages: one types two numbers, another types them again from the papers."""

import pytest

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.persons.models import SamePerson
from tests.desks.visitors import visitor
from tests.district import build, holder
from tests.persons.test_same import PAPER, another_record, numbers

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
PAGE = "/stewards/same/"


def test_two_records_are_joined_page_by_page() -> None:
    build()
    kept = holder("handler", nth=1)
    twice = another_record(kept)
    given, steward, officer = numbers(twice, kept), visitor("steward", ""), visitor("bureau_officer", "")
    assert f'href="{PAGE}"' in steward.text("/stewards/offices/")
    text = steward.sends(PAGE, "propose/", 400, **(given | PAPER | {"number": "1"}))
    assert "身份证号应为 18 位" in text and 'href="#id_number"' in text
    steward.sends(PAGE, "propose/", 302, **given, **PAPER)
    row = SamePerson.objects.get()
    text = officer.text(PAGE)
    assert "等另一个人确认" in text and given["number"] not in text and given["kept_number"] not in text
    assert "须由另一个人对照证件确认" in steward.text(PAGE)
    steward.sends(PAGE, "confirm/", 403, row=row.pk, **given, password=PASSWORD)
    text = officer.sends(PAGE, "confirm/", 400, row=row.pk, **(given | {"number": given["kept_number"]}))
    assert "请对照证件" in text and f'href="#confirm-{row.pk}-number"' in text
    officer.sends(PAGE, "confirm/", 302, row=row.pk, **given, password=PASSWORD)
    row.refresh_from_db()
    assert row.state == "confirmed" and "已合并" in steward.text(PAGE)
    officer.sends(PAGE, "withdraw/", 403, row=row.pk, why="看错")
    assert officer.post(f"{PAGE}withdraw/", {"row": "x", "form_key": "k"}).status_code == 404
