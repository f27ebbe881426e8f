"""A partner's key in a browser: proposed by the steward, issued by the bureau's section, the secret shown once."""

from playwright.sync_api import Page, expect

from jiuzhu.commands.demo_data.staff import PASSWORD
from tests.journeys.looking import Looker
from tests.journeys.site import Site
from tests.journeys.test_stewards import steward_of


def test_a_partners_key_is_proposed_and_issued_by_two_people(site: Site, person, look: Looker) -> None:
    steward: Page = person(steward_of(site))
    steward.get_by_role("link", name="合作方").click()
    look(steward, "stewards-partners")
    for label, text in (
        ("单位", "区教育局"),
        ("系统", "学生资助系统"),
        ("接入名", "edu-bureau"),
        ("用途", "认定学生资助对象"),
        ("协议或文件", "数据共享协议 2026 第3号"),
        ("第一天", "2026-11-02"),
        ("最后一天", "2027-11-02"),
    ):
        steward.get_by_label(label, exact=True).fill(text)
    steward.get_by_role("button", name="提出").click()
    expect(steward.get_by_role("status")).to_contain_text("已提出")
    look(steward, "stewards-partners-proposed")
    officer: Page = person("周予安")
    officer.goto("/stewards/partners/")
    officer.get_by_label("再输一次您的密码").fill(PASSWORD)
    officer.get_by_role("button", name="发出").click()
    expect(officer.get_by_role("main")).to_contain_text("只显示这一次")
    look(officer, "stewards-partner_secret")
    officer.get_by_role("link", name="已经交给对方").click()
    expect(officer.get_by_role("main")).to_contain_text("在用")
    with site.rows():
        from jiuzhu.sharing.models import PartnerKey

        assert PartnerKey.objects.get().state == "issued"
