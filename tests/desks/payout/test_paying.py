"""The payout desk through its pages, as ordinary finance clerks: two people, one total, one release."""

import datetime as dt
import re
from typing import Any

import pytest

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.funds.models import Entry
from jiuzhu.funds.queries import balance
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.models import AccessLogEntry, AuditEntry, OutboxMessage
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.acts import appoint
from jiuzhu.offices.models import Appointment
from jiuzhu.payments.models import Order, Run
from jiuzhu.plain.money import format_grouped
from jiuzhu.registry.models import Household
from jiuzhu.supervision.checks import CHECKS
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, holder
from tests.payments.township import (
    DECEMBER,
    at_the_bank,
    granted,
    new_month,
    paid_month,
    prepared,
    released,
    returned,
)

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
DONGPING = "330305002"


def send(client: Visitor, address: str, status: int = 302, **fields: Any) -> str:
    """Post a form; the answer's text, or the address it leads to."""
    answer = client.post(address, {"form_key": "k-" + address, **fields})
    set_scope(DISTRICT)
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[:800])
    return answer.headers.get("Location") or answer.content.decode()


def books_hold() -> None:
    """What `jiuzhu verify` asks finds nothing."""
    assert {c.key: found for c in CHECKS if (found := list(c.breaches()))} == {}


def waiting_run() -> Run:
    """A prepared run of two families, on the 4th."""
    granted(1), granted(2, wages_fen=45_000)
    run = prepared()
    set_day(dt.date(2026, 11, 4))
    return run


def test_one_prepares_another_releases() -> None:
    granted(1), granted(2, wages_fen=45_000)
    set_day(dt.date(2026, 11, 3))
    preparer = visitor("finance_preparer")
    page = preparer.text("/payout/")
    assert "2026年11月低保金" in page and "编制发放单" in page
    address = send(preparer, "/payout/prepare/", programme="dibao", month="2026-11")
    run = Run.objects.get()
    assert address == f"/payout/{run.number}/"
    assert run.prepared_by_id == preparer.actor.person_id
    total = format_grouped(run.sum_fen)
    assert total in preparer.text(address)

    releaser = visitor("finance_releaser")
    typed = send(releaser, f"{address}release/", typed=total, password=PASSWORD)
    run.refresh_from_db()
    assert (typed, run.state, run.released_by_id) == (address, "released", releaser.actor.person_id)
    assert "已放行 待送银行" in releaser.text(address)
    assert OutboxMessage.objects.filter(channel="bank.file", key=run.number).count() == 1
    books_hold()


def test_the_preparer_sees_why_not_and_is_refused_with_the_same_sentence() -> None:
    run = waiting_run()
    preparer = visitor("finance_preparer")
    why = re.search(r'id="no-release">([^<]+)<', preparer.text(f"/payout/{run.number}/"))
    assert why and "放行须是另一个人" in why[1]
    answer = send(preparer, f"/payout/{run.number}/release/", 403, typed=format_grouped(run.sum_fen), password=PASSWORD)
    assert why[1] in answer
    run.refresh_from_db()
    assert run.state == "prepared"


def test_a_second_post_does_not_make_a_second_person() -> None:
    """The preparer is appointed releaser as well; the person stays the same."""
    run = waiting_run()
    preparer = holder("finance_preparer")
    post = Appointment.objects.get(person_id=preparer.person_id)
    steward = holder("steward", "")
    both = appoint(
        actor=steward,
        on=dt.date(2026, 11, 4),
        person=post.person,
        office=post.office,
        post="finance_releaser",
        effective_from=dt.date(2026, 11, 4),
    )
    client = visitor("finance_preparer")
    client.post("/desk/", {"post": both.pk})
    set_scope(DISTRICT)
    assert "放行须是另一个人" in client.text(f"/payout/{run.number}/")
    send(client, f"/payout/{run.number}/release/", 403, typed=format_grouped(run.sum_fen), password=PASSWORD)
    run.refresh_from_db()
    assert run.state == "prepared"
    books_hold()


