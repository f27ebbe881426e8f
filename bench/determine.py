"""Persons a second from the registry, and from a columnar snapshot, through the law to stored results."""

import argparse
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.pages import fill
from bench.run import Table
from bench.serving import database

TITLE = "Determinations"
FIRST = date(2026, 12, 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many cases; a kept database is gone on with."""
    parser.add_argument("--cases", type=int, default=60_000)
    parser.add_argument("--families", type=int, default=300, help="cases made by acts and then multiplied")
    parser.add_argument("--keep", type=Path, help="folder of a database that stays and is gone on with")


def run(args: argparse.Namespace) -> list[Table]:
    """Both ways, each batch begun anew, by the command's own work."""
    with database(args.keep) as server, TemporaryDirectory() as folder:
        fill(server, args.families, args.cases)
        from jiuzhu.commands.redetermine import _work
        from jiuzhu.determinations.feed import write_snapshot
        from jiuzhu.determinations.models import Batch
        from jiuzhu.ground.actor import SYSTEM

        table = Path(folder) / "registry.parquet"
        day = FIRST + timedelta(days=Batch.objects.count())  # a finished batch of the same day would be kept apart
        begun = time.perf_counter()
        persons = write_snapshot(SYSTEM, day, table, lambda done: None)
        writing = time.perf_counter() - begun
        rows = []
        for words, source in (("registry → law → stored", None), ("snapshot → law → stored", table)):
            begun = time.perf_counter()
            batch = _work(None if source else day, source)
            seconds = time.perf_counter() - begun
            rows.append((words, f"{batch.persons:,}", f"{seconds:.1f}", f"**{batch.persons / seconds / 1000:,.0f}**"))
    rows.append(("registry → snapshot, no law", f"{persons:,}", f"{writing:.1f}", f"{persons / writing / 1000:,.0f}"))
    return [Table(("from where to where", "persons", "s", "thousand persons/s"), rows)]
