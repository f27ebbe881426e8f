"""The stewards desk in a browser: a figure by two people, a post that can't end, a handover signed by both."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from jiuzhu.commands.demo_data.staff import PASSWORD
from tests.journeys.looking import Looker
from tests.journeys.site import Site


def steward_of(site: Site) -> str:
    """The steward's name."""
    with site.rows():
        from tests.district import holder

        return holder("steward", "").name


def a_case(site: Site) -> str:
    """One family that has just applied at 陈海宁's window, and one whose visit names her; the first one's number."""
    with site.rows():
        from jiuzhu.cases.models import Task
        from tests.desks.casework.cases import received
        from tests.district import holder

        first, second = received(1), received(2)
        Task.objects.filter(case=second, step="visit").update(person_id=holder("handler").person_id)
        return first.number


def test_a_figure_is_published_by_two_people(site: Site, person, look: Looker) -> None:
    steward: Page = person(steward_of(site))
    expect(steward.get_by_role("heading", level=1)).to_have_text("本区的数字")
    look(steward, "stewards-figures")
    steward.get_by_role("link", name=re.compile("新值：最低生活保障标准")).click()
    look(steward, "stewards-propose")
    steward.get_by_label("数值").fill("1260")
    steward.get_by_label("从哪天起施行").fill("2027-01-01")
    steward.get_by_label("制定机关的级别").select_option("区级")
    steward.get_by_label("制定机关", exact=True).fill("区民政局")
    steward.get_by_role("button", name="提出").click()
    expect(steward.get_by_role("alert")).to_contain_text("由市级以上机关确定")
    look(steward, "stewards-propose-refused")
    steward.get_by_label("制定机关的级别").select_option("市级")
    steward.get_by_label("制定机关", exact=True).fill("市民政局")
    steward.get_by_label("文号").fill("温民〔2026〕61号")
    steward.get_by_label("发文日期").fill("2026-10-30")
    steward.get_by_role("button", name="提出").click()
    expect(steward.get_by_role("main")).to_contain_text("须由另一个人发布")
    look(steward, "stewards-figures-proposed")
    officer: Page = person("周予安")
    officer.get_by_role("link", name="数字").click()
    officer.get_by_label("请看着文件，输入数值").fill("1,260")
    officer.get_by_label("再输一次您的密码").fill(PASSWORD)
    look(officer, "stewards-figures-publishing")
    officer.get_by_role("button", name=re.compile("发布.*最低生活保障标准")).click()
    expect(officer.get_by_role("status")).to_have_text("已发布，从施行日起生效")
    with site.rows():
        from jiuzhu.figures.models import PublishedFigure

        row = PublishedFigure.objects.get(effective_from=dt.date(2027, 1, 1))
        assert (row.value, row.confirmed) == ("126000", True)
        assert row.made_by_id != row.proposed_by_id


def test_who_leaves_hands_over_and_the_successor_signs(site: Site, person, look: Looker) -> None:
    number = a_case(site)
    steward: Page = person(steward_of(site))
    steward.get_by_role("link", name="机构和岗位").click()
    look(steward, "stewards-offices")
    steward.get_by_role("link", name=re.compile("结束任职.*陈海宁，经办人")).click()
    steward.get_by_label("任职最后一天").fill("2026-11-02")
    steward.get_by_role("button", name="结束任职").click()
    expect(steward.get_by_role("alert")).to_contain_text("写明由本人办的待办")
    look(steward, "stewards-end_post-refused")

    leaver: Page = person("陈海宁")
    leaver.locator(".desk > summary").click()
    leaver.get_by_role("link", name="工作交接").click()
    expect(leaver.get_by_role("main")).to_contain_text(number)
    look(leaver, "stewards-handovers")
    leaver.get_by_label("接手人").select_option(label="吕晓棠（北岙街道 社会救助窗口）")
    leaver.get_by_label("移交说明").fill("两户都约好周三入户。")
    leaver.get_by_label("再输一次您的密码").fill(PASSWORD)
    leaver.get_by_role("button", name="移交并签收").click()
    expect(leaver.get_by_role("heading", level=1)).to_contain_text("陈海宁交吕晓棠")

    successor: Page = person("吕晓棠")
    successor.goto("/handovers/")
    successor.get_by_role("link", name="看清单并签收").click()
    look(successor, "stewards-handover")
    successor.get_by_label("再输一次您的密码").fill(PASSWORD)
    successor.get_by_role("button", name="签收", exact=True).click()
    expect(successor.get_by_role("main")).to_contain_text("已签收")
    look(successor, "stewards-handover-signed")

    steward.get_by_role("button", name="结束任职").click()
    expect(steward.get_by_role("status")).to_have_text("已记下任职的最后一天")
    with site.rows():
        from jiuzhu.cases.models import Task
        from jiuzhu.offices.models import Handover
        from tests.district import holder

        assert Handover.objects.get().state == "accepted"
        assert not Task.objects.filter(person_id=holder("handler").person_id, closed_on__isnull=True).exists()


def test_calendar_status_and_the_form_for_a_post(site: Site, person, look: Looker) -> None:
    steward: Page = person(steward_of(site))
    steward.get_by_role("link", name="日历").click()
    expect(steward.get_by_role("main")).to_contain_text("2027年放假安排没有发布，期限为暂定")
    look(steward, "stewards-calendar")
    steward.get_by_role("link", name="系统状态").click()
    expect(steward.get_by_role("main")).to_contain_text("后台任务没有运行过")
    look(steward, "stewards-status")
    site.start_worker()
    steward.reload()
    expect(steward.get_by_role("main")).to_contain_text("后台任务刚刚有应答")
    steward.get_by_role("link", name="机构和岗位").click()
    steward.get_by_role("link", name="任命", exact=True).click()
    look(steward, "stewards-appoint")
    steward.get_by_role("button", name="任命").click()
    expect(steward.get_by_role("alert")).to_contain_text("身份证号：请填写")
    look(steward, "stewards-appoint-refused")
