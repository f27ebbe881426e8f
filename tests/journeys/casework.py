"""The steps of one 低保 case as people do them on the pages; journeys put them together."""

import re
import time
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.plain.money import format_plain
from jiuzhu.registry.declaration import Declaration
from tests.district import family

CARRIED_SECONDS = 40
HANDLER, SECOND, HEAD, LEADER = "陈海宁", "吕晓棠", "郑立新", "苏明岚"


@dataclass
class Walk:
    """One family's way through the office: who sits where, and the case once it has an address."""

    handler: Page
    second: Page
    head: Page
    leader: Page
    declaration: Declaration
    address: str = ""

    @property
    def name(self) -> str:
        """The applicant."""
        return self.declaration.members[0].name

    def at(self, page: Page) -> Page:
        """Open the case as this person sees it now."""
        page.goto(self.address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"{self.name}户")
        return page


def begin(person, seed: int = 1) -> Walk:  # type: ignore[no-untyped-def]
    """Four people sign in, each in a browser of their own."""
    return Walk(person(HANDLER), person(SECOND), person(HEAD), person(LEADER), family(seed))


def centre_finds(declaration: Declaration) -> dict[str, object]:
    """What the check centre will report: interest that the applicant did not declare, nothing else."""
    she, he = declaration.members
    interest = {"institution": "海岛银行（虚构）", "year": "86.40", "until": "2026-10-31"}
    return {she.number: {"findings": {"interest": [interest]}}, he.number: {"findings": {}}}


def type_application(page: Page, declaration: Declaration) -> None:
    """Fill the form the way the window does: member by member, rows added by their buttons."""
    page.get_by_role("link", name="登记申请").click()
    for index, member in enumerate(declaration.members):
        if index:
            page.get_by_role("button", name="加一名成员").click()
        rows = page.get_by_role("group", name=f"成员 {index + 1}")
        rows.get_by_label("姓名").fill(member.name)
        rows.get_by_label("身份证号").fill(member.number)
        rows.get_by_label("与申请人关系").select_option(member.relation)
        if member.disability_grade:
            rows.get_by_label("残疾类别").select_option(member.disability_kind)
            rows.get_by_label("残疾等级").select_option(str(member.disability_grade))
    page.get_by_role("button", name="加一项收入").click()
    wages = declaration.amounts[0]
    income = page.get_by_role("group", name="收入 1")
    income.get_by_label("谁的").select_option(str(wages.member))
    income.get_by_label("哪一种").select_option(wages.kind)
    income.get_by_label("金额").fill(format_plain(wages.fen))
    page.get_by_label("存款和现金合计").fill(format_plain(declaration.money_fen or 0))
    for label in ("机动车、船", "店面", "公司"):
        page.get_by_label(label).select_option("0")
    page.get_by_label("住房").select_option("1")
    page.get_by_label("村（社区）").select_option(label="望潮社区")
    page.get_by_label("发放账户（社保卡）").fill(declaration.account)
    for index in range(len(declaration.members)):
        page.get_by_label(re.compile(f"^成员 {index + 1}.*已签核对授权书$")).check()
    page.get_by_label("已签真实性承诺").check()
    page.get_by_role("radio", name="没有", exact=True).check()


def name_a_relative(page: Page, name: str, kin: str, post: str) -> None:
    """近亲属备案, one row."""
    page.get_by_role("radio", name="有，逐人填在下面").check()
    page.get_by_role("button", name="加一名近亲属").click()
    row = page.get_by_role("group", name="近亲属 1")
    row.get_by_label("姓名").fill(name)
    row.get_by_label("是家庭成员的什么人").select_option(label=kin)
    row.get_by_label("单位和岗位").fill(post)


def receive(walk: Walk) -> None:
    """检查并受理; the case has its address from here on."""
    walk.handler.get_by_role("button", name="检查并受理").last.click()
    expect(walk.handler).to_have_url(re.compile(r"/cases/BA-DB-2026-\d{4}/$"))
    walk.address = walk.handler.url


def do(page: Page, button: str, says: str) -> None:
    """Press the act's button and read the line that says it is done."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".toast")).to_have_text(says)


def see_report(page: Page) -> None:
    """Look again until the worker has brought the report; the limit is the harness's, not the law's."""
    until = time.monotonic() + CARRIED_SECONDS
    report = page.locator("dt", has_text="核对报告").locator("xpath=following-sibling::dd")
    while "用了" not in report.inner_text():
        assert time.monotonic() < until, f"no report: {report.inner_text()}"
        page.reload()


def move_day(page: Page, *steps: str) -> None:
    """Move the demo's day forward with the buttons every page has."""
    for step in steps:
        page.locator(".day > summary").click()
        page.locator(".day").get_by_role("button", name=step, exact=True).click()
        expect(page.locator(".toast")).to_contain_text("演示日期已调到")


def investigate(walk: Walk) -> None:
    """The visit by two and the finding."""
    page = walk.at(walk.handler)
    page.get_by_label("入户日期").fill("2026-11-02")
    page.get_by_label("另一名调查人").select_option(label=SECOND)
    page.get_by_label("入户看到的情况").fill("住房老旧，两间平房，男主人行动不便，女主人在海产加工厂打零工。")
    page.get_by_label("家庭成员已在记录上签字").check()
    do(page, "登记入户核查", "入户记录已登记，等另一名调查人确认")
    do(walk.at(walk.second), "记录属实，确认", "入户记录已确认")


def find(walk: Walk) -> None:
    """The handler's conclusion."""
    page = walk.at(walk.handler)
    page.get_by_role("radio", name=re.compile("^建议确认")).check()
    page.get_by_label("说明").fill("收入低于标准，核对查到利息 86.40 元，已计入。")
    do(page, "送初审", "已送初审")


def review(walk: Walk) -> None:
    """The first opinion."""
    page = walk.at(walk.head)
    page.get_by_role("radio", name=re.compile("^拟确认")).check()
    page.get_by_label("说明").fill("情况属实。")
    do(page, "提出意见", "初审意见已提出")


def publish(walk: Walk) -> None:
    """The notice goes up."""
    do(walk.at(walk.handler), "开始公示", "公示从明天开始")


def end_notice(walk: Walk) -> None:
    """Nobody objected."""
    page = walk.at(walk.handler)
    page.get_by_role("radio", name=re.compile("^没有异议")).check()
    do(page, "登记结果", "公示结果已登记")


def decide(walk: Walk) -> None:
    """The leader approves, with the password."""
    page = walk.at(walk.leader)
    page.get_by_role("radio", name="同意，给予低保").check()
    page.get_by_label("意见", exact=True).fill("同意。")
    page.locator('form[action$="/acts/decide_case/"]').get_by_label("再输一次您的密码").fill(PASSWORD)
    do(page, "作出决定", "决定已作出")


def announce(walk: Walk) -> None:
    """The last act of the case."""
    do(walk.at(walk.handler), "公布并办结", "已公布，本案办结")
