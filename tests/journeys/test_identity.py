"""A name put right in a browser: the handler proposes from the household register, the head types it again."""

import re

from playwright.sync_api import Page, expect

from jiuzhu.commands.demo_data.staff import PASSWORD
from tests.journeys.looking import Looker
from tests.journeys.site import Site


def test_a_name_is_put_right_by_two_people_and_the_old_one_is_found_still(site: Site, person, look: Looker) -> None:
    with site.rows():
        from tests.desks.casework.cases import received

        case = received(1)
        number, old, id_number = case.number, case.applicant.name, case.applicant.id_number
    handler: Page = person("陈海宁")
    handler.goto(f"/cases/{number}/")
    handler.get_by_role("link", name="更正姓名、身份证号").click()
    look(handler, "identity")
    handler.get_by_role("button", name="提出").click()
    expect(handler.get_by_role("alert")).to_contain_text("谁的：请从列表里选一项")
    look(handler, "identity-refused")
    handler.get_by_label("谁的").select_option(label=old)
    handler.get_by_label("正确的姓名").fill("林海潮")
    handler.get_by_label("依据的文书").fill("户口簿")
    handler.get_by_label("为什么更正").fill("登记时写错一个字")
    handler.get_by_role("button", name="提出").click()
    expect(handler.get_by_role("main")).to_contain_text("须由另一个人对照证件确认")
    look(handler, "identity-proposed")
    head: Page = person("郑立新")
    head.goto(f"/cases/{number}/identity/")
    head.get_by_label("看着证件，输入姓名").fill("林海潮")
    head.get_by_label("看着证件，输入身份证号").fill(id_number)
    head.get_by_label("再输一次您的密码").fill(PASSWORD)
    look(head, "identity-confirming")
    head.get_by_role("button", name="确认更正").click()
    expect(head.get_by_role("status")).to_contain_text("已更正")
    look(head, "identity-confirmed")
    head.get_by_role("searchbox").fill(old)
    head.keyboard.press("Enter")
    expect(head.get_by_role("main")).to_contain_text(re.compile(f"林海潮[\\s\\S]*{number}"))
