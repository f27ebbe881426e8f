"""A clerk signs in, looks around, is sent away after a pause, and comes back to what was typed."""

import re

from playwright.sync_api import Page, expect

from jiuzhu.commands.demo_data.staff import PASSWORD
from tests.journeys.looking import Looker
from tests.journeys.site import Site


def test_a_clerk_signs_in_with_a_password_and_out_again(site: Site, person, look: Looker) -> None:
    page: Page = person("")
    look(page, "signin")
    page.get_by_label("账号").fill("chenhaining")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("账号或密码不对")
    expect(page.get_by_label("账号")).to_have_value("chenhaining")
    look(page, "signin-wrong")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的待办")
    look(page, "worklist-empty")
    page.locator(".desk > summary").click()
    look(page, "menu")
    page.get_by_role("button", name="退出登录").click()
    expect(page).to_have_url(re.compile("/signin/$"))
    with site.rows():
        from jiuzhu.ground.models import AccessLogEntry, AuditEntry, SignInTry

        assert AuditEntry.objects.filter(act="sign_in").count() == 1
        assert not SignInTry.objects.exists()
        assert AccessLogEntry.objects.filter(view="shared.pages.worklist.worklist", status=200).count() == 1


def test_the_day_moves_and_a_form_sent_after_a_pause_is_not_lost(site: Site, person, look: Looker) -> None:
    page: Page = person("陈海宁")
    page.locator(".day > summary").click()
    look(page, "day-open")
    page.get_by_role("button", name="往后一天").click()
    expect(page.locator(".day")).to_contain_text("今天按 11月3日 星期二计")
    expect(page.get_by_role("status")).to_have_text("演示日期已调到 11月3日")
    page.locator(".day > summary").click()
    page.context.clear_cookies(name="jz_seen")  # as after half an hour without a request
    page.get_by_role("button", name="七天").click()
    expect(page.get_by_role("status")).to_contain_text("30 分钟没有操作")
    look(page, "signin-idle")
    page.get_by_role("row", name="陈海宁").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("接着提交")
    look(page, "draft")
    page.get_by_role("button", name="接着提交").click()
    expect(page.locator(".day")).to_contain_text("今天按 11月10日 星期二计")
    with site.rows():
        from jiuzhu.ground.models import DemoDay

        assert DemoDay.objects.get().day.isoformat() == "2026-11-10"


def test_error_pages_have_a_number_and_a_way_on(site: Site, person, look: Looker) -> None:
    page: Page = person("陈海宁")
    answer = page.goto("/nowhere/")
    number = answer.headers["x-request-id"] if answer else ""
    expect(page.get_by_role("heading", level=1)).to_have_text("没有这个页面")
    expect(page.get_by_role("main")).to_contain_text(number)
    look(page, "error")
    page.get_by_role("link", name="回到首页").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的待办")
