"""One 低保 case from the window to the announced decision, with four people at their own screens."""

import re

from playwright.sync_api import expect

from tests.district import BEIAO
from tests.journeys import casework as desk
from tests.journeys.looking import Looker
from tests.journeys.site import Site


def test_a_family_gets_its_dibao(site: Site, person, look: Looker) -> None:
    walk = desk.begin(person)
    site.start_fakes(desk.centre_finds(walk.declaration))
    site.start_worker()

    desk.type_application(walk.handler, walk.declaration)
    look(walk.handler, "intake")
    desk.receive(walk)
    look(walk.at(walk.handler), "case-received")
    look.opened(walk.handler, "case")
    walk.handler.locator("summary", has_text="完整流程图").click()
    look(walk.handler, "case-chart")

    desk.do(walk.at(walk.head), "确认授权，发出核对", "已确认授权，核对申请正在发往区核对中心")
    desk.see_report(walk.head)
    expect(walk.head.get_by_role("main")).to_contain_text("1 处不同")
    expect(walk.head.get_by_role("main")).to_contain_text("86.40")
    look(walk.head, "case-reported")

    desk.investigate(walk)
    look(walk.at(walk.handler), "case-finding")
    desk.find(walk)
    look(walk.at(walk.head), "case-opinion")
    desk.review(walk)
    desk.publish(walk)

    villager = person("")
    villager.goto(f"/board/{BEIAO}/")
    expect(villager.get_by_role("main")).not_to_contain_text(walk.name)
    desk.move_day(walk.handler, "往后一天")
    villager.reload()
    expect(villager.get_by_role("row", name=walk.name)).to_contain_text("2 人")
    look(villager, "board")
    desk.move_day(walk.handler, "七天")
    villager.reload()
    expect(villager.get_by_role("main")).not_to_contain_text(walk.name)

    desk.end_notice(walk)
    expect(walk.at(walk.leader).get_by_role("main")).to_contain_text("请您决定")
    look(walk.leader, "case-decide")
    desk.decide(walk)
    desk.announce(walk)
    expect(walk.handler.get_by_role("main")).to_contain_text("本案已办结")
    look(walk.handler, "case-granted")
    judge_rows(site, walk)


def judge_rows(site: Site, walk: desk.Walk) -> None:
    """The stored rows say what the pages said: three people, one decision, an entitlement from the next month."""
    with site.rows():
        from jiuzhu.cases.models import Case
        from jiuzhu.decisions.models import Decision, Hand
        from jiuzhu.entitlements.models import Entitlement
        from jiuzhu.funds.models import Payable

        case = Case.objects.get(number=walk.address.rstrip("/").rpartition("/")[2])
        assert case.state == "granted"
        hands = {(h.hand, h.person.name) for h in Hand.objects.filter(matter=case.token).select_related("person")}
        assert hands == {(1, desk.HANDLER), (1, desk.SECOND), (2, desk.HEAD), (3, desk.LEADER)}
        decision = Decision.objects.get(matter=case.token)
        # 全年 600 × 12 + 86.40 = 7,286.40，两人；丈夫重度残疾，单独按全额
        assert decision.amount_fen == 118_500 * 2 - 728_640 // 24
        assert decision.effective_from.isoformat() == "2026-12-01"
        assert Entitlement.objects.get(matter=case.token).amount_fen == decision.amount_fen
        assert Payable.objects.get(matter=case.token).amount_fen == decision.amount_fen


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(site: Site, person, look: Looker) -> None:
    page = person(desk.HANDLER)
    family = desk.family()
    desk.type_application(page, family)
    page.get_by_role("group", name="收入 1").get_by_label("金额").fill("六百")
    page.get_by_role("group", name="成员 2").get_by_label("身份证号").fill(f"{family.members[1].number[:17]}A")
    page.get_by_role("button", name="检查并受理").last.click()
    expect(page.get_by_role("alert")).to_contain_text("还不能受理，请改 2 处")
    expect(page.get_by_role("alert")).to_be_focused()
    look(page, "intake-errors")
    page.get_by_role("alert").get_by_role("link", name=re.compile("收入 1")).click()
    amount = page.get_by_role("group", name="收入 1").get_by_label("金额")
    expect(amount).to_be_focused()
    amount.fill("600")
    page.get_by_role("group", name="成员 2").get_by_label("身份证号").fill(family.members[1].number)
    number = family.members[0].number
    covered = page.get_by_role("group", name="成员 1").get_by_label("身份证号")
    expect(covered).to_have_value(f"{number[:6]}********{number[14:]}")
    page.get_by_role("button", name="检查并受理").last.click()
    expect(page).to_have_url(re.compile(r"/cases/BA-DB-2026-\d{4}/$"))
    page.locator("summary", has_text="看全号").first.click()
    page.get_by_label(re.compile("的全号做什么用")).first.fill("核对社保卡户名")
    page.get_by_role("button", name="看全号并留痕").first.click()
    expect(page.get_by_role("row", name=re.compile(number))).to_be_visible()
    look(page, "case-unmasked")
    with site.rows():
        from jiuzhu.cases.models import Case
        from jiuzhu.ground.models import AuditEntry

        assert Case.objects.get().applicant.id_number == number
        assert AuditEntry.objects.filter(act="unmask_number").count() == 1


