"""One family's way through the demo's office, as people do it on the pages; the manual's pictures are taken on it."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from jiuzhu.commands.demo_data.signin import PASSWORD
from jiuzhu.persons.id_number import check_character

HANDLER, SECOND, HEAD, LEADER = "陈海宁", "吕晓棠", "郑立新", "苏明岚"
PREPARER, RELEASER, BUREAU = "李晓舟", "何静", "周予安"
VILLAGER, CENTRE, STEWARD = "柯明珠", "唐国平", "朱雨晴"
SEAT, VILLAGE = "330305001", "望潮社区"
SHE, HE = "施月琴", "林德海"
# Nobody of the loaded families has numbers of this area. For these two the fake check centre finds a home and interest.
SHE_17, HE_17 = "99019919690303002", "99019919680507015"
ACCOUNT = "6217000000000003138"
PHONE = (390, 844)
TALL = (1280, 1000)
LOADED_MS = 900_000  # the other townships after the first start, on a machine that does other things too
CARRIED_MS = 90_000  # worker, check centre or bank; no claim about speed


def number(seventeen: str) -> str:
    """An invented ID number with its check character."""
    return seventeen + check_character(seventeen)


class Office:
    """The people at their screens, and the case they work on."""

    def __init__(self, new_page: Callable[[], Page], camera: Callable[..., None]) -> None:
        self.new_page, self.shoot = new_page, camera
        self.pages: dict[str, Page] = {}
        self.case = ""
        self.day = ""

    def visitor(self) -> Page:
        """Somebody who has not signed in."""
        return self.new_page()

    def at(self, name: str, address: str = "") -> Page:
        """This person's screen, signed in through the demo table; `address` opened, else the case."""
        if name not in self.pages:
            page = self.pages[name] = self.new_page()
            page.goto("/signin/")
            page.get_by_role("row", name=name).get_by_role("button").click()
            page.locator(".me", has_text=name).wait_for()
        page = self.pages[name]
        page.goto(address or self.case)
        return page

    def complaint(self) -> str:
        """What a page refuses at the moment, in its own words."""
        alerts = [alert for page in self.pages.values() for alert in page.get_by_role("alert").all_inner_texts()]
        return f"页面说：{' '.join(alerts[-1].split())}" if alerts else ""


def act(page: Page, name: str) -> Locator:
    """The form of one act on the case page; a page offers several."""
    return page.locator(f'form[action$="/acts/{name}/"]')


def do(page: Page, button: str) -> None:
    """Press the act's button and wait for the line that says it is done."""
    page.get_by_role("button", name=button, exact=True).first.click()
    expect(page.locator(".toast")).to_be_visible(timeout=CARRIED_MS)


def move_day(page: Page, step: str) -> None:
    """Move the demo's day forward."""
    page.locator(".day > summary").click()
    page.locator(".day").get_by_role("button", name=step, exact=True).click()
    expect(page.locator(".toast")).to_contain_text("演示日期已调到", timeout=CARRIED_MS)


def sign_in(office: Office) -> None:
    """The first page once every family is there, a wrong password, the handler's morning."""
    page = office.visitor()
    page.goto("/signin/")
    loaded(page)
    office.shoot(page, "signin")
    page.get_by_label("账号").fill("chenhaining")
    page.get_by_label("密码").fill("123456")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    office.shoot(page, "signin-wrong")
    page = office.at(HANDLER, "/worklist/")
    office.shoot(page, "worklist")
    office.shoot(page, "worklist-phone", PHONE)


