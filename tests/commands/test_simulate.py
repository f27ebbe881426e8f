"""`jiuzhu simulate`: days pass by acts; the same seed gives the same district; broken off, it is gone on with."""

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from jiuzhu.cases.models import Case
from jiuzhu.commands import simulate
from jiuzhu.commands.demo_data import simulation
from jiuzhu.commands.errors import CommandError
from jiuzhu.gateways.bank.fake.judge import payments
from jiuzhu.ground import clock
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import AuditEntry, ClockworkRun
from jiuzhu.ground.scope import scoped
from jiuzhu.offices.models import Township
from tests.committed import pointed_at
from tests.district import DAY, build
from tests.gateways.processes import FakeProcess

NOWHERE = "http://127.0.0.1:9"  # nobody listens there


@pytest.fixture
def district(committed: Any, settings: Any, tmp_path: Path) -> Any:
    """Every post filled, no case, no partner."""
    settings.FILES_ROOT, settings.BANK_URL, settings.MEANS_CHECK_URL = tmp_path, NOWHERE, NOWHERE
    with transaction.atomic():
        build()
    return settings


def simulated(capsys: pytest.CaptureFixture[str], **given: int) -> tuple[int, dict[str, Any], str]:
    """Status, the JSON on stdout, the lines on stderr."""
    parser = argparse.ArgumentParser()
    simulate.add_arguments(parser)
    capsys.readouterr()
    status = simulate.run(parser.parse_args([f"--{key}={value}" for key, value in given.items()]))
    said = capsys.readouterr()
    return status, json.loads(said.out), said.err


def families() -> list[tuple[Any, ...]]:
    """What would differ first if chance had another seed."""
    with scoped(SYSTEM):
        rows = Case.objects.order_by("number")
        return list(rows.values_list("number", "applicant__name", "state", "accepted_on", "due_on"))


def test_days_pass_and_every_township_works(district: Any, capsys: pytest.CaptureFixture[str]) -> None:
    status, counts, said = simulated(capsys, days=3, seed=5, applications=6)
    assert (status, counts["verify"]) == (0, {})
    assert counts["day"] == "2026-11-05" == clock.today().isoformat()
    assert sum(counts["cases"].values()) == 18 == len(families())
    assert said.count("受理 6，") == 3
    with scoped(SYSTEM):
        acts = set(AuditEntry.objects.values_list("act", flat=True))
        assert {"move_day", "receive_application", "confirm_check_authorisation", "record_home_visit"} <= acts
    assert ClockworkRun.objects.filter(name__startswith="simulate:").count() == 3 * Township.objects.count()


def test_weekends_are_passed_over(district: Any, capsys: pytest.CaptureFixture[str]) -> None:
    _, counts, _ = simulated(capsys, days=5, seed=5, applications=0)
    assert counts["day"] == "2026-11-09", "五个工作日：11月3日至6日，再到下周一"
    assert sum(counts["cases"].values()) == 0


def test_broken_off_it_goes_on_and_ends_the_same(
    district: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the third township of the second day; run again, that day is finished before the next begins."""
    real, worked = simulation.Simulation.township_day, []

    def dies(self: Any, code: str, day: dt.date, count: int) -> dict[str, int]:
        if day == dt.date(2026, 11, 4) and len(worked) == 10:
            raise KeyboardInterrupt
        worked.append(code)
        return real(self, code, day, count)

    monkeypatch.setattr(simulation.Simulation, "township_day", dies)
    with pytest.raises(KeyboardInterrupt):
        simulated(capsys, days=3, seed=5, applications=6)
    monkeypatch.undo()
    assert ClockworkRun.objects.filter(name__startswith="simulate:", day="2026-11-04").count() == 2
    broken_off = families()
    simulated(capsys, days=1, seed=5, applications=6)
    assert clock.today() == dt.date(2026, 11, 5)
    assert families()[:1] == broken_off[:1] and len(families()) == 18
    marks = list(ClockworkRun.objects.filter(name__startswith="simulate:").values_list("name", "day"))
    assert len(marks) == len(set(marks)) == 3 * Township.objects.count()


def test_the_same_seed_gives_the_same_district_and_another_does_not(
    district: Any, database_server: Any, template_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from jiuzhu.commands.support import postgres

    simulated(capsys, days=2, seed=9, applications=5)
    first = families()
    assert len(first) == 10
    for seed, same in ((9, True), (10, False)):
        name = f"jz_simulate_{seed}"
        with pointed_at(postgres.clone(database_server, template_database, name)):
            with transaction.atomic():
                build()
            simulated(capsys, days=2, seed=seed, applications=5)
            assert (families() == first) is same
        postgres.drop(database_server, name)


def test_a_month_is_paid_by_a_bank_that_answers(
    district: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bank = FakeProcess("bank", tmp_path / "bank").start()
    try:
        district.BANK_URL, district.KEYS = bank.url, district.KEYS | {"bank": bank.key.hex()}
        status, counts, _ = simulated(capsys, days=26, seed=3, applications=2)
    finally:
        bank.end()
    assert (status, counts["verify"]) == (0, {})
    assert counts["cases"]["granted"] > 5
    made = payments(bank.state)
    assert counts["orders"] == {"paid": {"count": len(made), "fen": sum(p["amount_fen"] for p in made)}}
    assert len(made) > 3, "the bank's own journal says what was paid"


@pytest.mark.parametrize(
    ("given", "says"), [({"days": 0}, "工作日数要大于 0"), ({"days": 1, "applications": -1}, "不能是负数")]
)
def test_bad_numbers_are_refused(given: dict[str, int], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match=says):
        simulated(capsys, **given)


def test_production_refuses(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="正式环境不能模拟"):
        simulated(capsys, days=1)


def test_an_empty_database_and_a_second_simulation_are_refused(
    committed: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(CommandError, match="还没有演示区"):
        simulated(capsys, days=1)
    with transaction.atomic():
        build()
    import psycopg

    with psycopg.connect(committed.app_url) as other:
        other.execute(f"SELECT pg_advisory_lock({simulation.LOCK})")
        with pytest.raises(CommandError, match="另一个模拟正在"):
            simulated(capsys, days=1)
    assert clock.today() == DAY
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'demo_township')")
    with pytest.raises(CommandError, match="演示数据还在后台装入"):
        simulated(capsys, days=1)
    assert clock.today() == DAY
