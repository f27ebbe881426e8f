"""`jiuzhu test`: all tiers in order on one embedded server, each with its time; what `.ci/run` calls."""

import argparse
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import browser, places, postgres
from jiuzhu.commands.support.locks import lock
from jiuzhu.commands.support.tiers import TIERS, Outcome, Tier, count_tests, quick_tiers, run_tier

HELP = "运行检查和测试：全部，或 quick（三分钟），或指定的几层"
NEEDS_DJANGO = False
INSTALL = Tier("install", 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing, `quick`, or names of tiers."""
    names = [tier.name for tier in TIERS]
    parser.add_argument("tiers", nargs="*", metavar="层", help=f"quick，或其中几个：{' '.join(names)}；不写就是全部")


def run(args: argparse.Namespace) -> int:
    """Run the tiers asked for; 1 if anything failed."""
    outcomes = [Outcome(INSTALL, float(os.environ.get("JZ_INSTALL_SECONDS", 0)))]
    closing: list[str] = []
    wanted = _wanted(args.tiers)  # before the lock: a wrong name is said at once, even while tests run
    with test_server() as environment:
        for tier in wanted:
            _say(f"\n== {tier.name}（预算 {tier.minutes:g} 分钟）")
            if tier.name == "journeys":
                outcomes.append(_journeys(tier, environment, closing))
            else:
                outcomes.append(run_tier(tier, environment))
            _say(f"-- {tier.name}：{outcomes[-1].seconds:.1f} 秒")
    _close(outcomes, closing)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


@contextmanager
def test_server() -> Iterator[dict[str, str]]:
    """One fresh embedded server for all tiers; yields the environment that tells the tests where it is."""
    here = places.state_folder()
    state = here.with_name(f"{here.name}-test")
    places.make_private(state)
    server = None
    try:
        with lock(state / "test.lock", wait=True):
            postgres.embedded(state).destroy()  # what an interrupted run left
            server = postgres.embedded(state, {"fsync": "off", "full_page_writes": "off"})
            server.start()
            found = postgres.prepare(server, "jiuzhu")
            kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
            yield kept | {
                "JIUZHU_STATE": str(state),
                "JIUZHU_TEST_PG": str(state),
                "JIUZHU_TEST_OWNER_URL": found.owner_url,
                "JIUZHU_TEST_APP_URL": found.app_url,
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
            }
    finally:
        if server:
            server.destroy()
        shutil.rmtree(state, ignore_errors=True)


def _wanted(names: list[str]) -> tuple[Tier, ...]:
    if names == ["quick"]:
        return quick_tiers()
    known = {tier.name: tier for tier in TIERS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise CommandError(f"没有 {'、'.join(unknown)} 这一层。可选：quick，或 {' '.join(known)}。")
    return tuple(known[name] for name in names) or TIERS


def _journeys(tier: Tier, environment: dict[str, str], closing: list[str]) -> Outcome:
    """In a real browser; without one they don't run, which is said last, and in CI is a failure."""
    found = browser.find_or_install()
    if found:
        return run_tier(tier, environment | {"JZ_CHROMIUM": found})
    number = count_tests(tier, environment)
    closing.append(f"{number} 个浏览器测试没有运行（没有找到浏览器）。{browser.ADVICE}")
    closing.append(f"{number} journeys did NOT run: no Chromium found. Install chromium or set JZ_CHROMIUM.")
    in_ci = os.environ.get("CI", "").lower() in ("1", "true", "yes")
    return Outcome(tier, failed=number or 1) if in_ci else Outcome(tier, skipped=number)


def _close(outcomes: list[Outcome], closing: list[str]) -> None:
    _say("")
    for outcome in outcomes:
        for line in outcome.lines:
            _say(f"{outcome.tier.name}: {line}")
    _say(f"\n{'tier':<12}{'budget s':>10}{'seconds':>10}{'passed':>9}{'failed':>9}{'skipped':>9}")
    for one in outcomes:
        over = "  over budget" if one.seconds > one.tier.minutes * 60 else ""
        figures = f"{one.tier.minutes * 60:>10.0f}{one.seconds:>10.1f}{one.passed:>9}{one.failed:>9}{one.skipped:>9}"
        _say(f"{one.tier.name:<12}{figures}{over}")
    for line in closing:
        _say(line)
    passed, failed, skipped = (sum(getattr(one, kind) for one in outcomes) for kind in ("passed", "failed", "skipped"))
    _say(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
