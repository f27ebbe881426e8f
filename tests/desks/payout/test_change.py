"""说明变化 through its page: the run waits until the second person says why, and then shows it."""

import datetime as dt

import pytest

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.ground.clock import set_day
from jiuzhu.payments.models import ChangeExplained, Run
from jiuzhu.plain.money import format_grouped
from jiuzhu.registry.models import Household
from tests.desks.payout.test_paying import DONGPING, send
from tests.desks.visitors import visitor
from tests.payments.township import granted, paid_month, prepared

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])


def again() -> Run:
    """A payment that came back and is prepared again to the same account, on the 6th."""
    case = granted(1)
    granted(2)
    paid_month(failing={Household.objects.get(matter=str(case.token)).account: "其他原因"})
    set_day(dt.date(2026, 11, 6))
    return prepared(day=6)


def test_the_releaser_reads_what_is_open_explains_it_and_releases() -> None:
    run, releaser = again(), visitor("finance_releaser")
    page = releaser.text(f"/payout/{run.number}/")
    where = f"/payout/{run.number}/changes/{run.orders.get().key}/"
    assert "待说明" in page and where in page and "有 1 笔没有查到依据" in page
    given = {"typed": format_grouped(run.sum_fen), "password": PASSWORD}
    assert "还有 1 笔没有查到依据" in send(releaser, f"/payout/{run.number}/release/", 409, **given)
    assert "退票重发，账号没有更正" in releaser.text(where)
    assert "请写明为什么变化" in send(releaser, where, 400, reason="")
    assert send(releaser, where, reason="账号与本人核过，银行系统故障") == f"/payout/{run.number}/"
    row = ChangeExplained.objects.get()
    assert (row.by_id, row.month) == (releaser.actor.person_id, run.month)
    page = releaser.text(f"/payout/{run.number}/")
    assert "已说明" in page and "账号与本人核过，银行系统故障" in page and "每一笔都有依据或说明" in page
    again_form = {"form_key": "another", **given}
    answer = releaser.post(f"/payout/{run.number}/release/", again_form)
    run.refresh_from_db()
    assert (answer.status_code, run.state) == (302, "released")


def test_the_preparer_reads_why_not_and_a_stranger_finds_nothing() -> None:
    run = again()
    where = f"/payout/{run.number}/changes/{run.orders.get().key}/"
    assert "须由另一个人说明" in visitor("finance_preparer").text(where)
    assert "须由另一个人说明" in send(visitor("finance_preparer"), where, 403, reason="账号与本人核过")
    visitor("finance_releaser", DONGPING).text(where, 404)
    visitor("finance_releaser").text(f"/payout/{run.number}/changes/p0-1/", 404)
    assert not ChangeExplained.objects.exists()
