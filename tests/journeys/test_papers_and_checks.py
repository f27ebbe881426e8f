"""Papers photographed and put in order; the check centre takes its request out and files its report."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.casework import HANDLER
from tests.journeys.looking import Looker
from tests.journeys.site import Site


def a_request(site: Site) -> tuple[str, str, str]:
    """A case whose check was asked for: its number, the key of the request, the name of the centre's officer."""
    with site.rows():
        from tests.desks.checkcentre.requests import asked
        from tests.district import holder

        case, check = asked(1)
        asked(2)
        return case.number, check.request_key, holder("check_centre", "").name


def pictures() -> list[dict[str, object]]:
    """Three pages as a camera gives them, the second held on its side."""
    from tests.desks.papers.pictures import page

    return [
        {"name": f"IMG_{n}.JPG", "mimeType": "image/jpeg", "buffer": page(n, exif=6 if n == 2 else 0)}
        for n in range(1, 4)
    ]


def see_all_pictures(page: Page) -> None:
    """Scroll to each, for they are only fetched when they come into view."""
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("i => i.naturalWidth") > 0


def test_a_pile_is_photographed_sorted_turned_and_judged(site: Site, person, look: Looker) -> None:
    number, _, _ = a_request(site)
    page: Page = person(HANDLER)
    page.goto(f"/cases/{number}/papers/")
    look(page, "papers-empty")
    page.get_by_label("照片或扫描件").set_input_files(pictures())  # type: ignore[arg-type]
    page.get_by_role("button", name="加上").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 页")
    page.get_by_role("button", name="归到这份材料").click()
    expect(page.get_by_role("alert")).to_contain_text("请先勾选")
    look(page, "papers-refused")
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_label("归到哪一份材料").select_option(label="票据")
    page.get_by_role("button", name="归到这份材料").click()
    expect(page.get_by_role("heading", level=2, name=re.compile("票据"))).to_contain_text("2 页")
    see_all_pictures(page)
    look(page, "papers")
    page.get_by_role("link", name=re.compile(r"看票据\s*第 1 页")).click()
    page.get_by_role("button", name="向右转").click()
    page.get_by_label("左边裁掉 %").fill("10")
    page.get_by_role("button", name="裁剪").click()
    page.get_by_role("button", name="看不清，请重拍").click()
    expect(page.get_by_role("main")).to_contain_text("看不清，请重拍")
    loaded = page.locator(".sheet img").evaluate("i => [i.complete, i.naturalWidth, i.naturalHeight]")
    assert loaded == [True, 1080, 900], "turned to the right, a tenth cut off"
    look(page, "paper")
    page.get_by_label("更清楚的一页", exact=True).set_input_files(pictures()[0])  # type: ignore[arg-type]
    page.get_by_role("button", name="加上").click()
    expect(page.get_by_role("link", name="看原来的一页")).to_be_visible()
    with site.rows():
        from jiuzhu.cases.models import Paper

        rows = list(Paper.objects.order_by("pk"))
        assert [row.legible for row in rows] == [False, None, None, None]
        assert rows[0].better_id == rows[3].pk and rows[0].turn == 90


def test_the_check_centre_takes_a_request_and_files_the_report(site: Site, person, look: Looker) -> None:
    number, key, officer = a_request(site)
    page: Page = person(officer)
    expect(page.get_by_role("heading", level=1)).to_contain_text("核对请求")
    look(page, "inbox")
    look.opened(page, "inbox", ".due > summary")
    page.locator(f'a[href="/checkcentre/{key}/"]').click()
    look(page, "request")
    page.get_by_label("核对开始日期").fill("2026-11-03")
    page.get_by_role("button", name="登记开始").click()
    expect(page.get_by_role("main")).to_contain_text("核对中")
    page.get_by_label("用途").fill("导入核对平台")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载请求文件").click()
    assert download.value.suggested_filename == f"{key}.json"
    page.goto(f"/checkcentre/{key}/")
    page.get_by_label("核对报告文件").set_input_files(
        {"name": "报告.json", "mimeType": "application/json", "buffer": b"{}"}
    )
    page.get_by_role("button", name="交报告").click()
    expect(page.get_by_role("alert")).to_contain_text("没有导入")
    look(page, "request-refused")
    with site.rows():
        from jiuzhu.registry.models import MeansCheck
        from tests.desks.checkcentre.requests import file_of, report_of

        report = file_of(report_of(MeansCheck.objects.get(request_key=key), day=3)).read()
    page.get_by_label("核对报告文件").set_input_files(
        {"name": "报告.json", "mimeType": "application/json", "buffer": report}
    )
    page.get_by_role("button", name="交报告").click()
    expect(page.get_by_role("main")).to_contain_text("已出报告")
    look(page, "request-done")
    with site.rows():
        from jiuzhu.registry.models import MeansCheck

        check = MeansCheck.objects.select_related("reported_by").get(request_key=key)
        assert check.reported_by is not None and check.reported_by.name == officer
    assert number not in page.content()
