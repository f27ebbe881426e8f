"""A month's run from the preparer's button to the booked return: two people, the worker, the bank as processes."""

import json
import re
from collections.abc import Mapping

import httpx
from playwright.sync_api import Page, expect

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.gateways.bank.fake.judge import judge
from jiuzhu.plain.money import format_grouped
from tests.journeys.looking import Looker
from tests.journeys.site import Site, _listens

PREPARER, RELEASER = "李晓舟", "何静"
CARRIED_MS = 60_000  # how long the harness waits for worker and bank; no claim about speed
NEW_ACCOUNT = "6217000099010000123"


def start_bank(site: Site, accounts: Mapping[str, object]) -> None:
    """The fake bank on this site's port; `accounts`: its scenario."""
    from django.conf import settings

    (site.folder / "bank.key").write_text(settings.KEYS["bank"], "ascii")
    scenario = site.folder / "accounts.json"
    scenario.write_text(json.dumps({"accounts": accounts}), "utf-8")
    words = ["--port", str(site.ports["bank"]), "--state", str(site.folder / "bank")]
    words += ["--key-file", str(site.folder / "bank.key"), "--scenario", str(scenario)]
    site.start("bank", "jiuzhu.gateways.bank.fake", *words)
    site.wait("bank", lambda: _listens(site.ports["bank"]))


def granted_families(site: Site, count: int) -> list[str]:
    """Families with money from November on; their accounts in order."""
    with site.rows():
        import datetime as dt

        from jiuzhu.ground.clock import set_day
        from jiuzhu.ground.models import OutboxMessage
        from jiuzhu.registry.models import Household
        from tests.payments.township import granted

        matters = [str(granted(n, wages_fen=30_000 + n * 5_000).token) for n in range(1, count + 1)]
        OutboxMessage.objects.filter(channel="means_check.request").update(done=True)  # their reports are in
        set_day(dt.date(2026, 11, 3))
        homes = {h.matter: h.account for h in Household.objects.filter(matter__in=matters)}
    return [homes[m] for m in matters]


def release(page: Page, total: str) -> None:
    """Open the dialog, type the total and the password."""
    page.get_by_role("button", name="放行，生成银行文件").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("请看着制单表，输入合计金额").fill(total)
    dialog.get_by_label("再输一次您的密码").fill(PASSWORD)
    dialog.get_by_role("button", name="放行", exact=True).click()


def total_of(page: Page) -> str:
    """What the page says the run comes to, as the preparer's sheet shows it."""
    return page.locator(".acts .big").inner_text().removesuffix(" 元")


def test_a_run_is_released_paid_and_a_returned_payment_paid_again(site: Site, person, look: Looker) -> None:
    accounts = granted_families(site, 5)
    start_bank(site, {accounts[0]: {"fail": "no_such_account"}})
    site.start_worker()
    preparer, releaser = person(PREPARER), person(RELEASER)

    preparer.goto("/payout/")
    look(preparer, "payout-due")
    preparer.get_by_role("button", name=re.compile("^编制发放单")).click()
    expect(preparer).to_have_url(re.compile(r"/payout/BA-DB-202611-1/$"))
    expect(preparer.get_by_text("您是这张发放单的制单人，放行须是另一个人")).to_be_visible()
    look(preparer, "payout-prepared")

    releaser.goto("/payout/")
    releaser.get_by_role("link", name=re.compile("2026年11月低保金")).click()
    expect(releaser.locator("#run-state")).to_have_text("待放行")
    total = total_of(releaser)
    releaser.get_by_role("button", name="放行，生成银行文件").click()
    look(releaser, "payout-dialog")
    releaser.get_by_role("button", name="再看看").click()
    release(releaser, "1.00")
    expect(releaser.get_by_role("alert")).to_contain_text("与系统合计不一致")
    look(releaser, "payout-refused")
    releaser.get_by_label("请看着制单表，输入合计金额").fill(total)
    releaser.get_by_label("再输一次您的密码").fill(PASSWORD)
    releaser.get_by_role("button", name="放行", exact=True).click()
    expect(releaser.locator(".toast")).to_have_text("已放行，银行文件正在送出")
    # The page asks by itself until the bank has answered; nobody reloads.
    expect(releaser.locator("#run-state")).to_have_text("已回盘 1 笔退票", timeout=CARRIED_MS)
    expect(releaser.get_by_role("heading", name="退票 1 笔")).to_be_visible()
    look(releaser, "payout-closed")

    with preparer.expect_download() as saved:
        preparer.goto("/payout/BA-DB-202611-1/")
        preparer.get_by_label("用途").fill("与银行柜台核对")
        preparer.get_by_role("button", name="取用银行文件").click()
    sent = saved.value.path().read_text("utf-8")
    assert sent.startswith("H,JZBANK1,BA-DB-202611-1,330305001,dibao,2026-11") and accounts[0] in sent

    correct(preparer, look)
    preparer.get_by_role("link", name="发放", exact=True).first.click()
    preparer.get_by_role("button", name=re.compile("^编制发放单")).click()
    expect(preparer).to_have_url(re.compile(r"/payout/BA-DB-202611-2/$"))
    releaser.goto("/payout/BA-DB-202611-2/")
    expect(releaser.get_by_text("退票重发，账号已更正")).to_be_visible()
    look(releaser, "payout-again")
    release(releaser, total_of(releaser))
    expect(releaser.locator("#run-state")).to_have_text("已回盘", timeout=CARRIED_MS)
    for address, name in (("/payout/", "payout-runs"), ("/payout/ledger/", "payout-ledger")):
        preparer.goto(address)
        look(preparer, name)
    preparer.goto("/payout/BA-DB-202611-1/orders/")
    look(preparer, "payout-orders")
    judge_money(site, total)


