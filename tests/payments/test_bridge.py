"""从上月到本月: every row counted on its own, together exactly the run; and what the system checks."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from jiuzhu.entitlements.models import Entitlement
from jiuzhu.funds.models import Payable
from jiuzhu.payments.models import Order, Run
from jiuzhu.payments.queries import Bridge, bridge, soundness
from jiuzhu.registry.acts import correct_payee_account
from jiuzhu.registry.models import Household
from tests.district import holder
from tests.payments.township import granted, paid_month, prepared, released, returned


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


def test_a_payee_outside_the_family_is_counted() -> None:
    case = granted(1)
    granted(2)
    Household.objects.filter(matter=str(case.token)).update(payee_name="外人")
    assert soundness(prepared()).foreign_payees == 1


def test_an_order_slipped_into_a_run_is_seen_and_not_released() -> None:
    granted(1)
    run = prepared()
    late = Payable.objects.get(matter=granted(2).token)
    with transaction.atomic():
        Order.objects.create(
            run=run,
            township=run.township,
            payable=late,
            key=f"p{late.pk}-1",
            sequence=2,
            payee_name="施阿兰",
            account="6217000099010000123",
            amount_fen=late.amount_fen,
        )
        assert not soundness(run).totals_fit
        released(run)
        with pytest.raises(IntegrityError, match="run_adds_up"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
    run.refresh_from_db()
    assert (run.state, soundness(run).totals_fit) == ("prepared", True)


def test_the_questions_do_not_grow_with_the_run(django_assert_max_num_queries: object) -> None:
    for n in range(1, 5):
        granted(n)
    run = prepared()
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        bridge(run)
        soundness(run)
    assert returned(released(run)).state == "closed"
