"""What no verb does yet and the database refuses: an entitlement of another amount, or ended under a month owed.

The bridge and the checks must still say what they see, so the rows are set past every rule, as the administrator.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction

from jiuzhu.cases.models import Case
from jiuzhu.entitlements.models import Entitlement
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.scope import scoped
from jiuzhu.handoffs import owe
from jiuzhu.payments.queries import bridge, soundness
from jiuzhu.registry.models import Household
from jiuzhu.supervision.ledger import LEDGER
from tests.conftest import point_at
from tests.district import build
from tests.payments.test_bridge import counts, fen_of
from tests.payments.township import DECEMBER, ended, granted, new_month, paid_month, prepared


@pytest.fixture(autouse=True)
def township(committed_database: Any, django_db_blocker: Any, settings: Any, tmp_path: Path) -> Iterator[None]:
    """A database of this test's own; its books say at the end what was done to them, so nobody asks."""
    settings.FILES_ROOT = tmp_path
    before = {alias: dict(connections[alias].settings_dict) for alias in ("default", "access_log", "owner")}
    with django_db_blocker.unblock():
        point_at(committed_database)
        try:
            yield
        finally:
            connections.close_all()
            for alias, given in before.items():
                connections[alias].settings_dict.update(given)


def past_the_rules(server: Any, case: Case, change: str) -> None:
    """Change a committed entitlement as the server's own administrator, with no trigger watching."""
    with psycopg.connect(server.conninfo(connection.settings_dict["NAME"])) as administrator:
        administrator.execute("SET session_replication_role = replica")
        administrator.execute(f"UPDATE entitlements_entitlement SET {change} WHERE matter = %s", [case.token])


def owed_otherwise(server: Any, case: Case, month: dt.date, fen: int) -> None:
    """Another amount from this month on, and the month owed."""
    past_the_rules(server, case, f"amount_fen = {fen}, span = '[{month},)'")
    with transaction.atomic(), scoped(SYSTEM):
        owe(SYSTEM, month, Entitlement.objects.get(matter=case.token), month)


def test_new_gone_more_less_and_not_arrived_add_up_to_the_run(database_server: Any) -> None:
    with transaction.atomic(), scoped(SYSTEM):
        build()
        same, gone, more, less, back = (granted(n, wages_fen=40_000 + n * 5_000) for n in range(1, 6))
        failing = Household.objects.get(matter=str(back.token))
        november = paid_month(failing={failing.account: "账号不存在"})
        before = {str(o.payable.matter): o.amount_fen for o in november.orders.select_related("payable")}
        new = granted(6, in_month=11)
        ended(gone, dt.date(2026, 11, 1))
    owed_otherwise(database_server, more, DECEMBER, before[str(more.token)] + 7_260)
    owed_otherwise(database_server, less, DECEMBER, before[str(less.token)] - 12_340)
    with transaction.atomic(), scoped(SYSTEM):
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


def test_a_payment_without_a_running_entitlement_is_counted_and_named(database_server: Any) -> None:
    with transaction.atomic(), scoped(SYSTEM):
        build()
        case = granted(1)
        granted(2)
        run = prepared()
    past_the_rules(database_server, case, "span = '[2026-12-01,)'")
    with transaction.atomic(), scoped(SYSTEM):
        assert soundness(run).undecided == 1
        found = {check.key: len(breaches) for check in LEDGER if (breaches := list(check.breaches()))}
        assert found == {"payables_as_granted": 1}
