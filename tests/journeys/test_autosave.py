"""A page loaded again in the middle of an application: what was typed is offered, taken up and received once."""

import re

from playwright.sync_api import expect

from tests.journeys import casework as desk
from tests.journeys.looking import Looker
from tests.journeys.site import Site


def test_what_was_typed_survives_a_reload(site: Site, person, look: Looker) -> None:
    page, family = person(desk.HANDLER), desk.family()
    desk.type_application(page, family)
    expect(page.get_by_text(re.compile(r"已自动保存 \d\d:\d\d"))).to_be_visible()
    assert family.members[0].number not in page.evaluate("sessionStorage.getItem('jz-kept')")
    page.reload()
    expect(page.get_by_role("group", name="成员 1").get_by_label("姓名")).to_have_value("")
    look(page, "intake-restore")
    page.get_by_role("button", name="接着填").click()
    expect(page.get_by_role("group", name="成员 1").get_by_label("姓名")).to_have_value(family.members[0].name)
    page.get_by_role("button", name="检查并受理").last.click()
    expect(page).to_have_url(re.compile(r"/cases/BA-DB-2026-0001/$"))
    page.get_by_role("link", name="登记申请").click()
    expect(page.get_by_role("button", name="接着填")).to_be_hidden()
    with site.rows():
        from jiuzhu.cases.models import Case

        assert Case.objects.get().applicant.id_number == family.members[0].number