@pytest.mark.parametrize(
    ("typed", "says"),
    [("1.00", "与系统合计不一致"), ("", "请填写"), ("一千", "不是金额"), ("12.345", "不是金额")],
)
def test_a_wrong_total_is_refused_at_its_field(typed: str, says: str) -> None:
    run = waiting_run()
    page = send(visitor("finance_releaser"), f"/payout/{run.number}/release/", 400, typed=typed, password=PASSWORD)
    assert says in page and 'href="#release-typed"' in page
    assert f'value="{PASSWORD}"' not in page
    run.refresh_from_db()
    assert (run.state, balance(BEIAO, "transit")) == ("prepared", 0)


def test_release_asks_for_the_password_again() -> None:
    run = waiting_run()
    total = format_grouped(run.sum_fen)
    for password in ("", "wrong"):
        page = send(visitor("finance_releaser"), f"/payout/{run.number}/release/", 400, typed=total, password=password)
        assert "密码不对" in page
        assert f'value="{total}"' in page, "合计不用再输一遍"
    run.refresh_from_db()
    assert run.state == "prepared"


def test_the_same_form_twice_is_one_release() -> None:
    run = waiting_run()
    releaser, total = visitor("finance_releaser"), format_grouped(run.sum_fen)
    where = f"/payout/{run.number}/release/"
    first = send(releaser, where, typed=total, password=PASSWORD)
    assert send(releaser, where, typed=total, password=PASSWORD) == first
    assert Entry.objects.filter(kind="release").count() == 1
    assert AuditEntry.objects.filter(act="release_run").count() == 1
    other = releaser.post(where, {"form_key": "another", "typed": total, "password": PASSWORD})
    set_scope(DISTRICT)
    assert other.status_code == 403 and "已经放行" in other.content.decode()
    books_hold()


def test_sending_back_frees_what_was_in_the_run() -> None:
    run = waiting_run()
    releaser = visitor("finance_releaser")
    page = send(releaser, f"/payout/{run.number}/withdraw/", 400, reason="")
    assert "请写明退回的原因" in page
    send(releaser, f"/payout/{run.number}/withdraw/", reason="吕家的账号要先核对")
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert "已退回" in releaser.text(f"/payout/{run.number}/")
    assert "编制发放单" in visitor("finance_preparer").text("/payout/")


def test_only_the_preparer_is_offered_the_button_and_others_read_why() -> None:
    granted(1)
    set_day(dt.date(2026, 11, 3))
    page = visitor("finance_releaser").text("/payout/")
    assert "发放单由制单人编制" in page and 'name="month"' not in page
    answer = send(visitor("finance_releaser"), "/payout/prepare/", 403, programme="dibao", month="2026-11")
    assert "发放单由制单人编制" in answer
    assert not Run.objects.exists()


@pytest.mark.parametrize("month", ["2026-13", "", "2026-11-05", "１"])
def test_a_month_that_is_none_is_refused(month: str) -> None:
    page = send(visitor("finance_preparer"), "/payout/prepare/", 400, programme="dibao", month=month)
    assert "请从列表里按" in page


def test_the_next_month_is_shown_but_not_yet_prepared() -> None:
    granted(1, in_month=11)
    set_day(dt.date(2026, 11, 24))
    page = visitor("finance_preparer").text("/payout/")
    assert "2026年12月低保金" in page and "12月1日才齐" in page
    set_day(DECEMBER)
    assert "12月1日才齐" not in visitor("finance_preparer").text("/payout/")


