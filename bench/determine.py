"""Persons a second from the registry, and from a columnar snapshot, through the law to stored results."""

import argparse
import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from bench.filling_registry import copy_families
from bench.pages import fill
from bench.run import Table
from bench.serving import database, filling

TITLE = "Determinations"
FIRST = date(2026, 12, 1)
TICKS = os.sysconf("SC_CLK_TCK")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many persons; a kept database is gone on with."""
    parser.add_argument("--persons", type=int, default=1_000_000, help="families of the cases are copied up to so many")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--families", type=int, default=300, help="cases made by acts and then multiplied")
    parser.add_argument("--keep", type=Path, help="folder of a database that stays and is gone on with")


def run(args: argparse.Namespace) -> list[Table]:
    """Both ways, each batch begun anew, by the command's own work."""
    with database(args.keep) as server, TemporaryDirectory() as folder:
        fill(server, args.families, args.cases)
        with filling(server), psycopg.connect(server.conninfo("bench")) as connection:
            copy_families(connection, args.persons)
        from jiuzhu.commands.redetermine import _work
        from jiuzhu.determinations.feed import write_snapshot
        from jiuzhu.determinations.models import Batch
        from jiuzhu.ground.actor import SYSTEM

        table = Path(folder) / "registry.parquet"
        day = FIRST + timedelta(days=Batch.objects.count())  # a finished batch of the same day would be kept apart
        rows = [
            line(server, "registry → snapshot, no law", lambda: write_snapshot(SYSTEM, day, table, lambda done: None)),
            line(server, "**registry → law → stored**", lambda: _work(day, None).persons),
            line(server, "**snapshot → law → stored**", lambda: _work(None, table).persons),
        ]
    heads = ("from where to where", "persons", "s", "thousand persons/s", "core seconds", "of these the database")
    note = (
        "Core seconds: processor time of the command and of the database's processes. Persons by these seconds and by "
        "the number of cores is the most an idle machine can reach: "
    )
    return [Table(heads, [row[0] for row in rows], note + "; ".join(row[1] for row in rows[1:]) + ".")]


def line(server: Any, words: str, work: Callable[[], int]) -> tuple[tuple[str, ...], str]:
    """A row of the table, and the most that the same work reaches with every core to itself."""
    begun, own, others = time.perf_counter(), time.process_time(), database_seconds(server)
    persons = work()
    seconds, own, others = time.perf_counter() - begun, time.process_time() - own, database_seconds(server) - others
    cells = (words, f"{persons:,}", f"{seconds:.1f}", f"{persons / seconds / 1000:,.0f}", f"{own + others:.1f}",
             f"{others:.1f}")  # fmt: skip
    most = persons / (own + others) * (os.cpu_count() or 1)
    return cells, f"{words.strip('*').split(' ')[0]} {most / 1000:,.0f} thousand/s"


def database_seconds(server: Any) -> float:
    """Processor time of the server and its processes until now, also of those that have ended."""
    first = (server.data / "postmaster.pid").read_text("ascii").split()[0]
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text("utf-8").rsplit(")", 1)[1].split()
        except OSError:  # ended meanwhile
            continue
        if first in (process.name, fields[1]):
            ticks += sum(map(int, fields[11:15]))
    return ticks / TICKS