def test_a_row_added_after_a_pause_loses_nothing(site: Site, person, look: Looker) -> None:
    page = person(desk.HANDLER)
    family = desk.family()
    page.get_by_role("link", name="登记申请").click()
    page.get_by_role("group", name="成员 1").get_by_label("姓名").fill(family.members[0].name)
    page.get_by_role("group", name="成员 1").get_by_label("身份证号").fill(family.members[0].number)
    page.context.clear_cookies(name="jz_seen")  # as after half an hour without a request
    page.get_by_role("button", name="加一名成员").click()
    expect(page.get_by_role("status")).to_contain_text("30 分钟没有操作")
    assert family.members[0].number not in page.content(), "下一个坐到屏幕前的人读不到"
    page.get_by_role("row", name=desk.HANDLER).get_by_role("button").click()
    page.get_by_role("button", name="接着提交").click()
    expect(page.get_by_role("group", name="成员 1").get_by_label("姓名")).to_have_value(family.members[0].name)
    expect(page.get_by_role("group", name="成员 2").get_by_label("姓名")).to_be_focused()
    with site.rows():
        from jiuzhu.registry.models import Household

        assert not Household.objects.exists()


def test_the_window_works_without_script(site: Site, browser) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/signin/")
    page.get_by_role("row", name=desk.HANDLER).get_by_role("button").click()
    desk.type_application(page, desk.family())
    page.get_by_role("button", name="检查并受理").last.click()
    expect(page).to_have_url(re.compile(r"/cases/BA-DB-2026-\d{4}/$"))
    page.get_by_role("button", name="登记入户核查").click()
    expect(page.get_by_role("alert")).to_contain_text("请填写入户日期")
    context.close()
    with site.rows():
        from jiuzhu.cases.models import Case

        assert Case.objects.get().members_count == 2


def test_the_same_form_sent_many_times_at_once_is_one_case(site: Site, person) -> None:
    page = person(desk.HANDLER)
    desk.type_application(page, desk.family())
    answers = page.evaluate(
        """() => {
          const form = document.querySelector("form.cols");
          const send = () => fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))});
          return Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(send)).then(all => all.map(a => [a.status, a.url]));
        }"""
    )
    assert {status for status, _ in answers} == {200}
    assert len({url for _, url in answers}) == 1
    assert re.search(r"/cases/BA-DB-2026-0001/$", answers[0][1])
    with site.rows():
        from jiuzhu.cases.models import Case
        from jiuzhu.ground.models import AuditEntry

        assert Case.objects.count() == 1
        assert AuditEntry.objects.filter(act="receive_application").count() == 1
