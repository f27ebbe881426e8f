"""A township's month: eleven families, each in its own shape, all through the pages, each ended as the law says."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.registry.declaration import AmountDeclared, Declaration, MemberDeclared
from tests.district import family
from tests.journeys import casework as desk
from tests.journeys.looking import Looker
from tests.journeys.site import Site

BUREAU = "周予安"
SLOW_DAYS = 17  # the check centre's days for the family whose deadline is extended
CONFIRMED = "已确认授权，核对申请正在发往区核对中心"
SHAPES = (
    "straight", "noticed", "extended", "objected", "refused", "returned", "terminated", "dibian", "relative",
    "turned_away", "single",
)  # fmt: skip


def declared(shape: str) -> Declaration:
    """The family of a shape. A couple that earns 3,000 a month is above 低保 and within 低边.

    For 单人户 he is severely disabled; for 低边 nobody is.
    """
    wages = (AmountDeclared(member=0, kind="wages", fen=300_000, per="month"),)
    if shape == "single":
        return family(SHAPES.index(shape) + 1, amounts=wages)
    given = family(SHAPES.index(shape) + 1)
    if shape != "dibian":
        return given
    members = tuple(
        MemberDeclared(name=m.name, number=m.number, relation=m.relation, works=True, consented=True)
        for m in given.members
    )
    return family(SHAPES.index(shape) + 1, members=members, amounts=wages)


def centre_finds() -> dict[str, Any]:
    """Nothing that the families did not declare; one report takes its time."""
    return {
        member.number: {"findings": {}, **({"delay_days": SLOW_DAYS} if shape == "extended" else {})}
        for shape in SHAPES
        for member in declared(shape).members
    }


class Month:
    """The office's people at their screens, and the families' ways through it."""

    def __init__(self, person: Any, look: Looker) -> None:
        self.handler, self.second = person(desk.HANDLER), person(desk.SECOND)
        self.head, self.leader, self.bureau = person(desk.HEAD), person(desk.LEADER), person(BUREAU)
        self.look = look
        self.walks = {
            shape: desk.Walk(self.handler, self.second, self.head, self.leader, declared(shape)) for shape in SHAPES
        }

    def __getitem__(self, shape: str) -> desk.Walk:
        return self.walks[shape]

    def apply(self, shape: str) -> None:
        """Typed and received."""
        desk.type_application(self.handler, self[shape].declaration)
        if shape == "relative":
            desk.name_a_relative(self.handler, "王某", "兄弟姐妹", "望潮社区委员")
        desk.receive(self[shape])

    def check(self, shape: str) -> None:
        """委托确认."""
        desk.do(self[shape].at(self.head), "确认授权，发出核对", CONFIRMED)

    def survey(self, *shapes: str) -> None:
        """The visits of the day."""
        for shape in shapes:
            desk.investigate(self[shape])

    def conclude(self, *shapes: str) -> None:
        """Finding, opinion and notice."""
        for shape in shapes:
            desk.find(self[shape])
            desk.review(self[shape])
            desk.publish(self[shape])

    def grant(self, shape: str, word: str = "同意，给予低保") -> None:
        """The notice is over, the leader approves, the decision is announced."""
        walk = self[shape]
        desk.end_notice(walk)
        decide(walk.at(self.leader), word, "同意。")
        desk.announce(walk)
        expect(self.handler.get_by_role("main")).to_contain_text("本案已办结")


def decide(page: Page, word: str, text: str) -> None:
    """The leader's decision with the password."""
    page.get_by_role("radio", name=word).check()
    page.get_by_label("意见", exact=True).fill(text)
    page.locator('form[action$="/acts/decide_case/"]').get_by_label("再输一次您的密码").fill(PASSWORD)
    desk.do(page, "作出决定", "决定已作出")


def other(page: Page, act: str, word: str) -> Any:
    """The small form of an act beside the steps, opened."""
    page.locator("summary", has_text=re.compile(f"^{word}$")).click()
    return page.locator(f'form[action$="/acts/{act}/"]')


