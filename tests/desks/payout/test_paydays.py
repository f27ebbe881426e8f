"""A month older than any payday that was found: the page says so in a sentence, and the money can still be paid."""

import datetime as dt

import pytest

from jiuzhu.entitlements.models import Entitlement
from jiuzhu.funds.acts import book_entry, owe_payable
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.clock import set_day
from jiuzhu.payments.models import Run
from tests.desks.payout.test_paying import send
from tests.desks.visitors import visitor
from tests.district import BEIAO
from tests.payments.township import granted

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
DAY = dt.date(2026, 11, 3)


def arrears(month: dt.date) -> None:
    """A month that was found unpaid years later."""
    case = granted(1)
    grant = Entitlement.objects.get(matter=case.token)
    row = owe_payable(
        actor=SYSTEM, on=DAY, township=BEIAO, unit=f"household:{grant.household_id_value}", benefit="dibao",
        month=month, amount_fen=30_000, matter=case.token, entitlement_id=grant.pk, reason="arrears",
    )  # fmt: skip
    book_entry(
        actor=SYSTEM, on=DAY, key=f"owe:{row.pk}", kind="owe", township=BEIAO, memo=f"{month:%Y-%m} 补发",
        postings=[("expense", 30_000), ("payable", -30_000)], clause="n8.2",
    )  # fmt: skip


@pytest.mark.parametrize("month", [dt.date(2020, 12, 1), dt.date(2021, 3, 1)])
def test_a_month_without_a_payday_is_shown_with_a_sentence_and_prepared(month: dt.date) -> None:
    arrears(month)
    set_day(DAY)
    client, said = visitor("finance_preparer"), f"没有查到{month.year}年{month.month}月的发放日。请尽快发放"
    page = client.text("/payout/")
    assert said in page and "11月10日" in page, "别的月份照常"
    address = send(client, "/payout/prepare/", programme="dibao", month=f"{month:%Y-%m}")
    assert Run.objects.get().month == month
    assert said in client.text(address)
