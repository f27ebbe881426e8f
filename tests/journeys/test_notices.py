"""公示 from both sides of the counter: a neighbour objects on a telephone, the clerk photographs, reads and looks."""

import re

from playwright.sync_api import Page, expect

from tests.desks.papers.pictures import page as picture
from tests.district import BEIAO
from tests.journeys.looking import Looker
from tests.journeys.site import Site


def a_notice(site: Site) -> tuple[str, str]:
    """A notice that stands today, and a family whose grant is announced; the first one's name and number."""
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
        acts.announce_decision(actor=holder("handler"), on=cases.AFTER_NOTICE, case_id=granted.pk)
        DemoDay.objects.update(day=DAY)
        case = cases.reviewed(cases.received(2))
        set_day(cases.AFTER_NOTICE)
        acts.start_publication(actor=holder("handler"), on=cases.AFTER_NOTICE, case_id=case.pk)
        set_day(cases.AFTER_NOTICE.replace(day=18))
        return case.applicant.name, case.number


def test_a_neighbour_objects_and_the_clerk_reads_it(site: Site, person, look: Looker) -> None:
    name, number = a_notice(site)
    home: Page = person("")
    home.goto(f"/board/{BEIAO}/")
    expect(home.get_by_role("heading", name="最低生活保障确认公布")).to_be_visible()
    look(home, "board")
    home.get_by_role("link", name="提出意见").click()
    look(home, "objection")
    home.get_by_role("button", name="提交").click()
    expect(home.get_by_role("alert")).to_contain_text("请选择是哪一户")
    look(home, "objection-wrong")
    home.get_by_label(re.compile(name)).check()
    home.get_by_label("哪里不对").fill("他家在城里还有一套房")
    home.get_by_role("button", name="提交").click()
    expect(home.get_by_role("heading", level=1)).to_have_text("收到了")
    expect(home.get_by_text("BA-YJ-2026-0001")).to_be_visible()
    look(home, "received")

    clerk: Page = person("陈海宁")
    clerk.get_by_role("link", name=re.compile("^消息 2")).click()
    look(clerk, "messages")
    clerk.get_by_role("button", name=re.compile("看过了.*异议")).click()
    expect(clerk.get_by_role("link", name=re.compile("^消息 1"))).to_be_visible()
    clerk.get_by_role("link", name=f"{name}户的公示收到异议，审批已停下").click()
    expect(clerk).to_have_url(re.compile(f"/cases/{number}/$"))
    expect(clerk.get_by_text("他家在城里还有一套房")).to_be_visible()
    clerk.locator("summary", has_text="上传公示照片").click()
    clerk.get_by_label("张榜时").check()
    clerk.get_by_label("照片", exact=True).set_input_files(
        {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    clerk.get_by_label("拍照日期").fill("2026-11-18")
    clerk.get_by_role("button", name="上传", exact=True).click()
    expect(clerk.get_by_role("link", name="11月18日拍")).to_be_visible()
    look(clerk, "case-notices")
    clerk.goto("/publications/")
    look(clerk, "publications")
