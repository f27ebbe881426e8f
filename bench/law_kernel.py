"""How fast the law is: the columns against plain Python and, where it is installed, OpenFisca, in one run.

    python bench/law_kernel.py                      kernel, plain Python, one household, memory
    python bench/law_kernel.py --openfisca PYTHON   also OpenFisca, run by the Python of a venv with
                                                    bench/requirements-openfisca.txt
    python bench/law_kernel.py --quick              a hundredth of the size, to see that it runs

Seconds are of one core's time (thread time), so that other work on the machine weighs less. Ratios within one run are
what to compare; single figures swing with the machine. Money totals of all evaluators must
agree, otherwise the run fails.
"""

# ruff: noqa: T201, E402
from __future__ import annotations

import argparse
import ctypes
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import law_plain
from law_population import DAY, TOWNSHIP, population

from jiuzhu.law.assess import assess_with
from jiuzhu.law.rules.engine import Array, Homes
from jiuzhu.law.rules.facts import FACTS
from jiuzhu.law.rules.parameters import figures_for
from jiuzhu.law.rules.plan import FULL_PLAN, plan_for, wanted_columns
from jiuzhu.law.rules.results import WANTED
from jiuzhu.law.situation_file import read_situation

HOUSEHOLDS_A_BLOCK = 25_000
COMPARED = ("dibao_eligible", "dibao_amount", "dibian_eligible", "tekun_eligible", "hardship_eligible", "per_capita")
FIGURES = figures_for(DAY, TOWNSHIP)


def blocks(facts: dict[str, Array], homes: Homes) -> Iterator[tuple[dict[str, Array], Homes]]:
    """Views of whole households, no copies."""
    for first in range(0, len(homes.starts), HOUSEHOLDS_A_BLOCK):
        starts = homes.starts[first : first + HOUSEHOLDS_A_BLOCK]
        last = first + len(starts)
        begin, end = int(starts[0]), int(homes.starts[last]) if last < len(homes.starts) else homes.size
        mine = {
            name: values[begin:end] if FACTS[name].entity == "member" else values[first:last]
            for name, values in facts.items()
        }
        yield mine, Homes(starts - begin, end - begin, starts - begin)


def kernel(facts: dict[str, Array], homes: Homes) -> dict[str, int]:
    """Runs the law over all blocks; results are summed and let go, as a writer would stream them."""
    totals = dict.fromkeys(COMPARED, 0)
    for mine, some in blocks(facts, homes):
        found = wanted_columns(WANTED, mine, some, FIGURES)
        for name in COMPARED:
            totals[name] += int(found[name].sum())
    return totals


def plain(facts: dict[str, Array], homes: Homes) -> tuple[float, dict[str, int]]:
    """Seconds and totals of the plain evaluator; turning arrays into rows is not counted."""
    member = [name for name in facts if FACTS[name].entity == "member"]
    household = [name for name in facts if FACTS[name].entity == "household"]
    columns = {name: facts[name].tolist() for name in facts}
    people = [dict(zip(member, row, strict=True)) for row in zip(*(columns[name] for name in member), strict=True)]
    rows = [dict(zip(household, row, strict=True)) for row in zip(*(columns[name] for name in household), strict=True)]
    ends = [*homes.starts.tolist()[1:], homes.size]
    cut = [people[a:b] for a, b in zip(homes.starts.tolist(), ends, strict=True)]
    began = time.thread_time()
    found = [law_plain.determine(row, mine, FIGURES.scalars) for row, mine in zip(rows, cut, strict=True)]
    seconds = time.thread_time() - began
    sums = np.array(found, dtype=np.int64).sum(axis=0).tolist()
    order = ("dibao_eligible", "dibao_amount", "dibian_eligible", "tekun_eligible", "_fee", "hardship_eligible")
    totals = dict(zip((*order, "per_capita"), sums, strict=True))
    return seconds, {name: totals[name] for name in COMPARED}


