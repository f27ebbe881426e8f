"""The tiers of `./jz test`: what runs in each, and within how many minutes it should be done."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from jiuzhu.commands.support.places import CHECKOUT
from jiuzhu.commands.support.processes import die_with_parent

BIN = Path(sys.executable).parent
OWN_TIER = ("house", "plain", "law", "journeys", "faults")
# Breadth over depth: one room of each floor, and what guards the house.
QUICK_ROOMS = ("ground", "persons", "figures", "decisions", "cases", "payments")


@dataclass(frozen=True)
class Tier:
    """One tier: checks (a command each), then one run of pytest; either may be missing."""

    name: str
    minutes: float
    pytest: tuple[str, ...] = ()
    checks: tuple[tuple[str, ...], ...] = ()


@dataclass
class Outcome:
    """What came of a tier. `lines` are repeated at the end of the whole run."""

    tier: Tier
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    lines: list[str] = field(default_factory=list)


CHECKS = (
    (str(BIN / "ruff"), "check", "."),
    (str(BIN / "ruff"), "format", "--check", "."),
    (str(BIN / "mypy"),),
    (str(BIN / "lint-imports"),),
    (sys.executable, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"),
)
NOT_PROPERTY = ("-m", "not property")
BOTH_CORES = ("-n", "2", "--dist", "loadfile")  # each process with a database of its own
ROOMS = tuple(f"--ignore=tests/{name}" for name in OWN_TIER)
TIERS = (
    Tier("check", 2, ("tests/house", *BOTH_CORES), CHECKS),
    Tier(
        "law",
        2,
        ("-p", "no:django", "-W", "ignore::pytest.PytestConfigWarning", "tests/plain", "tests/law", *NOT_PROPERTY),
    ),
    Tier("database", 5, ("tests", *ROOMS, *NOT_PROPERTY, *BOTH_CORES)),
    Tier("journeys", 9, ("tests/journeys",)),
    Tier("faults", 3, ("tests/faults", *BOTH_CORES)),
    Tier("properties", 2, ("tests", "--ignore=tests/journeys", "--ignore=tests/faults", "-m", "property")),
)


def quick_tiers() -> tuple[Tier, ...]:
    """Checks without the launcher's installations, the law, and a part of the database tier: three minutes."""
    rooms = [f"tests/{name}" for name in QUICK_ROOMS if (CHECKOUT / "tests" / name).is_dir()]
    check = replace(TIERS[0], pytest=(*TIERS[0].pytest, "--ignore=tests/house/test_launcher.py"))
    return (check, TIERS[1], Tier("database", 1, (*rooms, *NOT_PROPERTY)))


def run_tier(tier: Tier, environment: Mapping[str, str]) -> Outcome:
    """Run a tier, its output passed through as it comes."""
    begun = time.monotonic()
    outcome = Outcome(tier)
    for argv in tier.checks:
        _check(argv, environment, outcome)
    if tier.pytest:
        _pytest(tier.pytest, environment, outcome)
    outcome.seconds = time.monotonic() - begun
    return outcome


def count_tests(tier: Tier, environment: Mapping[str, str]) -> int:
    """How many tests a tier has, without running them."""
    argv = [sys.executable, "-m", "pytest", *tier.pytest, "--collect-only", "-q"]
    done = subprocess.run(argv, cwd=CHECKOUT, env=dict(environment), capture_output=True, text=True)
    return sum("::" in line for line in done.stdout.splitlines())


def _check(argv: Sequence[str], environment: Mapping[str, str], outcome: Outcome) -> None:
    words = " ".join([Path(argv[0]).name, *argv[1:]])
    begun = time.monotonic()
    status = subprocess.run(argv, cwd=CHECKOUT, env=dict(environment), stdin=subprocess.DEVNULL).returncode
    if status:
        outcome.failed += 1
        outcome.lines.append(f"FAILED {words}")
    else:
        outcome.passed += 1
    print(f"{'FAILED' if status else 'ok'}  {words}  {time.monotonic() - begun:.1f} s", flush=True)  # noqa: T201


def _pytest(words: Sequence[str], environment: Mapping[str, str], outcome: Outcome) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        argv = [sys.executable, "-m", "pytest", *words, f"--junitxml={report}"]
        status, last = _pass_through(argv, environment)
        if report.exists():
            _count(report, outcome)
    if status and not outcome.failed:  # collection broke, nothing was found, or pytest itself died
        outcome.failed += 1
        outcome.lines.append(f"FAILED pytest ended with status {status}")
    outcome.lines.append(last)


def _pass_through(argv: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Show the output as it comes, dots included; the status and the last line (pytest's summary)."""
    process = subprocess.Popen(
        argv,
        cwd=CHECKOUT,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        preexec_fn=die_with_parent(signal.SIGINT),
    )
    assert process.stdout is not None
    tail = b""
    try:
        while chunk := os.read(process.stdout.fileno(), 65536):
            sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
            tail = (tail + chunk)[-4000:]
    finally:
        process.wait()
    lines = [line for line in tail.decode("utf-8", "replace").splitlines() if line.strip() and "xml" not in line]
    return process.returncode, lines[-1].strip("= ") if lines else ""


def _count(report: Path, outcome: Outcome) -> None:
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            outcome.failed += 1
            outcome.lines.append(f"FAILED {case.get('classname')}::{case.get('name')}")
        elif "skipped" in kinds:
            outcome.skipped += 1
        else:
            outcome.passed += 1
