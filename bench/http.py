"""How many applications a second go over HTTP from the window to the decision, in all townships at once.

Real web workers, a worker and the check centre's fake; in every township two handlers, the head of social affairs and
the leader in charge sign in with sessions of their own. Each act is what a clerk does: the page with the form is
fetched, the form sent with its key. An answer other than the expected one ends the benchmark.
"""

# ruff: noqa: T201
import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bench.pages import Times, p
from bench.run import Table
from bench.serving import database, office

if TYPE_CHECKING:
    from bench.clerks import Township

TITLE = "Applications over HTTP"
SEED = 20261129
REPORT_SECONDS = 600
# Stretches between which all wait for something: the check centre's reports; the seven days of the notice.
STRETCHES: tuple[tuple[str, ...], ...] = (
    ("receive", "authorise", "visit", "countersign"),
    ("find", "opine", "publish"),
    ("close", "decide", "announce"),
)
WORDS = {
    "receive": "application taken in, 受理", "authorise": "check authorisation confirmed, 委托确认",
    "visit": "home visit recorded, 入户", "countersign": "visit countersigned", "find": "finding, 调查认定",
    "opine": "opinion, 初审", "publish": "publication begun, 公示", "close": "publication ended",
    "decide": "decided by the leader, 审核确认", "announce": "announced, 公布",
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many families."""
    parser.add_argument("--families", type=int, default=80, help="over all townships")


def run(args: argparse.Namespace) -> list[Table]:
    """All families stretch by stretch; what waited for others counts, the moved days don't."""
    with database():
        from bench.clerks import Township
        from jiuzhu.commands.demo_data.load import load_district, townships

        load_district(SEED)
        codes = townships()
        each = max(1, args.families // len(codes))
        places = [Township.with_families(code, n, each) for n, code in enumerate(codes)]
        with office([family.number for place in places for family in place.families]) as address:
            at_work = work(places, address)
        families = each * len(places)
        if (found := approved()) != families:
            raise SystemExit(f"{found} of {families} families are approved")
        return tables(families, at_work, places)


def work(places: "list[Township]", address: str) -> float:
    """All townships at once; seconds, without the days that were moved."""
    seconds = 0.0
    with ThreadPoolExecutor(len(places)) as desks:
        list(desks.map(lambda place: place.sign_in(address), places))
        for number, stretch in enumerate(STRETCHES):
            begun = time.perf_counter()
            list(desks.map(lambda place, steps=stretch: place.work(steps), places))  # type: ignore[misc]
            if number == 0:
                until_reported(sum(len(place.families) for place in places))
            seconds += time.perf_counter() - begun
            say(f"{', '.join(stretch)}: {seconds:.1f} s")
            if number == 1:
                places[0].move_days(7, 1)
    return seconds


def tables(families: int, seconds: float, places: "list[Township]") -> list[Table]:
    """What is stated."""
    pages, sent = _together([place.pages for place in places]), _together([place.sent for place in places])
    requests = sum(len(times) for kind in (pages, sent) for times in kind.values())
    heads = (f"{families} families, {len(places)} townships at once", "")
    whole: list[tuple[str, ...]] = [
        ("applications from the window to the announced decision", f"**{families / seconds:.2f} /s**"),
        ("acts", f"{families * len(WORDS) / seconds:.1f} /s"),
        ("requests", f"{requests / seconds:.1f} /s"),
        ("errors", "**0** of " + f"{requests:,}"),
        ("seconds at work", f"{seconds:.1f}"),
    ]
    rows: list[tuple[str, ...]] = [
        (words, ms(pages[step], 50), ms(pages[step], 95), f"**{ms(sent[step], 50)}**", ms(sent[step], 95))
        for step, words in WORDS.items()
    ]
    note = (
        "Page: the page with the form, fetched anew for every act. Sent: the form, until the answer that it is done. "
        f"{len(places)} desks work at a time without a pause; they, two web workers, the worker, the check centre's "
        "fake and the database share the cores. Waiting for the reports counts, the seven days of the notice don't."
    )
    return [Table(heads, whole), Table(("act", "page: p50 ms", "p95 ms", "sent: p50 ms", "p95 ms"), rows, note)]


def ms(times: list[float], percent: int) -> str:
    """A percentile in milliseconds."""
    return f"{p(times, percent):.0f}"


def _together(many: list[Times]) -> Times:
    return {step: [t for times in many for t in times.get(step, [])] for step in WORDS}


def reports() -> int:
    """How many means-check reports have come back."""
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped
    from jiuzhu.registry.models import MeansCheck

    with scoped(SYSTEM):
        return MeansCheck.objects.filter(reported_on__isnull=False).count()


def approved() -> int:
    """How many families are granted, in the database."""
    from jiuzhu.cases.models import Case
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped

    with scoped(SYSTEM):
        return Case.objects.filter(state="granted").count()


def until_reported(families: int) -> None:
    """Wait until the check centre has answered for so many."""
    limit = time.monotonic() + REPORT_SECONDS
    while reports() < families:
        if time.monotonic() > limit:
            raise SystemExit(f"{reports()} of {families} reports within {REPORT_SECONDS} s")
        time.sleep(0.05)


def say(line: str) -> None:
    """Progress."""
    print(f"  {line}", file=sys.stderr, flush=True)
