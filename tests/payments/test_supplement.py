"""补发单: who is approved after the month's run closed is paid by a further run of the month, by the same last day."""

import datetime as dt

from jiuzhu.funds.queries import balance
from jiuzhu.law.deadlines import payday
from jiuzhu.payments.models import Order
from jiuzhu.payments.queries import bridge, month_runs, open_changes, waiting_months
from tests.district import BEIAO
from tests.payments.township import NOVEMBER, granted, paid_month, prepared, released, returned


def test_approved_after_the_run_closed_is_paid_by_a_supplementary_run() -> None:
    granted(1), granted(2)
    first = paid_month()
    late = granted(3, wages_fen=45_000)
    assert [(w.month, w.count, w.again) for w in waiting_months(BEIAO)] == [(NOVEMBER, 1, 0)]
    run = prepared(day=6)
    assert (run.number, run.sequence, run.count) == ("BA-DB-202611-2", 2, 1)
    assert [o.payable.matter for o in run.orders.select_related("payable")] == [late.token]
    found = bridge(run)
    assert found.fits(run)
    assert [c.kind for c in found.changes] == ["new"]
    assert open_changes(run) == [], "新增有决定为据"
    assert month_runs(run) == [first]
    returned(released(run, day=6))
    assert sorted(Order.objects.values_list("attempt", "state")) == [(1, "paid")] * 3
    assert balance(BEIAO, "payable") == 0


def test_the_last_day_is_the_tenth_or_the_working_day_before_it() -> None:
    assert payday(NOVEMBER).due_on == dt.date(2026, 11, 10)
    january = payday(dt.date(2027, 1, 1))
    assert (january.due_on, january.rolled_from) == (dt.date(2027, 1, 8), dt.date(2027, 1, 10)), "10日是星期日"
