"""How many applications a second go from the window to the decision, every act its own durable transaction."""

import argparse
import time
from datetime import timedelta

from bench.run import Table
from bench.serving import database

TITLE = "Acts"
WAYS = (
    ("each act its own durable transaction", True, False),
    ("not waiting for the disk", False, False),
    ("all in one transaction", True, True),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many families."""
    parser.add_argument("--families", type=int, default=40)


def run(args: argparse.Namespace) -> list[Table]:
    """The same families durable, without waiting for the disk, and in one transaction."""
    rows: list[tuple[str, ...]] = []
    with database():
        from jiuzhu.commands.demo_data.load import load_district

        load_district(1)
        first = 0.0
        for number, (words, durable, together) in enumerate(WAYS):
            acts, seconds = work_through(args.families, number, durable=durable, together=together)
            first = first or seconds
            rows.append((words, f"**{args.families / seconds:.1f}**", f"{acts / seconds:.0f}",
                         f"{seconds / acts * 1000:.1f}", f"{first / seconds:.2f} ×"))  # fmt: skip
    heads = (f"{args.families} families, application to decision", "families/s", "acts/s", "ms an act", "speed")
    return [Table(heads, rows, "One process, one connection; an act counts with its audit lines and hand-offs.")]


def work_through(families: int, number: int, *, durable: bool, together: bool) -> tuple[int, float]:
    """(audit lines written, seconds) from the first application until no case waits for a decision."""
    from contextlib import ExitStack

    from django.db import connection, transaction

    from jiuzhu.cases.models import Case
    from jiuzhu.commands.demo_data.days import Office
    from jiuzhu.commands.demo_data.load import FIRST
    from jiuzhu.commands.demo_data.people import People
    from jiuzhu.ground.models import AuditEntry
    from jiuzhu.offices.models import Township

    code = Township.objects.order_by("code").values_list("code", flat=True)[number]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('jiuzhu.scope', '*', false)")
        cursor.execute(f"SET synchronous_commit = {'on' if durable else 'off'}")
    before = AuditEntry.objects.count()
    begun = time.perf_counter()
    with ExitStack() as stack:
        if together:
            stack.enter_context(transaction.atomic())
        office = Office(People(7, area=50 + number), [code])
        place = office.townships[0]
        for _ in range(families):
            office.receive(place, FIRST)
        for day in range(1, 60):
            if not Case.objects.filter(township=code, state="open").exists():
                break
            office.work(place, FIRST + timedelta(days=day), 0)
    return AuditEntry.objects.count() - before, time.perf_counter() - begun