def test_another_township_s_run_is_not_there() -> None:
    run = waiting_run()
    at_the_bank(released(run))
    stranger = visitor("finance_releaser", DONGPING)
    for rest in ("", "orders/"):
        assert "不属于您所在的街道" in stranger.text(f"/payout/{run.number}/{rest}", 404)
    for act in ("release/", "withdraw/", "file/"):
        send(stranger, f"/payout/{run.number}/{act}", 404, typed="1", password=PASSWORD, reason="看一看文件")
    assert run.number not in stranger.text("/payout/")
    assert run.number not in stranger.text("/payout/ledger/")
    assert stranger.get(f"/payout/?township={BEIAO}").status_code == 404
    set_scope(DISTRICT)
    assert not AuditEntry.objects.filter(act="export_bank_file").exists()


def test_the_bureau_reads_any_township_and_does_nothing() -> None:
    run = waiting_run()
    officer = visitor("bureau_officer", "")
    assert run.number in officer.text(f"/payout/?township={BEIAO}")
    page = officer.text(f"/payout/{run.number}/")
    assert "放行由复核人办理" in page and 'popovertarget="ask"' not in page
    assert "救助资金账户" in officer.text(f"/payout/ledger/?township={BEIAO}")


def test_a_returned_payment_is_corrected_on_its_page_and_paid_once() -> None:
    case = granted(1)
    granted(2)
    home = Household.objects.get(matter=str(case.token))
    first = paid_month(failing={home.account: "账号不存在"})
    set_day(dt.date(2026, 11, 5))
    order = Order.objects.get(run=first, state="failed")
    preparer = visitor("finance_preparer")
    assert "已回盘 1 笔退票" in preparer.text("/payout/")
    page = preparer.text(f"/payout/{first.number}/")
    assert "账号不存在" in page and f"/payout/returned/{order.key}/" in page
    assert home.account not in page + preparer.text("/payout/returned/")
    where = f"/payout/returned/{order.key}/"
    assert "数字" in send(preparer, where, 400, payee_name=home.payee_name, account="123", reason="看过存折")
    given = {"payee_name": home.payee_name, "account": "6217 0000 9901 0000 123", "reason": "退票，看过存折"}
    assert send(preparer, where, **given) == "/payout/returned/"
    assert "已更正" in preparer.text("/payout/returned/")
    assert "其中 1 笔是" in preparer.text("/payout/")

    address = send(preparer, "/payout/prepare/", programme="dibao", month="2026-11")
    second = Run.objects.get(sequence=2)
    page = visitor("finance_releaser").text(address)
    assert "退票重发，账号已更正" in page and "其中退票重发" in page
    returned(released(second, day=6))
    attempts = Order.objects.filter(payable=order.payable).order_by("attempt").values_list("attempt", "state")
    assert list(attempts) == [(1, "failed"), (2, "paid")]
    assert second.number in preparer.text(f"/payout/{first.number}/")
    assert "现在没有退票" in preparer.text("/payout/returned/")
    books_hold()


def test_an_account_that_failed_last_month_and_was_not_corrected_stands_out() -> None:
    case = granted(1)
    granted(2)
    home = Household.objects.get(matter=str(case.token))
    paid_month(failing={home.account: "账户已销户"})
    new_month()
    run = prepared(DECEMBER)
    set_day(dt.date(2026, 12, 3))
    page = visitor("finance_releaser").text(f"/payout/{run.number}/")
    assert "上月退票：账户已销户，账号没有更正" in page and "请先更正账号" in page
    assert "上月未到账" in page and "有变化的 1 笔" in page
    send(visitor("finance_releaser"), f"/payout/{run.number}/withdraw/", reason="先更正账号")
    given = {"payee_name": home.payee_name, "account": "6217000099010000123", "reason": "退票，看过存折"}
    order = Order.objects.get(state="failed")
    send(visitor("finance_preparer"), f"/payout/returned/{order.key}/", **given)
    again = prepared(DECEMBER, day=4)
    assert "账户已销户，账号已更正" in visitor("finance_releaser").text(f"/payout/{again.number}/")