def loaded(page: Page) -> None:
    """Wait until the worker has loaded every township; the sign-in page says so."""
    for _ in range(LOADED_MS // 1000):
        if not page.get_by_text("正在装入").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError("演示的家庭和案件还没有装完")


def oversee(office: Office) -> None:
    """What the bureau sees before the day is moved."""
    page = office.at(BUREAU, "/oversight/")
    office.shoot(page, "oversight", TALL)
    page.goto("/oversight/cases/?which=in_work")
    office.shoot(page, "oversight-cases")


def type_application(office: Office) -> None:
    """The window fills the form; a wrong amount first."""
    page = office.at(HANDLER, "/intake/new/")
    page.get_by_role("button", name="加一名成员").click()
    page.get_by_role("group", name="成员 2").wait_for()
    for index, (name, seventeen, relation) in enumerate(((SHE, SHE_17, "self"), (HE, HE_17, "spouse")), start=1):
        rows = page.get_by_role("group", name=f"成员 {index}")
        rows.get_by_label("姓名").fill(name)
        rows.get_by_label("身份证号").fill(number(seventeen))
        rows.get_by_label("与申请人关系").select_option(relation)
    rows.get_by_label("残疾类别").select_option("limb")
    rows.get_by_label("残疾等级").select_option("2")
    office.shoot(page, "intake-members")
    page.get_by_role("button", name="加一项收入").click()
    income = page.get_by_role("group", name="收入 1")
    income.wait_for()
    income.get_by_label("谁的").select_option("0")
    income.get_by_label("哪一种").select_option("wages")
    income.get_by_label("金额").fill("六百")
    _household(page)
    page.get_by_role("button", name="检查并受理").last.click()
    expect(page.get_by_role("alert")).to_contain_text("还不能受理")
    office.shoot(page, "intake-errors")
    page.get_by_role("group", name="收入 1").get_by_label("金额").fill("600")
    office.shoot(page, "intake-household", show="#f4")


def _household(page: Page) -> None:
    page.get_by_label("存款和现金合计").fill("6200")
    for label in ("机动车、船", "店面", "公司"):
        page.get_by_label(label).select_option("0")
    page.get_by_label("住房").select_option("1")
    page.get_by_label("村（社区）").select_option(label=VILLAGE)
    page.get_by_label("发放账户（社保卡）").fill(ACCOUNT)
    for index in (1, 2):
        page.get_by_label(re.compile(f"^成员 {index}.*已签核对授权书$")).check()
    page.get_by_label("已签真实性承诺").check()
    page.get_by_role("radio", name="没有", exact=True).check()


def receive(office: Office) -> None:
    """检查并受理; from here on the case has its address."""
    page = office.pages[HANDLER]
    page.get_by_role("button", name="检查并受理").last.click()
    page.wait_for_url(re.compile(r"/cases/[A-Z]+-DB-\d{4}-\d+/$"))
    office.case = page.url
    office.day = page.locator(".history time").first.get_attribute("datetime") or ""
    office.at(HANDLER)
    office.shoot(page, "case-received")
    page.locator(".head .due > summary").first.click()
    office.shoot(page, "case-due")
    page.keyboard.press("Escape")


def check(office: Office) -> None:
    """委托确认, and the check centre's report."""
    page = office.at(HEAD)
    office.shoot(page, "check-authorise")
    do(page, "确认授权，发出核对")
    report = page.locator("dt", has_text="核对报告").locator("xpath=following-sibling::dd")
    for _ in range(CARRIED_MS // 1000):
        if "用了" in report.inner_text():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(report).to_contain_text("用了")
    office.shoot(page, "check-report", show='section[aria-labelledby="h-found"]')


def visit(office: Office) -> None:
    """Two people at the home, and the finding."""
    page = office.at(HANDLER)
    form = act(page, "record_home_visit")
    form.get_by_label("入户日期").fill(office.day)
    form.get_by_label("另一名调查人").select_option(label=SECOND)
    form.get_by_label("入户看到的情况").fill("住房老旧，两间平房，男主人行动不便，女主人在海产加工厂打零工。")
    form.get_by_label("家庭成员已在记录上签字").check()
    office.shoot(page, "visit")
    do(page, "登记入户核查")
    page = office.at(SECOND)
    office.shoot(page, "visit-second")
    do(page, "记录属实，确认")
    page = office.at(HANDLER)
    form = act(page, "submit_finding")
    form.get_by_role("radio", name=re.compile("^建议确认")).check()
    form.get_by_label("说明").fill("收入低于标准，入户所见与申报相符。")
    office.shoot(page, "finding")
    office.shoot(page, "calculation", show="section:has(> .card__head > #h-calc)")
    do(page, "送初审")


def review(office: Office) -> None:
    """初审, and the notice goes up."""
    page = office.at(HEAD)
    form = act(page, "give_opinion")
    form.get_by_role("radio", name=re.compile("^拟确认")).check()
    form.get_by_label("说明").fill("情况属实。")
    office.shoot(page, "opinion")
    do(page, "提出意见")
    page = office.at(HANDLER)
    office.shoot(page, "publish")
    office.shoot(page, "case", TALL)
    do(page, "开始公示")


def publish(office: Office) -> None:
    """Seven days on the board; the demo's day is moved over them."""
    page = office.at(HANDLER)
    page.locator(".day > summary").click()
    office.shoot(page, "day")
    page.keyboard.press("Escape")
    page.goto(office.case)
    move_day(page, "往后一天")
    villager = office.visitor()
    villager.goto(f"/board/{SEAT}/")
    expect(villager.get_by_role("row", name=SHE)).to_be_visible()
    office.shoot(villager, "board")
    move_day(page, "七天")
    page = office.at(HANDLER)
    act(page, "close_publication").get_by_role("radio", name=re.compile("^没有异议")).check()
    office.shoot(page, "publication-end")
    do(page, "登记结果")


def decide(office: Office) -> None:
    """The third person decides; the handler announces."""
    page = office.at(LEADER)
    form = act(page, "decide_case")
    form.get_by_role("radio", name=re.compile("^同意")).check()
    form.get_by_label("意见", exact=True).fill("同意。")
    office.shoot(page, "decide", TALL)
    form.get_by_label("再输一次您的密码").fill(PASSWORD)
    do(page, "作出决定")
    page = office.at(HANDLER)
    do(page, "公布并办结")
    office.shoot(office.at(HANDLER), "granted")


def pay(office: Office) -> None:
    """The month's run: prepared by one, released by another, answered by the bank."""
    page = office.at(PREPARER, "/payout/")
    office.shoot(page, "payout")
    page.get_by_role("button", name=re.compile("^编制发放单")).first.click()
    page.wait_for_url(re.compile(r"/payout/[A-Z]+-DB-\d{6}-\d+/$"))
    run = page.url
    page.goto(run)
    office.shoot(page, "run-prepared", TALL)
    page = office.at(RELEASER, run)
    total = page.locator(".acts .big").first.inner_text().removesuffix(" 元")
    page.get_by_role("button", name="放行，生成银行文件").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("请看着制单表，输入合计金额").fill(total)
    office.shoot(page, "run-release")
    dialog.get_by_label("再输一次您的密码").fill(PASSWORD)
    dialog.get_by_role("button", name="放行", exact=True).click()
    expect(page.locator("#run-state")).to_contain_text("已回盘", timeout=CARRIED_MS)
    page.goto(run)
    office.shoot(page, "run-closed")
    page.goto("/payout/ledger/")
    office.shoot(page, "ledger")


def go_wrong(office: Office) -> None:
    """A pause of half an hour before sending, and a page that is not there."""
    page = office.at(HANDLER, "/intake/new/")
    page.get_by_role("group", name="成员 1").get_by_label("姓名").fill("洪金妹")
    page.context.clear_cookies(name="jz_seen")  # as after half an hour without a request
    page.get_by_role("button", name="检查并受理").last.click()
    expect(page.get_by_role("status")).to_contain_text("没有操作")
    office.shoot(page, "idle")
    page.get_by_role("row", name=HANDLER).get_by_role("button").click()
    page.get_by_role("button", name="接着提交").wait_for()
    office.shoot(page, "draft")
    page.goto("/nowhere/")
    office.shoot(page, "error", (1280, 560))


def around(office: Office) -> None:
    """Desks beside the family's way: the village, the check centre, the steward."""
    page = office.at(VILLAGER, "/intake/new/")
    office.shoot(page, "village-intake", PHONE)
    page.goto("/worklist/")
    notices = page.get_by_role("complementary", name="今天和明天").get_by_role("listitem")
    notices.filter(has_text=VILLAGE).get_by_role("link").first.click()
    page.get_by_text("上传公示照片", exact=True).click()
    page.locator("form[action$='/add_notice_photo/']").wait_for()
    office.shoot(page, "village-case", TALL)
    page = office.at(CENTRE, "/checkcentre/")
    office.shoot(page, "check-inbox")
    page.locator("main tbody a").first.click()
    page.get_by_role("heading", name="取用请求文件").wait_for()
    office.shoot(page, "check-request", TALL)
    page = office.at(STEWARD, "/stewards/figures/")
    office.shoot(page, "stewards-figures")
    page.goto("/stewards/offices/")
    office.shoot(page, "stewards-offices")


STEPS: tuple[tuple[str, Callable[[Office], Any]], ...] = (
    ("登录和待办", sign_in),
    ("填写申请", type_application),
    ("受理", receive),
    ("委托确认和核对", check),
    ("入户和送初审", visit),
    ("初审", review),
    ("区里的概览", oversee),
    ("村里、核对中心、管理员", around),
    ("公示", publish),
    ("审批和公布", decide),
    ("发放", pay),
    ("出了错的页面", go_wrong),
)
