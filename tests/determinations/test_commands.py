"""`jiuzhu redetermine` and `jiuzhu snapshot` on a database that commits: a reader works beside the writer."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import transaction

from jiuzhu.commands import redetermine, snapshot
from jiuzhu.commands.errors import CommandError
from jiuzhu.determinations import feed
from jiuzhu.determinations.models import Batch, Determination
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.scope import scoped
from jiuzhu.law.table import assess_table
from jiuzhu.persons.models import Person
from tests import district
from tests.determinations.invented import DAY, families

FAMILIES = 40
BLOCK = 15


@pytest.fixture
def filled(committed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some families in a committed database, read in small blocks."""
    monkeypatch.setattr(feed.families, "__defaults__", (BLOCK,))
    with transaction.atomic():
        district.build(DAY)
        families(FAMILIES, seed=21)


def run(command: Any, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return int(command.run(parser.parse_args(words)))


def answers(source: str) -> list[dict[str, Any]]:
    """Every stored answer of the finished batch, without its number."""
    with scoped(SYSTEM):
        batch = Batch.objects.get(source=source, finished_on__isnull=False)
        rows = list(Determination.objects.filter(batch_no=batch.pk).order_by("household_id_value").values())
    for row in rows:
        del row["batch_no"]
    return rows


def test_a_snapshot_gives_the_answers_of_the_registry_and_names_nobody(
    filled: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "registry.parquet"
    assert run(snapshot, "--out", str(table)) == 0
    assert run(redetermine) == 0
    assert run(redetermine, "--snapshot", str(table)) == 0
    said = capsys.readouterr()
    assert f"认定 {FAMILIES} 户" in said.out
    assert "每秒" in said.err
    assert answers("snapshot") == answers("registry")
    assert len(answers("registry")) == FAMILIES
    assert table.stat().st_mode & 0o077 == 0
    content = table.read_bytes()
    with scoped(SYSTEM):
        person = Person.objects.order_by("-pk").first()
    assert person is not None
    assert person.name.encode() not in content
    assert person.id_number.encode() not in content
    assess_table(table, tmp_path / "out.parquet", progress=lambda line: None)  # the same table the law alone reads
    assert pq.read_table(tmp_path / "out.parquet").num_rows == FAMILIES


def test_a_killed_batch_is_gone_on_with(
    filled: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = feed.of_registry

    def killed(*given: Any) -> Any:
        with closing(whole(*given)) as pieces:
            yield next(pieces)
            raise KeyboardInterrupt

    monkeypatch.setattr(feed, "of_registry", killed)
    with pytest.raises(KeyboardInterrupt):
        run(redetermine)
    batch = Batch.objects.get()
    assert (batch.households, batch.finished_on) == (BLOCK, None)
    monkeypatch.setattr(feed, "of_registry", whole)
    assert run(redetermine) == 0
    assert f"接着上次：已认定 {BLOCK} 户" in capsys.readouterr().err
    assert len(answers("registry")) == Batch.objects.get().households == FAMILIES


def test_what_cannot_be_read_is_said(committed: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="还没有家庭"):
        run(snapshot, "--out", str(tmp_path / "x.parquet"))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(CommandError, match="没有"):
        run(redetermine, "--snapshot", str(tmp_path / "none.parquet"))
    with pytest.raises(CommandError, match="不写 --on"):
        run(redetermine, "--snapshot", "x.parquet", "--on", "2026-11-24")
    with pytest.raises(CommandError, match="不是日期"):
        run(redetermine, "--on", "明天")