def test_many_changes_come_page_by_page_and_none_twice() -> None:
    for n in range(1, 23):
        granted(n)
    run = prepared()
    client = visitor("finance_releaser")
    first = client.text(f"/payout/{run.number}/")
    second = client.text(f"/payout/{run.number}/?from=20")
    assert "第 1–20 笔，共 22 笔" in first and "第 21–22 笔，共 22 笔" in second
    cases = re.compile(r'href="/cases/(BA-DB-2026-\d{4})/"')
    assert (len(set(cases.findall(first))), len(set(cases.findall(second)))) == (20, 2)
    assert not set(cases.findall(first)) & set(cases.findall(second))


def test_who_releases_reads_why_not_to_correct() -> None:
    case = granted(1)
    paid_month(failing={Household.objects.get(matter=str(case.token)).account: "户名与账号不符"})
    order = Order.objects.get(state="failed")
    releaser = visitor("finance_releaser")
    assert "复核人只核对、放行" in releaser.text(f"/payout/returned/{order.key}/")
    answer = send(
        releaser,
        f"/payout/returned/{order.key}/",
        403,
        payee_name="外人",
        account="6217000099010000123",
        reason="想改一改",
    )
    assert "复核人只核对、放行" in answer
    assert Household.objects.get(matter=str(case.token)).payee_name == order.payee_name


def test_the_bank_file_leaves_with_a_purpose_and_a_line() -> None:
    run = waiting_run()
    at_the_bank(released(run))
    preparer = visitor("finance_preparer")
    assert "用途" in send(preparer, f"/payout/{run.number}/file/", 400, reason="")
    answer = preparer.post(f"/payout/{run.number}/file/", {"reason": "与银行柜台核对"})
    set_scope(DISTRICT)
    assert answer.content == run.number.encode(), "就是送银行的那些字节"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{run.number}.csv"'
    assert AuditEntry.objects.get(act="export_bank_file").person_id_value == preparer.actor.person_id
    assert (
        AccessLogEntry.objects.using("access_log").filter(view="payout.pages.acts.bank_file", status=200).count() == 1
    )
    handler = visitor("handler")
    assert "只有制单人和复核人可以取用" in handler.text(f"/payout/{run.number}/")
    send(handler, f"/payout/{run.number}/file/", 403, reason="与银行柜台核对")


def test_accounts_show_their_last_digits_only() -> None:
    run = waiting_run()
    accounts = [o.account for o in run.orders.all()]
    pages = "".join(visitor("handler").text(f"/payout/{run.number}/{rest}") for rest in ("", "orders/"))
    assert all(f"尾号 {account[-4:]}" in pages for account in accounts)
    assert not any(account in pages for account in accounts)


def test_the_books_page_shows_what_the_books_say() -> None:
    run = waiting_run()
    released(run)
    page = visitor("finance_preparer").text("/payout/ledger/")
    assert format_grouped(balance(BEIAO, "cash")) in page
    assert format_grouped(run.sum_fen) in page
    assert f"{run.number} 放行" in page
    assert "应发 2 笔" in page, "同一天、同一摘要的合在一行"
    assert page.count(format_grouped(run.sum_fen)) >= 4
    assert "不平" not in page


def test_a_pager_s_address_that_makes_no_sense_says_so() -> None:
    page = visitor("finance_preparer").text("/payout/?after=abc", 400)
    assert "请从第一页重新翻" in page
    assert "请从第一页重新翻" in visitor("finance_preparer").text("/payout/ledger/?after=-1", 400)


def test_an_open_page_asks_for_news_some_times_and_then_leaves_it_to_the_reader() -> None:
    """A page left open must not keep a session alive for ever."""
    run = waiting_run()
    client, where = visitor("finance_releaser"), f"/payout/{run.number}/"
    assert "hx-get" not in client.text(where), "没有放行，没有什么可问"
    released(run)
    assert f'hx-get="{where}?look=1"' in client.text(where)
    assert f'hx-get="{where}?look=24"' in client.text(f"{where}?look=23")
    tired = client.text(f"{where}?look=24")
    assert "hx-get" not in tired and "看最新情况" in tired
