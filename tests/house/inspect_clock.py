"""One clock, read only at the edges: inside, a day is always passed in."""

import ast
import re
from pathlib import Path

from tests.house.house import Source, breach, docstrings, dotted, sources

RULE = "one ground.clock, read only at the edges"
CLOCK = "jiuzhu/ground/clock.py"
# Who may ask the clock: what receives the outside world, never what decides.
EDGES = (
    "jiuzhu/ground/",
    "jiuzhu/commands/",
    "jiuzhu/clockwork.py",
    "jiuzhu/desks/shared/",
    "jiuzhu/gateways/",
)
READS = re.compile(
    r"(^|\.)(timezone\.(now|localdate|localtime)|datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime))$"
)
SQL = re.compile(
    r"\b(now\(\)|current_date|current_timestamp|clock_timestamp\(\)|localtimestamp|statement_timestamp\(\))", re.I
)
# Named exceptions: the demo's day is moved by an act, and fakes are processes of an outside world with its own clock.
NAMED = ("jiuzhu/offices/acts/signing.py",)
FAKE = re.compile(r"^jiuzhu/gateways/\w+/fake/__main__\.py$")
# The audit's own moment of recording is the database's: it must not be movable by whoever writes the row.
SQL_ALLOWED = re.compile(r"recorded_at", re.I)


def find_breaches(root: Path) -> list[str]:
    """Clock reads outside the clock, and questions to the clock away from the edges."""
    found = []
    for source in sources(root, "jiuzhu", "config"):
        if source.path != CLOCK and not FAKE.match(source.path):
            found += reads(source) + in_sql(source)
        if not source.path.startswith(EDGES + NAMED):
            found += imports(source)
    return found


def reads(source: Source) -> list[str]:
    """Calls of the machine's clock, and fields that stamp themselves."""
    found = []
    stamps = _stamps(source.tree)
    for node in ast.walk(source.tree):
        what = ""
        if isinstance(node, ast.Attribute | ast.Name) and READS.search(dotted(node)):
            what = f"reads {dotted(node)}"
        elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            what = f"a field with {node.arg}"
        elif isinstance(node, ast.Call) and re.search(r"(^|\.)Now$", dotted(node.func)) and id(node) not in stamps:
            what = "asks the server's clock with Now()"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            clock = {"time", "time_ns", "localtime", "gmtime"}
            what = "imports time()" if any(a.name in clock for a in node.names) else ""
        if what:
            line = getattr(node, "lineno", 1) or getattr(getattr(node, "value", None), "lineno", 1)
            found.append(breach(source.path, line, what, RULE, "take the day or moment as a parameter"))
    return found


def in_sql(source: Source) -> list[str]:
    """SQL that asks the server's clock, line by line, except where the audit stamps its own recording."""
    found = []
    skip = docstrings(source.tree)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip:
            for offset, line in enumerate(node.value.splitlines()):
                if SQL.search(line) and not SQL_ALLOWED.search(line):
                    what = f"SQL asks the clock: {line.strip()[:60]}"
                    found.append(
                        breach(source.path, node.lineno + offset, what, RULE, "pass the moment as a parameter")
                    )
    return found


def imports(source: Source) -> list[str]:
    """Modules away from the edges that import the clock."""
    found = []
    for node in ast.walk(source.tree):
        named = isinstance(node, ast.ImportFrom) and any(
            (node.module == "jiuzhu.ground" and a.name == "clock")
            or (node.module == "jiuzhu.ground.clock" and not a.name.isupper())  # a constant tells no time
            for a in node.names
        )
        if named or (isinstance(node, ast.Import) and any(a.name == "jiuzhu.ground.clock" for a in node.names)):
            found.append(breach(source.path, node.lineno, "asks the clock", RULE, "let the edge pass `on` or `at` in"))
    return found


def _stamps(tree: ast.Module) -> set[int]:
    """`db_default=Now()` of a field that nobody edits: the moment a row was entered, beside the day it is about."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            given = {k.arg: k.value for k in node.keywords}
            fixed = isinstance(given.get("editable"), ast.Constant) and given["editable"].value is False
            if fixed and "db_default" in given:
                found.add(id(given["db_default"]))
    return found
