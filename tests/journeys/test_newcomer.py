"""A newcomer's first day in a browser: appointed, given an account, signed in, with a password of her own at work."""

import re

from playwright.sync_api import Page, expect

from jiuzhu.commands.demo_data.staff import PASSWORD
from tests.journeys.looking import Looker
from tests.journeys.site import Site

OWN = "chaosheng-2026-wan"


def appointed(steward: Page) -> str:
    """The steward appoints somebody new as a handler of 北岙街道; her name."""
    from tests.district import family

    who = family(91).members[0]
    steward.get_by_role("link", name="机构和岗位").click()
    steward.get_by_role("link", name="任命", exact=True).click()
    steward.get_by_label("姓名", exact=True).fill(who.name)
    steward.get_by_label("身份证号", exact=True).fill(who.number)
    steward.get_by_label("单位").select_option(label="北岙街道 社会救助窗口")
    steward.get_by_label("岗位").select_option(label="经办人")
    steward.get_by_label("任职第一天").fill("2026-11-02")
    steward.get_by_role("button", name="任命").click()
    expect(steward.get_by_role("status")).to_have_text("已任命")
    return who.name


def given_an_account(steward: Page, name: str, look: Looker) -> str:
    """The steward opens it; the first password, as the page shows it once."""
    steward.get_by_role("link", name=re.compile(f"开账号.*{name}")).click()
    look(steward, "stewards-account")
    steward.get_by_label("账号名").fill("陈海宁")
    steward.get_by_label("再输一次您的密码").fill(PASSWORD)
    steward.get_by_role("button", name="开账号").click()
    expect(steward.get_by_role("alert")).to_contain_text("小写字母")
    look(steward, "stewards-account-refused")
    steward.get_by_label("账号名").fill("newcomer")
    steward.get_by_label("再输一次您的密码").fill(PASSWORD)
    steward.get_by_role("button", name="开账号").click()
    expect(steward.get_by_role("main")).to_contain_text("只显示这一次")
    look(steward, "stewards-first_password")
    return steward.locator("dd.mono b").inner_text()


def signs_in(her: Page, username: str, password: str) -> None:
    """By name and password."""
    her.get_by_label("账号").fill(username)
    her.get_by_label("密码").fill(password)
    her.get_by_role("button", name="登录", exact=True).click()


def makes_it_her_own(her: Page, first: str, look: Looker) -> None:
    """There is nothing else to do before; a password that is too short is refused."""
    expect(her.get_by_role("heading", level=1)).to_have_text("我的密码")
    look(her, "password-first")
    her.goto("/worklist/")
    expect(her.get_by_role("heading", level=1)).to_have_text("我的密码")
    her.get_by_label("现在的密码").fill(first)
    her.get_by_label("新密码", exact=True).fill("newcomer1")
    her.get_by_label("再输一次新密码").fill("newcomer1")
    her.get_by_role("button", name="改密码").click()
    expect(her.get_by_role("alert")).to_contain_text("太短")
    look(her, "password-refused")
    her.get_by_label("现在的密码").fill(first)
    her.get_by_label("新密码", exact=True).fill(OWN)
    her.get_by_label("再输一次新密码").fill(OWN)
    her.get_by_role("button", name="改密码").click()
    expect(her.get_by_role("status")).to_contain_text("密码已改")
    expect(her.get_by_role("heading", level=1)).to_have_text("我的待办")


def test_a_newcomer_signs_in_for_the_first_time_and_sees_the_worklist(site: Site, person, look: Looker) -> None:
    with site.rows():
        from tests.district import holder

        steward_name = holder("steward", "").name
    steward: Page = person(steward_name)
    name = appointed(steward)
    first = given_an_account(steward, name, look)
    her: Page = person("")
    signs_in(her, "newcomer", first)
    makes_it_her_own(her, first, look)
    steward.get_by_role("link", name="已经交给本人").click()
    expect(steward.get_by_role("main")).to_contain_text("正常")
    look(steward, "stewards-account-open")
    her.locator(".desk > summary").click()
    her.get_by_role("button", name="退出登录").click()
    signs_in(her, "newcomer", first)
    expect(her.get_by_role("alert")).to_contain_text("账号或密码不对")
    signs_in(her, "newcomer", OWN)
    expect(her.locator(".me")).to_have_text(name)

    steward.get_by_text("停用账号").click()
    steward.locator("form[action$='/lock/']").get_by_label("原因").fill("演示停用")
    steward.get_by_role("button", name="停用", exact=True).click()
    expect(steward.get_by_role("status")).to_contain_text("已停用")
    look(steward, "stewards-account-locked")
    her.reload()
    expect(her).to_have_url(re.compile("/signin/"))
    with site.rows():
        from jiuzhu.ground.models import AuditEntry
        from jiuzhu.offices.models import Account

        acts = list(AuditEntry.objects.filter(act__endswith="_account").order_by("pk").values_list("act", flat=True))
        assert acts == ["open_account", "lock_account"]
        assert AuditEntry.objects.filter(act="change_password").count() == 1
        row = Account.objects.get(username="newcomer")
        assert (row.active, row.must_change, row.demo) == (False, False, False)