def test_eleven_families_in_a_month(site: Site, person, look: Looker) -> None:
    site.start_fakes(centre_finds())
    site.start_worker()
    month = Month(person, look)
    first_day(month)
    second_day(month)
    desk.move_day(month.handler, "七天")  # 11月10日
    for shape in ("straight", "returned"):
        month.grant(shape)
    month.grant("single", "同意，给予单人户低保")
    month.grant("dibian", "同意，认定为低边")
    related(month)
    desk.move_day(month.handler, "往后一天")  # 11月11日: the notice after the objection is over, too
    month.grant("objected")
    desk.move_day(month.handler, "七天")  # 11月18日
    extended(month)
    judge_rows(site, month)


def first_day(month: Month) -> None:
    """11月2日: applications, visits, the first findings."""
    turned_away(month)
    noticed(month)
    for shape in (
        "straight",
        "extended",
        "objected",
        "refused",
        "returned",
        "terminated",
        "dibian",
        "relative",
        "single",
    ):
        month.apply(shape)
    checked = ("straight", "objected", "refused", "returned", "dibian", "relative", "single")
    for shape in (*checked, "extended"):
        month.check(shape)
    month.survey(*checked, "extended")
    for shape in checked:
        desk.see_report(month[shape].at(month.head))
    month.conclude("straight", "objected", "relative")
    terminated(month)
    refused(month)
    returned(month)
    other_way(month, "dibian", "^低边")
    other_way(month, "single", "^单人户低保")


def turned_away(month: Month) -> None:
    """不予受理 with number and reason."""
    page = month.handler
    desk.type_application(page, month["turned_away"].declaration)
    page.locator("summary", has_text="不予受理").click()
    page.get_by_role("radio", name=re.compile("户籍不在本街道")).check()
    page.get_by_label("具体情况").fill("户口和常住地都在鹿城区")
    month.look(page, "intake-instead")
    page.get_by_role("button", name="不予受理，编号登记").click()
    expect(page.get_by_role("main")).to_contain_text("户口和常住地都在鹿城区")


def noticed(month: Month) -> None:
    """One notice of everything missing."""
    page = month.handler
    desk.type_application(page, month["noticed"].declaration)
    page.locator("summary", has_text="存下，等补材料").click()
    page.get_by_label("缺少的材料，一行写一样").fill("近 12 个月医药费票据\n户口簿页")
    page.get_by_role("button", name="存下，出一次性告知书").click()
    expect(page.get_by_role("main")).to_contain_text("缺 2 样材料")
    month.look(page, "intake-waiting")
    printed = page.request.get(page.get_by_role("link", name="打印一次性告知书").get_attribute("href") or "")
    assert printed.headers["content-type"] == "application/pdf"
    month["noticed"].address = page.url


def terminated(month: Month) -> None:
    """The leader ends the procedure, with the password."""
    page = month["terminated"].at(month.leader)
    form = other(page, "terminate_case", "终止审核")
    form.get_by_label(re.compile("^怎样拒不配合")).fill("三次约定入户都拒绝开门")
    form.get_by_label("再输一次您的密码").fill(PASSWORD)
    month.look(page, "case-terminate")
    form.get_by_role("button", name="终止审核").click()
    expect(page.get_by_role("main")).to_contain_text("已终止审核")
    month.look(page, "case-terminated")