def test_when_the_bank_is_silent_the_page_says_unknown_and_nothing_is_paid_twice(site: Site, person) -> None:
    granted_families(site, 3)
    start_bank(site, {})
    tell_bank(site, {"kind": "drop_answer"})  # it takes the file and pays; its answer never arrives
    site.start_worker()
    preparer, releaser = person(PREPARER), person(RELEASER)
    preparer.goto("/payout/")
    preparer.get_by_role("button", name=re.compile("^编制发放单")).click()
    releaser.goto("/payout/BA-DB-202611-1/")
    release(releaser, total_of(releaser))
    expect(releaser.locator("#run-state")).to_have_text("结果未知 正在查询", timeout=CARRIED_MS)
    expect(releaser.locator("#bank")).to_contain_text("不会付两次")
    preparer.goto("/payout/")
    expect(preparer.get_by_text("应发款都已编入发放单")).to_be_visible()
    tell_bank(site)
    expect(releaser.locator("#run-state")).to_have_text("已回盘", timeout=CARRIED_MS)
    with site.rows():
        from jiuzhu.funds.models import Payable
        from jiuzhu.payments.models import BankFile, Order

        due = {str(p.pk): p.amount_fen for p in Payable.objects.all()}
        verdict = judge(site.folder / "bank", due, lambda key: key.removeprefix("p").partition("-")[0])
        assert verdict.clean, verdict
        assert set(Order.objects.values_list("attempt", "state")) == {(1, "paid")}
        assert BankFile.objects.get().state == "returned"


def tell_bank(site: Site, *faults: dict[str, object]) -> None:
    """Replace the bank's misbehaviours; none: it behaves again."""
    told = httpx.post(
        f"http://127.0.0.1:{site.ports['bank']}/control", json={"misbehave": list(faults)}, trust_env=False
    )
    assert told.status_code == 200, told.text


def correct(page: Page, look: Looker) -> None:
    """The returned payment's account is corrected."""
    page.goto("/payout/returned/")
    expect(page.get_by_role("row", name=re.compile("账号不存在"))).to_contain_text("等更正")
    look(page, "payout-returned")
    page.get_by_role("link", name=re.compile("^更正账号")).click()
    page.get_by_label("账号", exact=True).fill("123")
    page.get_by_role("button", name="更正账号").click()
    expect(page.get_by_role("alert")).to_contain_text("位数字")
    look(page, "payout-correct")
    page.get_by_label("账号", exact=True).fill(NEW_ACCOUNT)
    page.get_by_label("更正的依据").fill("银行退票“账号不存在”，已看存折")
    page.get_by_role("button", name="更正账号").click()
    expect(page.get_by_role("row", name=re.compile("账号不存在"))).to_contain_text("已更正")


def judge_money(site: Site, total: str) -> None:
    """The bank's own journal and our books say the same: every payable once, nothing lost, nothing twice."""
    with site.rows():
        from jiuzhu.funds.models import Payable
        from jiuzhu.funds.queries import balance
        from jiuzhu.payments.models import Order, Run
        from jiuzhu.supervision.checks import CHECKS
        from tests.district import BEIAO

        due = {str(p.pk): p.amount_fen for p in Payable.objects.all()}
        verdict = judge(site.folder / "bank", due, lambda key: key.removeprefix("p").partition("-")[0])
        assert verdict.clean, verdict
        assert format_grouped(sum(due.values())) == total
        assert list(Run.objects.order_by("pk").values_list("state", flat=True)) == ["closed", "closed"]
        assert sorted(Order.objects.values_list("attempt", "state")) == [(1, "failed"), *[(1, "paid")] * 4, (2, "paid")]
        assert (balance(BEIAO, "payable"), balance(BEIAO, "transit")) == (0, 0)
        # The files lie with the site's processes, not with this one.
        found = {c.key: list(c.breaches()) for c in CHECKS if c.key != "stored_files"}
        assert {key: breaches for key, breaches in found.items() if breaches} == {}
