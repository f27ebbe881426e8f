"""The ways in: taken down in the village, sent back, put right, received; an agent; another place is asked to look."""

import re

from playwright.sync_api import Page, expect

from tests.district import family
from tests.journeys import casework as desk
from tests.journeys.looking import Looker
from tests.journeys.site import Site

VILLAGE = "柯明珠"
HANDED = re.compile(r"/intake/waiting/BA-SQ-2026-\d{4}/$")


def taken_down(page: Page, look: Looker) -> str:
    """At the family's home; the registration's address."""
    desk.type_application(page, family(1))
    page.get_by_label("经常居住地").fill("鹿城区渔港路 6 号")
    desk.name_a_relative(page, "王某", "兄弟姐妹", "望潮社区委员")
    page.locator("summary", has_text="成员 1 的授权范围").click()
    page.locator("summary", has_text="由代理人申请").click()
    page.get_by_label("代理人姓名").fill("方小兰")
    page.get_by_label("代理人与申请人的关系").fill("侄女")
    page.get_by_label("代理到哪一天").fill("2026-12-31")
    page.get_by_role("button", name="检查并递交").last.click()
    expect(page.get_by_role("alert")).to_contain_text("还不能递交")
    expect(page.get_by_role("alert")).to_contain_text("委托书")
    look(page, "intake-village")
    page.get_by_label("委托书已收").check()
    page.get_by_role("button", name="检查并递交").last.click()
    expect(page).to_have_url(HANDED)
    return page.url


def sent_back(handler: Page, look: Looker) -> None:
    """The window sees it and sends it back."""
    handler.goto("/worklist/")
    handler.get_by_role("link", name="村里递来 1 件").click()
    look(handler, "waiting-handed")
    handler.get_by_role("link", name=family(1).members[0].name).click()
    handler.get_by_label("哪里要改").fill("男主人的残疾等级和残疾证不符，请对照")
    look(handler, "registration-handed")
    handler.get_by_role("button", name="退回去改").click()
    expect(handler.locator(".toast")).to_have_text("已退回村（社区）")


def received(handler: Page) -> None:
    """Open what was handed in again, and receive it."""
    handler.get_by_role("link", name="打开，接着受理").click()
    handler.get_by_role("button", name="检查并受理").last.click()
    expect(handler).to_have_url(re.compile(r"/cases/BA-DB-2026-\d{4}/$"))


def test_an_application_comes_from_the_village_and_another_place_is_asked(site: Site, person, look: Looker) -> None:
    worker, handler = person(VILLAGE), person(desk.HANDLER)
    place = taken_down(worker, look)
    sent_back(handler, look)
    worker.goto("/intake/waiting/")
    look(worker, "handed-list")
    worker.get_by_role("link", name=family(1).members[0].name).click()
    expect(worker.get_by_role("main")).to_contain_text("请对照")
    worker.get_by_role("link", name="打开，改好再递交").click()
    worker.get_by_role("group", name="成员 2", exact=True).get_by_label("残疾等级").select_option("3")
    worker.get_by_role("button", name="检查并递交").last.click()
    expect(worker).to_have_url(place)
    handler.goto(place)
    received(handler)
    main = handler.get_by_role("main")
    for words in ("村（社区）", "方小兰", "鹿城区渔港路 6 号", "王某", "真实性承诺"):
        expect(main).to_contain_text(words)
    asked(handler, look)
    with site.rows():
        from jiuzhu.cases.models import Assistance, Case

        case = Case.objects.get()
        assert (case.channel, case.household.represented, case.household.related) == ("village", True, True)
        assert Assistance.objects.get().answer == "租住，夫妻两人"


def asked(page: Page, look: Looker) -> None:
    """A letter goes out and is answered."""
    form = page.locator("form[action$='/request_assistance/']")
    page.locator("summary", has_text="发协查函").click()
    form.get_by_label("请哪里协助").fill("鹿城区某街道办事处")
    form.get_by_label("查谁、住在哪里").fill("渔港路 6 号，夫妻两人")
    form.get_by_label("请对方查明什么").fill("居住情况、就业和收入")
    form.get_by_role("button", name="登记并发出").click()
    expect(page.locator(".toast")).to_contain_text("协查函已登记")
    look(page, "case-ways")
    page.goto("/worklist/")
    expect(page.get_by_role("main")).to_contain_text("等外地协查回复")
    look(page, "worklist-letters")
    page.locator("aside").get_by_role("link", name=re.compile("户")).first.click()
    page.locator("summary", has_text="登记协查回复").click()
    form = page.locator("form[action$='/record_assistance_answer/']")
    form.get_by_label("哪一份协查函").select_option(index=1)
    form.get_by_label("回复日期").fill("2026-11-02")
    form.get_by_label("对方谁回复的").fill("某街道 李某")
    form.get_by_label("对方查到了什么").fill("租住，夫妻两人")
    form.get_by_role("button", name="登记回复").click()
    expect(page.locator(".toast")).to_have_text("协查回复已登记")
