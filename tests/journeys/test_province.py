"""Beside the provincial system in a browser: a step typed there from the sheet, a roster settled before the release."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.looking import Looker
from tests.journeys.site import Site

CLERK, PREPARER, RELEASER = "陈海宁", "李晓舟", "何静"
NUMBER = "ZJ33-2026-000417"


def case_at_review(site: Site) -> tuple[str, str]:
    """A case sent to the reviewer; its number here and its applicant's identity number."""
    with site.rows():
        from tests.desks.casework.cases import found, received

        case = found(received(1))
        return case.number, case.applicant.id_number


def month_with_differences(site: Site, folder: Path) -> Path:
    """A prepared run of two families, and the file of a roster in which one family has another amount."""
    with site.rows():
        import datetime as dt

        from jiuzhu.gateways.province_system import fake
        from jiuzhu.ground.clock import set_day
        from tests.payments.township import granted, prepared
        from tests.province.rosters import as_here, with_amounts

        cases = granted(1), granted(2, wages_fen=45_000)
        prepared()
        set_day(dt.date(2026, 11, 4))
        rows = with_amounts(as_here(*cases), {0: "5.00", 1: "5.00"})
    file = folder / "roster.xlsx"
    file.write_bytes(fake.as_xlsx(rows))
    return file


def test_a_step_is_typed_there_from_the_sheet(site: Site, person: Callable[[str], Page], look: Looker) -> None:
    number, identity = case_at_review(site)
    page = person(CLERK)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/province/")
    expect(page.get_by_text("还没有登记省系统案件号")).to_be_visible()
    look(page, "province-overview")
    page.goto(f"/cases/{number}/")
    page.get_by_role("link", name="与省系统对照").click()
    page.get_by_role("textbox", name="省系统案件号").fill("温民救1")
    page.get_by_role("button", name="登记案件号").click()
    expect(page.get_by_role("alert")).to_contain_text("省系统案件号应为 6 到 40 位")
    look(page, "province-case-refused")
    page.get_by_role("textbox", name="省系统案件号").fill(NUMBER)
    page.get_by_role("button", name="登记案件号").click()
    expect(page.locator(".toast")).to_have_text("省系统案件号已登记")
    look(page, "province-case")
    page.get_by_label("用途").fill("录入省系统受理环节")
    page.get_by_role("button", name="显示完整号码").click()
    row = page.get_by_role("row", name=re.compile("^申请人身份证号"))
    expect(row).to_contain_text(identity)
    row.get_by_role("button", name="复制").click()
    expect(page.locator("#copied")).to_have_text("已复制：申请人身份证号")
    assert page.evaluate("navigator.clipboard.readText()") == identity
    look(page, "province-case-full")
    page.get_by_label("省系统办理日期").fill("2026-11-03")
    page.get_by_role("button", name="登记办理日期").click()
    expect(page.locator(".toast")).to_have_text("省系统办理日期已登记")
    expect(page.get_by_role("row", name=re.compile("^受理"))).to_contain_text("日期不同")
    expect(page.get_by_role("heading", name=re.compile("^转录单"))).to_contain_text("委托核对确认")
    with site.rows():
        from jiuzhu.province.models import ProvincialStep

        assert [(s.step, f"{s.done_on}") for s in ProvincialStep.objects.all()] == [("receive", "2026-11-03")]


def test_a_roster_is_settled_before_the_release(
    site: Site, person: Callable[[str], Page], look: Looker, tmp_path: Path
) -> None:
    file = month_with_differences(site, tmp_path)
    clerk, releaser = person(PREPARER), person(RELEASER)
    clerk.goto("/province/")
    clerk.get_by_label("省系统导出的名册").set_input_files(file)
    clerk.get_by_role("button", name="导入并逐人核对").click()
    expect(clerk.get_by_text("2 人不同，没有更正也没有说明")).to_be_visible()
    look(clerk, "province-roster")
    clerk.get_by_role("link", name=re.compile("一致")).click()
    expect(clerk.get_by_role("row", name=re.compile("一致"))).to_have_count(2)

    releaser.goto("/payout/BA-DB-202611-1/")
    check = releaser.get_by_text("与省系统名册逐人核对，有 2 人不同")
    expect(check).to_be_visible()
    look(releaser, "province-run")
    for _ in range(2):
        releaser.goto("/payout/BA-DB-202611-1/")
        releaser.get_by_role("link", name="看名册").click()
        releaser.get_by_role("row", name=re.compile("金额不同")).first.get_by_role("link").click()
        releaser.get_by_label("为什么不同").fill("省系统下月才变更")
        look(releaser, "province-difference")
        releaser.get_by_role("button", name="记下说明").click()
        expect(releaser.locator(".toast")).to_have_text("说明已记下")
    expect(releaser.get_by_text("没有待说明的不同")).to_be_visible()
    look(releaser, "province-roster-settled")
    releaser.goto("/payout/BA-DB-202611-1/")
    expect(releaser.get_by_text("已与省系统名册逐人核对，4 人")).to_be_visible()
    clerk.goto("/province/")
    look(clerk, "province-overview-rosters")
    with site.rows():
        from jiuzhu.province.models import DifferenceExplained, RosterImport

        assert (RosterImport.objects.count(), DifferenceExplained.objects.count()) == (1, 2)
