"""从上月到本月: every row counted on its own, together exactly the run; and what the system checks."""

import datetime as dt

import pytest

from jiuzhu.entitlements.models import Entitlement
from jiuzhu.payments.models import Order, Run
from jiuzhu.payments.queries import Bridge, bridge, soundness
from jiuzhu.registry.acts import correct_payee_account
from jiuzhu.registry.models import Household
from tests.district import holder
from tests.payments.township import (
    DECEMBER,
    ended,
    granted,
    new_month,
    owed_otherwise,
    paid_month,
    prepared,
    released,
    returned,
)


def counts(found: Bridge) -> dict[str, tuple[int, int]]:
    """Rows by kind: payments that come or go (or are touched), and fen."""
    return {row.kind: (row.touched or row.count, row.fen) for row in found.rows}


def fen_of(case: object) -> int:
    """What the case was granted."""
    return Entitlement.objects.get(matter=case.token).amount_fen  # type: ignore[attr-defined]


def test_the_first_run_of_a_township_is_all_new() -> None:
    first, second = granted(1), granted(2, wages_fen=30_000)
    run = prepared()
    found = bridge(run)
    assert found.fits(run)
    assert counts(found)["new"] == (2, fen_of(first) + fen_of(second))
    assert counts(found)["paid"] == (0, 0)
    assert [c.kind for c in found.changes] == ["new", "new"]
    assert found.unchanged == 0


def test_new_gone_more_less_and_not_arrived_add_up_to_the_run() -> None:
    same, gone, more, less, back = (granted(n, wages_fen=40_000 + n * 5_000) for n in range(1, 6))
    failing = Household.objects.get(matter=str(back.token))
    november = paid_month(failing={failing.account: "账号不存在"})
    before = {str(o.payable.matter): o.amount_fen for o in november.orders.select_related("payable")}
    new = granted(6, in_month=11)
    ended(gone, dt.date(2026, 11, 1))
    owed_otherwise(more, DECEMBER, before[str(more.token)] + 7_260)
    owed_otherwise(less, DECEMBER, before[str(less.token)] - 12_340)
    new_month()

    run = prepared(DECEMBER)
    found = bridge(run)
    assert found.fits(run)
    got = counts(found)
    assert got["paid"] == (4, sum(before.values()) - before[str(back.token)])
    assert got["new"] == (1, fen_of(new))
    assert got["gone"] == (-1, -before[str(gone.token)])
    assert (got["more"], got["less"]) == ((1, 7_260), (1, -12_340))
    assert got["back"] == (1, before[str(back.token)])
    assert got["outside"] == (0, 0)
    assert run.sum_fen == sum(fen for _, fen in got.values())
    kinds = {c.matter: c.kind for c in found.changes}
    assert kinds == {
        str(new.token): "new",
        str(gone.token): "gone",
        str(more.token): "more",
        str(less.token): "less",
        str(back.token): "back",
    }
    assert next(c for c in found.changes if c.kind == "back").failed.reason == "账号不存在"
    assert (found.unchanged, str(same.token) in kinds) == (1, False)


def test_a_further_run_of_the_month_leaves_out_what_the_first_has() -> None:
    case = granted(1)
    granted(2), granted(3)
    home = Household.objects.get(matter=str(case.token))
    paid_month(failing={home.account: "账户已销户"})
    correct_payee_account(
        actor=holder("handler"),
        on=dt.date(2026, 11, 5),
        household=home,
        payee_name=home.payee_name,
        account="6217000099010000123",
        reason="原账户已销户，看过新存折",
    )
    run = prepared(day=6)
    found = bridge(run)
    assert found.fits(run)
    assert (counts(found)["new"][0], counts(found)["outside"][0]) == (3, -2)
    assert (found.again.count, found.again.fen) == (1, run.sum_fen)
    (change,) = found.changes
    assert (change.kind, change.failed.reason) == ("again", "账户已销户")


def test_a_sound_run_has_nothing_against_it() -> None:
    granted(1), granted(2)
    run = prepared()
    found = soundness(run)
    assert (found.count, found.totals_fit) == (2, True)
    assert (found.undecided, found.twice, found.people_twice, found.bad_accounts, found.foreign_payees) == (0,) * 5
    before = found.cash_before_fen
    assert found.cash_after_fen == before - run.sum_fen
    assert dict(found.unconfirmed)["dibao_standard"] == 2
    released(run)
    assert soundness(Run.objects.get(pk=run.pk)).cash_before_fen == before, "放行以后仍说得出放行前的余额"


@pytest.mark.parametrize("what", ["undecided", "foreign_payees", "totals"])
def test_each_check_can_be_failed(what: str) -> None:
    case = granted(1)
    granted(2)
    if what == "undecided":
        paid_month()
        new_month()
        run = prepared(DECEMBER)
        ended(case, dt.date(2026, 11, 1))
        assert soundness(run).undecided == 1
        ended(case, dt.date(2027, 11, 1))
    elif what == "foreign_payees":
        Household.objects.filter(matter=str(case.token)).update(payee_name="外人")
        assert soundness(prepared()).foreign_payees == 1
    else:
        run = prepared()
        order = run.orders.order_by("sequence")[0]
        Order.objects.filter(pk=order.pk).update(amount_fen=order.amount_fen + 1)
        assert not soundness(run).totals_fit
        Order.objects.filter(pk=order.pk).update(amount_fen=order.amount_fen)


def test_the_questions_do_not_grow_with_the_run(django_assert_max_num_queries: object) -> None:
    for n in range(1, 5):
        granted(n)
    run = prepared()
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        bridge(run)
        soundness(run)
    assert returned(released(run)).state == "closed"
