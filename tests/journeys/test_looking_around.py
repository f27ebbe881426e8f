"""What a clerk and the bureau see of the same cases: tasks, a search, the overview and the way down to a case."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from tests.journeys.looking import Looker
from tests.journeys.site import Site

TODAY = dt.date(2026, 11, 25)


def some_cases(site: Site) -> tuple[str, str]:
    """Two late cases, one decided in time and two that run; the names of a late family and of its number."""
    with site.rows():
        from jiuzhu.cases import acts
        from jiuzhu.ground.clock import set_day
        from jiuzhu.ground.models import DemoDay
        from tests.desks.casework import cases
        from tests.district import DAY, holder

        granted = cases.ready(cases.received(1))
        acts.decide_case(
            actor=holder("leader_in_charge"), on=cases.AFTER_NOTICE, case_id=granted.pk, outcome="approve", text="同意"
        )
        DemoDay.objects.update(day=DAY)
        late = cases.published(cases.received(2))
        cases.received(3, "330305002", "330305002200")
        set_day(TODAY)
        return late.applicant.name, late.number


def test_a_clerk_works_from_the_list_and_finds_a_family(site: Site, person, look: Looker) -> None:
    name, number = some_cases(site)
    page: Page = person("陈海宁")
    expect(page.get_by_role("main")).to_contain_text("超期")
    look(page, "worklist")
    look.opened(page, "worklist", ".due > summary")
    page.get_by_role("searchbox", name=re.compile("搜索姓名")).fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("查找")
    assert page.url.endswith("/search/"), "what was typed stands in no address"
    look(page, "search")
    page.get_by_role("link", name=f"{name}户").first.click()
    expect(page).to_have_url(re.compile(f"/cases/{number}/$"))


def test_the_bureau_goes_from_a_number_to_its_cases(site: Site, person, look: Looker) -> None:
    name, number = some_cases(site)
    page: Page = person("周予安")
    expect(page.get_by_role("heading", level=1)).to_have_text("全区概览")
    look(page, "overview")
    page.get_by_text("看数字").first.click()
    look(page, "overview-numbers")
    page.get_by_role("link", name="已超期，还在办").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已超期，还在办")
    expect(page.get_by_role("row", name=re.compile(number))).to_contain_text(f"{name}户")
    look(page, "oversight-cases")
    page.get_by_role("link", name="概览").first.click()
    page.get_by_role("link", name=re.compile("北岙街道.*100%")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 件")


def test_the_keyboard_alone_is_enough(site: Site, person) -> None:
    page: Page = person("陈海宁")
    page.goto("/worklist/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
    page.goto("/worklist/")
    page.locator(".desk > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".desk")).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(page.locator(".desk")).not_to_have_attribute("open", "")
    expect(page.locator(".desk > summary")).to_be_focused()
