"""The same moment, several people: one winner, whoever comes first. Real connections, real commits."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction

from jiuzhu.funds.models import Entry
from jiuzhu.funds.queries import balance
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.refusals import Refusal
from jiuzhu.ground.scope import scoped
from jiuzhu.payments.acts import prepare_run, release_run, withdraw_run
from jiuzhu.payments.models import Order, Run
from jiuzhu.supervision.checks import CHECKS
from tests.conftest import point_at
from tests.district import BEIAO, build, holder
from tests.payments.township import NOVEMBER, granted, prepared

DAY = dt.date(2026, 11, 4)
WAIT_SECONDS = 60


@pytest.fixture(autouse=True)
def township(committed_database: Any, django_db_blocker: Any, settings: Any, tmp_path: Path) -> Iterator[None]:
    """A database of this test's own, everything in it committed; afterwards the books hold."""
    settings.FILES_ROOT = tmp_path
    before = {alias: dict(connections[alias].settings_dict) for alias in ("default", "access_log", "owner")}
    with django_db_blocker.unblock():
        point_at(committed_database)
        with transaction.atomic(), scoped(SYSTEM):
            build()
            granted(1), granted(2)
        yield
        with transaction.atomic(), scoped(SYSTEM):
            found = {check.promise: breaches for check in CHECKS if (breaches := list(check.breaches()))}
        connections.close_all()
        for alias, given in before.items():
            connections[alias].settings_dict.update(given)
    assert found == {}


def together(*acts: Callable[[], Any]) -> list[str]:
    """Do them at the same moment, each on a connection of its own; `done`, or the refusal's sentence."""
    start, outcomes = threading.Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            with transaction.atomic(), scoped(SYSTEM):
                start.wait(WAIT_SECONDS)
                act()
            outcomes[place] = "done"
        except Refusal as refusal:
            outcomes[place] = refusal.sentence
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_SECONDS)
    return sorted(outcomes)


def waiting_run() -> tuple[Run, Any]:
    """A committed run that waits, and its releaser."""
    with transaction.atomic(), scoped(SYSTEM):
        return prepared(), holder("finance_releaser")


def test_eight_releases_are_one() -> None:
    run, releaser = waiting_run()
    outcomes = together(
        *[lambda: release_run(actor=releaser, on=DAY, run_id=run.pk, typed_fen=run.sum_fen) for _ in range(8)]
    )
    assert outcomes.count("done") == 1
    assert sum("已经放行" in outcome for outcome in outcomes) == 7
    with transaction.atomic(), scoped(SYSTEM):
        assert Entry.objects.filter(kind="release").count() == 1
        assert balance(BEIAO, "transit") == run.sum_fen


def test_release_and_sending_back_exclude_each_other() -> None:
    run, releaser = waiting_run()
    outcomes = together(
        lambda: release_run(actor=releaser, on=DAY, run_id=run.pk, typed_fen=run.sum_fen),
        lambda: withdraw_run(actor=releaser, on=DAY, run_id=run.pk, reason="有一户要先核对"),
    )
    assert outcomes.count("done") == 1, outcomes
    with transaction.atomic(), scoped(SYSTEM):
        run.refresh_from_db()
        sent = set(Order.objects.filter(run=run).values_list("state", flat=True))
        assert (run.state, sent) in (("released", {"sent"}), ("cancelled", {"cancelled"}))
        assert balance(BEIAO, "transit") == (run.sum_fen if run.state == "released" else 0)


def test_preparing_twice_at_once_makes_one_run() -> None:
    with transaction.atomic(), scoped(SYSTEM):
        preparer = holder("finance_preparer")
    outcomes = together(
        *[
            lambda: prepare_run(actor=preparer, on=DAY, township=BEIAO, programme="dibao", month=NOVEMBER)
            for _ in range(4)
        ]
    )
    assert outcomes.count("done") == 1, outcomes
    with transaction.atomic(), scoped(SYSTEM):
        assert Run.objects.count() == 1
        assert sorted(Order.objects.values_list("sequence", "attempt", "state")) == [
            (1, 1, "prepared"),
            (2, 1, "prepared"),
        ]
