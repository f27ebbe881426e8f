"""Before and after the bank in the browser: a change explained, a run nobody knows the end of stopped and decided."""

import datetime as dt

from playwright.sync_api import expect

from jiuzhu.commands.demo_data.staff import PASSWORD
from tests.journeys.looking import Looker
from tests.journeys.site import Site
from tests.journeys.test_payout import PREPARER, RELEASER, granted_families, release, total_of


def came_back(site: Site) -> str:
    """One of two payments came back and is prepared again to the same account; the run's number."""
    granted_families(site, 2)
    with site.rows():
        from jiuzhu.ground.clock import set_day
        from jiuzhu.registry.models import Household
        from tests.payments.township import paid_month, prepared

        paid_month(failing={Household.objects.earliest("pk").account: "其他原因"})
        set_day(dt.date(2026, 11, 6))
        return prepared(day=6).number


def nobody_answers(site: Site, number: str) -> None:
    """The file stands, was sent and got no answer."""
    with site.rows():
        from jiuzhu.ground.actor import SYSTEM
        from jiuzhu.payments.acts import note_bank_unknown
        from jiuzhu.payments.models import Run
        from tests.payments.township import intended

        file = intended(Run.objects.get(number=number))
        note_bank_unknown(
            actor=SYSTEM, on=dt.date(2026, 11, 6), bank_file_id=file.pk, reason="银行 5 秒内没有应答", sent=True
        )


def never_received(site: Site, number: str) -> list[str]:
    """The bank answers that it never received the payments; how they stand then."""
    with site.rows():
        from jiuzhu.ground.actor import SYSTEM
        from jiuzhu.payments.acts import note_bank_answer
        from jiuzhu.payments.models import Order

        for order in Order.objects.filter(run__number=number, state="unknown"):
            note_bank_answer(actor=SYSTEM, on=dt.date(2026, 11, 6), order_id=order.pk, status="unknown")
        return list(Order.objects.filter(run__number=number).values_list("state", flat=True))


def test_a_change_is_explained_and_an_unknown_run_is_worked_off(site: Site, person, look: Looker) -> None:
    number = came_back(site)
    preparer, releaser = person(PREPARER), person(RELEASER)

    releaser.goto(f"/payout/{number}/")
    expect(releaser.get_by_text("有 1 笔没有查到依据，也没有说明")).to_be_visible()
    look(releaser, "payout-change-open")
    releaser.locator("#diff ~ *, table").get_by_role("link", name="说明").first.click()
    look(releaser, "payout-change")
    releaser.get_by_label("为什么变化").fill("账号与本人核过无误，银行系统故障退票")
    releaser.get_by_role("button", name="记下说明").click()
    expect(releaser.get_by_text("账号与本人核过无误")).to_be_visible()
    release(releaser, total_of(releaser))
    expect(releaser.get_by_role("heading", name="已放行")).to_be_visible()

    nobody_answers(site, number)
    preparer.goto("/payout/unknown/")
    look(preparer, "payout-unknown")
    preparer.get_by_role("link", name="2026年11月低保金").click()
    look(preparer, "payout-unknown-silent")
    preparer.get_by_label("停送的原因").fill("银行系统停机，改到柜台查询")
    preparer.get_by_role("button", name="停止再送").click()
    expect(preparer.get_by_text("已停止再送")).to_be_visible()
    assert never_received(site, number) == ["unknown"]

    releaser.goto(f"/payout/unknown/{number}/")
    releaser.get_by_role("checkbox", name="选").check()
    releaser.get_by_label("未付，钱退回账户，可以重发").check()
    releaser.get_by_label("依据").fill("银行11月6日书面答复，第12号")
    look(releaser, "payout-unknown-decide")
    releaser.get_by_label("再输一次您的密码").fill(PASSWORD)
    releaser.get_by_role("button", name="认定", exact=True).click()
    expect(releaser.get_by_text("银行11月6日书面答复，第12号")).to_be_visible()
    look(releaser, "payout-unknown-settled")
    releaser.goto("/payout/unknown/")
    expect(releaser.get_by_text("现在没有结果未知的款")).to_be_visible()
