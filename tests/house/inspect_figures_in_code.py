"""No place name, amount or day count in Python: they are figures, with a date and a clause."""

import ast
import re
from pathlib import Path

from tests.house.house import Source, breach, docstrings, dotted, sources

PLACES = re.compile("洞头|温州|北岙|东屏|元觉|霓屿|灵昆|昆鹏|大门镇|鹿西|3303\\d\\d")
# Amounts of the notice, in yuan and in fen, and the multiples its ratios make of them.
AMOUNTS = {5000, 500000, 10000_00, 1085_00, 1627_50, 930_00, 2070_00, 1840_00, 2170_00, 186_000_00}
WHERE = ("jiuzhu", "config")
# The demo district, its people and its benchmark are data that happen to be written in Python.
DATA = (
    "jiuzhu/commands/demo",
    "jiuzhu/demo",
    "jiuzhu/commands/simulate",
    "jiuzhu/commands/bench",
)
TECHNICAL = {"jiuzhu/clockwork.py:LOOK_BACK_DAYS"}  # how far back a stopped worker looks for runs it missed
DAY_ARGUMENT = {"timedelta": 0, "add_working_days": 1, "add_days": 1}
RULE = "no place name, amount or day count in Python"
ADVICE = "read it with jiuzhu.law.figures.reading(name, on, township), and give the figure its file and clause"


def find_breaches(root: Path) -> list[str]:
    """Places, amounts and numbers of days written into code."""
    found = []
    for source in sources(root, *WHERE, skip=DATA):
        if "/fake/" not in source.path:  # what a test bank or a test centre answers is invented data
            found += inspect(source)
    return found


def inspect(source: Source) -> list[str]:
    """Every place, amount and number of days in one module. Docstrings and comments may name them."""
    found = []
    skip = docstrings(source.tree)
    constants = _constants(source)
    for node in ast.walk(source.tree):
        what = ""
        if isinstance(node, ast.Constant) and id(node) not in skip:
            if isinstance(node.value, str) and PLACES.search(node.value):
                what = f"names a place: {PLACES.search(node.value).group(0)}"
            elif type(node.value) is int and node.value in AMOUNTS:
                what = f"an amount of law: {node.value}"
        elif isinstance(node, ast.Call):
            what = _days(node, constants)
        if what:
            found.append(breach(source.path, node.lineno, what, RULE, ADVICE))
    return found


def _days(call: ast.Call, constants: dict[str, object]) -> str:
    """A number of days, other than the next or the previous one, given to what counts days."""
    name = dotted(call.func).rpartition(".")[2]
    if name not in DAY_ARGUMENT:
        return ""
    position = DAY_ARGUMENT[name]
    given = [k.value for k in call.keywords if k.arg in {"days", "n", "weeks"}] + call.args[position : position + 1]
    for value in given:
        days = value.value if isinstance(value, ast.Constant) else constants.get(dotted(value))
        if isinstance(days, int) and abs(days) > 1:
            return f"counts {days} days"
    return ""


def _constants(source: Source) -> dict[str, object]:
    """Module-level names of plain values: a number doesn't become a figure by being given a name."""
    return {
        dotted(target): step.value.value
        for step in source.tree.body
        if isinstance(step, ast.Assign) and isinstance(step.value, ast.Constant)
        for target in step.targets
        if f"{source.path}:{dotted(target)}" not in TECHNICAL
    }
