"""How fast the pages are with very many cases: for one person, for sixteen who read and for sixteen who never pause."""

# ruff: noqa: T201
import argparse
import html
import random
import re
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import httpx
import psycopg

from bench.filling import multiply
from bench.run import Table
from bench.serving import database, filling, web
from jiuzhu.commands.support.web import THREADS, WORKERS

TITLE = "Pages"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
MANY = 16
CASES = 20  # of each kind that a clerk opens, in turn
Times = dict[str, list[float]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many cases, how many looks."""
    parser.add_argument("--cases", type=int, default=10_000, help="cases in the district (1000000: 30 GB)")
    parser.add_argument("--families", type=int, default=300, help="cases made by acts and then multiplied")
    parser.add_argument("--looks", type=int, default=40, help="looks at each page by each person")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds a clerk reads a page before the next one")
    parser.add_argument("--keep", type=Path, help="folder of a database that stays and is gone on with")
    parser.add_argument("--fill-only", action="store_true", help="fill the kept database and look at nothing")


def run(args: argparse.Namespace) -> list[Table]:
    """Fill, start, look."""
    with database(args.keep) as server:
        rows = fill(server, args.families, args.cases)
        if args.fill_only:
            return []
        with psycopg.connect(server.conninfo("bench")) as connection:
            running = numbers_by_township(connection, "state = 'open' ORDER BY due_on, id")
            closed = numbers_by_township(connection, "state <> 'open' ORDER BY ended_on DESC, id")
            note = describe(connection, rows)
        with web() as address:
            people = [Person(address, name, running[code], closed[code]) for name, code in handlers()]
            # First looks read procedures, templates, and the cases from the disk.
            _, alone = (people[0].look_around(args.looks) for _ in range(2))
            at_once(people[:MANY], args.looks, 0)
            office = at_once(people[:MANY], args.looks, args.pause)
            rush = at_once(people[:MANY], args.looks, 0)
    heads = ("page", "one: p50 ms", "p95 ms", f"{MANY} who read {args.pause:g} s: p50 ms", "p95 ms",
             f"{MANY} without a pause: p50 ms", "p95 ms")  # fmt: skip
    shown = [line(page, alone[page], office[page], rush[page]) for page in alone]
    return [Table(heads, shown, note)]


def at_once(people: list["Person"], looks: int, pause: float) -> Times:
    """All of them look around at the same time."""
    with ThreadPoolExecutor(len(people)) as desks:
        found = list(desks.map(lambda p: p.look_around(looks, pause), people))
    return {page: [t for times in found for t in times[page]] for page in found[0]}


def fill(server: Any, families: int, cases: int) -> int:
    """A township by its acts, then its copies; returns how many rows were copied."""
    township = one_township(families)
    with filling(server), psycopg.connect(server.conninfo("bench")) as connection:
        return multiply(connection, township, cases)


def describe(connection: Any, rows: int) -> str:
    """What was looked at, in words."""

    def ask(query: str) -> Any:
        return connection.execute(query).fetchone()[0]

    size = "SELECT pg_size_pretty(pg_database_size('bench'))"
    waiting = "SELECT count(*) FROM cases_task WHERE closed_on IS NULL"
    return (
        f"PostgreSQL {ask('SHOW server_version')}, {ask('SELECT count(*) FROM cases_case'):,} cases in 8 townships "
        f"over ten years, {rows / 1e6:.1f} million rows, {ask(size)}; "
        f"{ask(waiting):,} steps wait. {WORKERS} web workers of {THREADS} threads; the people who look share the cores."
    )


def line(page: str, one: list[float], office: list[float], rush: list[float]) -> tuple[str, ...]:
    """A row of the table."""
    return (page, f"**{p(one, 50):.1f}**", f"{p(one, 95):.1f}", f"{p(office, 50):.1f}", f"**{p(office, 95):.1f}**",
            f"{p(rush, 50):.1f}", f"{p(rush, 95):.1f}")  # fmt: skip


def p(times: list[float], percent: int) -> float:
    """A percentile, in milliseconds."""
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1] * 1000


class Person:
    """Somebody at a desk: signs in once, then looks."""

    def __init__(self, address: str, username: str, running: list[str], closed: list[str]) -> None:
        self.http = httpx.Client(base_url=address, timeout=60, trust_env=False)
        self.running, self.closed, self.chance = running, closed, random.Random(username)
        token = TOKEN.search(self.http.get("/signin/").text)
        form = {"csrfmiddlewaretoken": html.unescape(token[1]), "username": username, "password": "jiuzhu-demo"}  # type: ignore[index]
        if self.http.post("/signin/", data=form).status_code != 302:
            raise SystemExit(f"{username} can't sign in")

    def look_around(self, looks: int, pause: float = 0) -> Times:
        """Seconds of every look, by page; between two looks they read, about so long."""

        def chosen(numbers: list[str]) -> list[str]:
            return [f"/cases/{number}/" for number in islice(cycle(numbers), looks)]

        pages = {
            "worklist": ["/worklist/"] * looks,
            "case list": ["/cases/"] * looks,
            "case, running": chosen(self.running),
            "case, closed": chosen(self.closed),
        }
        return {page: [self.look(a, pause) for a in addresses] for page, addresses in pages.items()}

    def look(self, address: str, pause: float) -> float:
        """One look, to the last byte."""
        time.sleep(self.chance.uniform(0.5, 1.5) * pause)
        begun = time.perf_counter()
        answer = self.http.get(address)
        taken = time.perf_counter() - begun
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        return taken


def one_township(families: int) -> str:
    """The district, and a township worked through to the demo's day; its code."""
    from jiuzhu.commands.demo_data.load import SEAT_SHARE, SEED, load_district, load_township, townships
    from jiuzhu.offices.models import Township

    if not Township.objects.exists():
        load_district(SEED)
    code = townships()[0]
    load_township(code, families * SEAT_SHARE, SEED, lambda line: print(line, file=sys.stderr, flush=True))
    return code


def handlers() -> list[tuple[str, str]]:
    """(user name, township) of every handler."""
    from jiuzhu.offices.models import Account

    rows = Account.objects.filter(person__appointments__post="handler")
    return list(rows.order_by("pk").values_list("username", "person__appointments__office__township"))


def numbers_by_township(connection: Any, which: str) -> dict[str, list[str]]:
    """The first of such cases of each township: what a clerk opens, most urgent or ended last."""
    query = f"SELECT number FROM cases_case WHERE township = %s AND {which} LIMIT {CASES}"
    towns = [code for _, code in handlers()]
    return {code: [number for (number,) in connection.execute(query, [code])] for code in towns}
