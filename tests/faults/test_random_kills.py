"""Parts of an office die at random moments during intake, approval and the run; nothing acknowledged is lost.

At least a hundred kills over several families: the long form only (`JZ_LONG=1`, a night's work); the marked points of
test_kills.py are killed at in every build. `JZ_KILLS_SEED` draws the same chances again.
"""

import json
import os
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.office import Office
from tests.faults.reaper import Reaper
from tests.faults.story import Story
from tests.faults.well import assert_all_well

LONG = bool(os.environ.get("JZ_LONG"))
SEED = int(os.environ.get("JZ_KILLS_SEED", "20261129"))
MONTHS, FAMILIES, LEAST = 2, 6, 100
# Step → phase and how many die while one family takes it.
PHASES = {
    "receive": ("intake", 1), "authorise": ("intake", 1), "visit": ("intake", 1), "countersign": ("intake", 1),
    "report": ("intake", 0), "find": ("intake", 1), "opine": ("approval", 1), "publish": ("approval", 1),
    "close": ("approval", 1), "decide": ("approval", 1), "announce": ("approval", 1), "prepare": ("run", 3),
    "release": ("run", 4), "settle": ("run", 3),
}  # fmt: skip
ONCE_A_MONTH = {"prepare", "release", "settle"}


def walk(office: Office, reaper: Reaper, month: int) -> list[Story]:
    """Families of a month side by side, step by step: from the window to the bank's return of one run."""
    stories = [Story(office, month * FAMILIES + n + 20) for n in range(FAMILIES)]
    for step, (phase, kills) in PHASES.items():
        for place, story in enumerate(stories):
            if step in ONCE_A_MONTH and place:
                continue
            story.moves_days = place == 0
            with reaper.at_work(phase, kills):
                getattr(story, step)()
            assert acknowledged(office, story, step), f"{step} was acknowledged and is not there"
    return stories


def acknowledged(office: Office, story: Story, step: str) -> bool:
    """What the clerk was told has happened stands in the database."""
    number = story.number()
    asked = {
        "receive": f"SELECT 1 FROM cases_case WHERE number = '{number}'",
        "decide": "SELECT 1 FROM decisions_decision d JOIN cases_case c ON c.token = d.matter"
        f" WHERE c.number = '{number}' AND d.outcome = 'approve'",
        "announce": f"SELECT 1 FROM cases_case WHERE number = '{number}' AND state = 'granted'",
        "release": "SELECT 1 FROM payments_run r JOIN funds_entry e ON e.key = 'release:' || r.number"
        f" WHERE r.number = '{story.run_number()}' AND r.released_on IS NOT NULL",
    }
    return step not in asked or len(office.rows(asked[step])) == 1


@pytest.mark.skipif(not LONG, reason="the long form: JZ_LONG=1")
def test_random_kills_lose_nothing_and_pay_nothing_twice(office: Office) -> None:
    begun, reaper, stories = time.monotonic(), Reaper(office, SEED), []
    for month in range(MONTHS):
        stories += walk(office, reaper, month)
    assert reaper.total >= LEAST
    assert {phase for phase, _ in reaper.kills} == {"intake", "approval", "run"}
    assert [story.months_paid() for story in stories] == [MONTHS - n // FAMILIES for n in range(len(stories))]
    verdict = assert_all_well(office)
    report(reaper, len(stories), time.monotonic() - begun, len(verdict))


def report(reaper: Reaper, families: int, seconds: float, payments: int) -> None:
    """Beside the benchmark's figures, where `JZ_KILLS_REPORT` names a file."""
    if name := os.environ.get("JZ_KILLS_REPORT"):
        phases, parts = Counter[str](), Counter[str]()
        for (phase, part), count in reaper.kills.items():
            phases[phase] += count
            parts[part] += count
        found = {
            "seed": SEED, "families": families, "kills": reaper.total, "phases": phases, "parts": parts,
            "payments": payments, "seconds": round(seconds),
        }  # fmt: skip
        Path(name).write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