def refused(month: Month) -> None:
    """拟不予确认, refused, told in writing and delivered."""
    walk = month["refused"]
    desk.find(walk)
    page = walk.at(month.head)
    page.get_by_role("radio", name=re.compile("^拟不予确认")).check()
    page.get_by_label("说明").fill("儿子有渔船，没有申报。")
    desk.do(page, "提出意见", "初审意见已提出")
    decide(walk.at(month.leader), "不予确认", "隐瞒渔船，不予确认。")
    page = walk.at(month.handler)
    printed = page.request.get(page.get_by_role("link", name="打印不予确认告知书").get_attribute("href") or "")
    assert printed.headers["content-type"] == "application/pdf"
    page.get_by_role("radio", name="当面签收").check()
    page.get_by_label("签收人").fill("本人")
    page.get_by_label("送达日期").fill("2026-11-02")
    month.look(page, "case-deliver")
    desk.do(page, "登记送达", "送达已登记")
    expect(page.get_by_role("main")).to_contain_text("书面送达（当面签收），签收：本人")
    month.look(page, "case-refused")


def returned(month: Month) -> None:
    """The reviewer sends it back; visited again, it goes on."""
    walk = month["returned"]
    desk.find(walk)
    page = walk.at(month.head)
    page.get_by_role("radio", name=re.compile("^退回补充调查")).check()
    page.get_by_label("说明").fill("缺医药费票据。")
    desk.do(page, "提出意见", "初审意见已提出")
    desk.investigate(walk)
    month.conclude("returned")


def other_way(month: Month, shape: str, way: str) -> None:
    """Above the line of 低保: the family agrees to 低边, or to 低保 for him alone, and the case goes on."""
    page = month[shape].at(month.handler)
    form = other(page, "agree_programme", "改按另一种救助办理")
    form.get_by_role("radio", name=re.compile(way)).check()
    form.get_by_label("家庭同意的日期").fill("2026-11-02")
    form.get_by_label("家庭已在同意书上签字").check()
    if shape == "dibian":
        month.look(page, "case-agree")
    form.get_by_role("button", name="登记家庭同意，改办").click()
    expect(page.locator(".toast")).to_contain_text("已改按")
    month.conclude(shape)


def second_day(month: Month) -> None:
    """11月3日: papers come, an application is withdrawn, a notice meets an objection."""
    desk.move_day(month.handler, "往后一天")
    page, walk = month.handler, month["noticed"]
    page.goto(walk.address)
    page.get_by_label("补交日期").fill("2026-11-03")
    page.get_by_label("补来了哪些材料").fill("票据 12 张，户口簿复印件")
    page.get_by_role("button", name="登记补来的材料").click()
    page.get_by_role("link", name="打开，接着受理").click()
    expect(page.get_by_role("group", name="成员 1").get_by_label("姓名")).to_have_value(walk.name)
    desk.receive(walk)
    form = other(page, "withdraw_application", "撤回申请")
    form.get_by_label("撤回的原因").fill("已找到工作")
    form.get_by_label("申请人已在撤回申请书上签字").check()
    form.get_by_role("button", name="登记撤回").click()
    expect(page.get_by_role("main")).to_contain_text("由申请人撤回")
    month.look(page, "case-withdrawn")
    objected(month)


def objected(month: Month) -> None:
    """An objection by name: an appraisal, a new finding, the answer, a new notice."""
    walk = month["objected"]
    page = walk.at(month.handler)
    form = other(page, "record_objection", "登记公示异议")
    form.get_by_label("收到异议的日期").fill("2026-11-03")
    form.get_by_label("异议的内容").fill("他儿子有渔船")
    form.get_by_label("异议人姓名").fill("王阿海")
    form.get_by_role("button", name="登记异议").click()
    expect(page.locator(".toast")).to_have_text("公示异议已登记")
    page.get_by_role("radio", name=re.compile("^有异议")).check()
    desk.do(page, "登记结果", "公示结果已登记")
    form = other(page, "record_appraisal", "登记民主评议")
    form.get_by_label("评议日期").fill("2026-11-03")
    form.get_by_label("评议记录编号").fill("望潮 2026-7")
    form.get_by_label("评议结果").fill("到会九人，一致认为渔船两年前已报废")
    month.look(page, "case-objected")
    form.get_by_role("button", name="登记评议结果").click()
    expect(page.locator(".toast")).to_contain_text("评议结果已登记")
    month.conclude("objected")
    page = walk.at(month.handler)
    form = other(page, "answer_objection", "答复异议")
    form.get_by_label("哪一件异议").select_option(index=1)
    form.get_by_label("答复", exact=True).fill("渔船两年前已报废，评议一致认为符合")
    form.get_by_role("button", name="登记答复").click()
    expect(page.get_by_role("main")).to_contain_text("已答复")