def best(run, times: int):
    """The quickest of several runs, and its answer."""
    found = None
    quickest = float("inf")
    for _ in range(times):
        began = time.thread_time()
        found = run()
        quickest = min(quickest, time.thread_time() - began)
    return quickest, found


def one_household() -> float:
    """Median milliseconds of one household with all its lines, from the situation to the sentences."""
    situation = read_situation(HERE.parent / "tests/law/situations/members-three-generations.yaml")
    figures = figures_for(situation.as_of, situation.township)
    took = []
    for _ in range(1500):
        began = time.thread_time()
        assess_with(situation, situation.as_of, figures)
        took.append(time.thread_time() - began)
    return sorted(took)[len(took) // 2] * 1000


def peak_above_inputs(persons: int) -> float:
    """MB that the kernel needs beyond its inputs, in a process of its own (Linux: the peak is reset before)."""
    run = subprocess.run(
        [sys.executable, __file__, "--memory", str(persons)], capture_output=True, text=True, check=True
    )
    return float(run.stdout)


def memory(persons: int) -> None:
    """The child of `peak_above_inputs`."""
    facts, homes = population(persons)
    few, few_homes = population(1000)
    kernel(few, few_homes)  # numpy's own start-up isn't the kernel's
    ctypes.CDLL(None).malloc_trim(0)  # memory kept back from making the population would hide the kernel's own
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    before = status("VmRSS")
    kernel(facts, homes)
    print((status("VmHWM") - before) / 1024)


def status(key: str) -> int:
    """kB of this process."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith(key)).split()[1])


def openfisca(python: str, persons: int) -> dict[str, float]:
    """Runs bench/law_openfisca.py with the other Python; its answer is one line of JSON."""
    environment = os.environ | {"PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parent}"}
    command = [python, str(HERE / "law_openfisca.py"), str(persons)]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if run.returncode:
        sys.exit(run.stderr)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def machine() -> str:
    """One line about where this ran."""
    info = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, numpy {np.__version__}"


def agree(name: str, found: dict[str, int], expected: dict[str, int]) -> None:
    if found != expected:
        sys.exit(f"{name} disagrees with the kernel:\n{found}\n{expected}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--openfisca", metavar="PYTHON")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--memory", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.memory:
        memory(args.memory)
        return
    million = 10_000 if args.quick else 1_000_000
    facts, homes = population(million)
    seconds, totals = best(lambda: kernel(facts, homes), 7)
    rate = homes.size / seconds
    print(machine())
    print(f"columns: {len(plan_for(WANTED))} for a table, {len(FULL_PLAN)} for one household with its lines")
    size = f"{homes.size:,} persons, {len(homes.starts):,} households"
    print(f"kernel: {size}, {seconds:.3f} s, {rate / 1e6:.1f} M persons/s")
    small, small_homes = population(million // 10)
    small_totals = kernel(small, small_homes)
    plain_seconds, plain_totals = plain(small, small_homes)
    agree("plain Python", plain_totals, small_totals)
    plain_rate = small_homes.size / plain_seconds
    print(f"plain Python: {plain_rate / 1e6:.3f} M persons/s; the kernel is {rate / plain_rate:.0f} times as fast")
    print(f"one household with all lines: {one_household():.3f} ms")
    for persons in (million, 10 * million):
        print(f"peak above inputs, {persons:,} persons: {peak_above_inputs(persons):.0f} MB")
    if args.openfisca:
        found = openfisca(args.openfisca, million)
        agree("OpenFisca", {name: int(found[name]) for name in COMPARED}, totals)
        for key, what in (("calculate", "calculation only"), ("build", "with building the simulation")):
            other = homes.size / found[key]
            ratio = f"the kernel is {rate / other:.1f} times as fast"
            print(f"OpenFisca {found['version']}, {what}: {other / 1e6:.2f} M persons/s; {ratio}")
        print(f"OpenFisca, one household: {found['one'] * 1000:.2f} ms without lines")


if __name__ == "__main__":
    main()
