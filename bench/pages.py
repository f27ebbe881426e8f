"""How fast the pages are with very many cases, for one person and for sixteen at a time."""

import argparse
import html
import random
import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import psycopg

from bench.filling import multiply
from bench.run import Table
from bench.serving import database, web

TITLE = "Pages"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
MANY = 16
Times = dict[str, list[float]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many cases, how many looks."""
    parser.add_argument(
        "--cases", type=int, default=10_000, help="cases in the district (1000000: some 20 GB, an hour)"
    )
    parser.add_argument("--looks", type=int, default=40, help="looks at each page by each person")


def run(args: argparse.Namespace) -> list[Table]:
    """Fill, start, look."""
    with database() as server:
        token = one_case()
        with psycopg.connect(server.conninfo("bench")) as connection:
            begun = time.perf_counter()
            rows = multiply(connection, token, args.cases)
            filled = time.perf_counter() - begun
            numbers = numbers_by_township(connection)
            size = connection.execute("SELECT pg_size_pretty(pg_database_size('bench'))").fetchone()[0]
            version = connection.execute("SHOW server_version").fetchone()[0]
        with web() as address:
            people = [Person(address, name, numbers[code]) for name, code in handlers()]
            people[0].look_around(5)  # the first look reads the procedures and templates
            alone = people[0].look_around(args.looks)
            with ThreadPoolExecutor(MANY) as desks:
                many = list(desks.map(lambda p: p.look_around(args.looks), people[:MANY]))
    note = (
        f"PostgreSQL {version}, {args.cases:,} cases in 8 townships, {rows:,} rows, {size}, filled in {filled:.0f} s. "
        "One web process, eight threads; the people who look share its cores."
    )
    heads = ("page", "one: p50 ms", "p95 ms", f"{MANY} at once: p50 ms", "p95 ms", "ratio of p50")
    rows = [line(page, alone[page], [t for times in many for t in times[page]]) for page in alone]
    return [Table(heads, rows, note)]


def line(page: str, one: list[float], many: list[float]) -> tuple[str, ...]:
    """A row of the table."""
    return (page, f"**{p(one, 50):.1f}**", f"{p(one, 95):.1f}", f"{p(many, 50):.1f}", f"{p(many, 95):.1f}",
            f"{p(many, 50) / p(one, 50):.1f}")  # fmt: skip


def p(times: list[float], percent: int) -> float:
    """A percentile, in milliseconds."""
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1] * 1000


class Person:
    """Somebody at a desk: signs in once, then looks."""

    def __init__(self, address: str, username: str, numbers: list[str]) -> None:
        self.http = httpx.Client(base_url=address, timeout=60, trust_env=False)
        self.numbers, self.chance = numbers, random.Random(username)
        token = TOKEN.search(self.http.get("/signin/").text)
        form = {"csrfmiddlewaretoken": html.unescape(token[1]), "username": username, "password": "jiuzhu-demo"}  # type: ignore[index]
        if self.http.post("/signin/", data=form).status_code != 302:
            raise SystemExit(f"{username} can't sign in")

    def look_around(self, looks: int) -> Times:
        """Seconds of every look, by page."""
        return {
            "worklist": [self.look("/worklist/") for _ in range(looks)],
            "case list": [self.look("/cases/") for _ in range(looks)],
            "case": [self.look(f"/cases/{self.chance.choice(self.numbers)}/") for _ in range(looks)],
        }

    def look(self, address: str) -> float:
        """One look, to the last byte."""
        begun = time.perf_counter()
        answer = self.http.get(address)
        taken = time.perf_counter() - begun
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        return taken


def one_case() -> str:
    """The district, and a case that waits for the reviewer; its token."""
    from django.db import transaction

    from jiuzhu.cases.models import Case, Task
    from jiuzhu.commands.demo_data.days import Office
    from jiuzhu.commands.demo_data.load import FIRST, load_district
    from jiuzhu.commands.demo_data.people import People
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped
    from jiuzhu.offices.models import Township

    load_district(1)
    with transaction.atomic(), scoped(SYSTEM):
        office = Office(People(1, area=60), [Township.objects.order_by("code").values_list("code", flat=True)[0]])
        case = office.receive(office.townships[0], FIRST)
        for day in range(1, 20):
            if Task.objects.filter(case=case, step="opinion", closed_on__isnull=True).exists():
                break
            office.work(office.townships[0], FIRST + timedelta(days=day), 0)
        return str(Case.objects.get().token)


def handlers() -> list[tuple[str, str]]:
    """(user name, township) of every handler."""
    from jiuzhu.offices.models import Account

    rows = Account.objects.filter(person__appointments__post="handler")
    return list(rows.order_by("pk").values_list("username", "person__appointments__office__township"))


def numbers_by_township(connection: Any) -> dict[str, list[str]]:
    """Some hundreds of case numbers of each township."""
    found: dict[str, list[str]] = {}
    query = "SELECT township, number FROM (SELECT *, row_number() OVER (PARTITION BY township ORDER BY md5(number)) n FROM cases_case) c WHERE n <= 300"  # noqa: E501
    for township, number in connection.execute(query):
        found.setdefault(township, []).append(number)
    return found