def related(month: Month) -> None:
    """A relative of an officer: the leader waits for the bureau's visit."""
    walk = month["relative"]
    desk.end_notice(walk)
    page = walk.at(month.leader)
    expect(page.get_by_role("main")).to_contain_text("要等区民政局入户调查后才能决定")
    month.look(page, "case-waits-for-bureau")
    page = walk.at(month.bureau)
    form = other(page, "record_bureau_visit", "登记区民政局入户")
    form.get_by_label("入户日期").fill("2026-11-10")
    form.get_by_label("同去的人").fill("区民政局 林某")
    form.get_by_label("入户看到的情况").fill("与申报相符")
    form.get_by_role("button", name="登记入户").click()
    expect(page.locator(".toast")).to_have_text("区民政局入户已登记")
    decide(walk.at(month.leader), "同意，给予低保", "同意。")
    desk.announce(walk)


def extended(month: Month) -> None:
    """The check takes more than its days: the leader extends, with a reason; the case ends within the new date."""
    walk = month["extended"]
    page = walk.at(month.leader)
    form = other(page, "extend_deadline", "延长期限")
    form.get_by_label("延长到").fill("2026-12-02")
    form.get_by_label("延长的理由").fill("核对中心还在等银行答复")
    month.look(page, "case-extend")
    form.get_by_role("button", name="延长期限").click()
    expect(page.get_by_role("main")).to_contain_text("延长到 12月2日")
    month.look(page, "case-extended")
    desk.move_day(month.handler, "往后一天")  # 11月19日: the report is there
    desk.see_report(walk.at(month.head))
    month.conclude("extended")
    desk.move_day(month.handler, "七天", "往后一天")  # 11月27日
    month.grant("extended")


def judge_rows(site: Site, month: Month) -> None:
    """The stored rows: how each ended, by whom, and what is paid from when."""
    with site.rows():
        from jiuzhu.cases.models import Case, Enquiry
        from jiuzhu.cases.queries import is_late
        from jiuzhu.decisions.models import Hand
        from jiuzhu.entitlements.models import Entitlement
        from jiuzhu.funds.models import Payable
        from jiuzhu.ground.clock import today

        ended = {case.applicant.name: case for case in Case.objects.select_related("applicant")}
        states = {shape: ended[walk.name].state for shape, walk in month.walks.items() if walk.name in ended}
        granted = ("straight", "objected", "returned", "dibian", "single", "relative", "extended")
        assert states == {
            **dict.fromkeys(granted, "granted"),
            "refused": "refused",
            "noticed": "withdrawn",
            "terminated": "terminated",
        }
        assert {e.state for e in Enquiry.objects.all()} == {"accepted", "not_accepted"}
        for shape in granted:
            case = ended[month[shape].name]
            people = {(h.hand, h.person_id) for h in Hand.objects.filter(matter=case.token)}
            assert len({person for _, person in people}) == len(people), f"{shape}: nobody in two hands"
            row = Entitlement.objects.get(matter=case.token)
            assert row.span.lower.isoformat() == "2026-12-01"
            assert Payable.objects.filter(matter=case.token).exists() is (shape != "dibian")
            assert not is_late(case, today()), shape
        alone = Entitlement.objects.get(matter=ended[month["single"].name].token)
        covered = alone.persons.values_list("person__name", flat=True)
        assert list(covered) == [month["single"].declaration.members[1].name]
        paid = {e.matter for e in Entitlement.objects.all()}
        assert paid == {ended[month[shape].name].token for shape in granted}
