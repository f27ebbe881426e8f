"""Runs benchmarks by name: `python -m bench.run pages acts [--write] [options of the benchmark]`.

A benchmark is a module here with `TITLE`, `add_arguments(parser)` and `run(args) -> list[Table]`. What is printed and,
with `--write`, kept in docs/benchmarks.md: the machine, the command, tables with ratios. Ratios within one run are
what to compare; single figures swing with the machine. Scripts with a `main` of their own are started as they are.
"""

# ruff: noqa: T201
import argparse
import importlib
import os
import platform
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
HELPERS = {"run", "filling", "serving"}
RUNS = re.compile(r"^(TITLE = |if __name__ ==)", re.M)


@dataclass(frozen=True)
class Table:
    """A table of results: column heads and rows of ready words."""

    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    note: str = ""

    def markdown(self) -> str:
        """As it stands on the page."""
        lines = ["| " + " | ".join(self.heads) + " |", "|" + "---|" * len(self.heads)]
        lines += ["| " + " | ".join(row) + " |" for row in self.rows]
        return "\n".join([*lines, *(["", self.note] if self.note else [])])


def names() -> list[str]:
    """What can be run: benchmarks, and scripts of their own."""
    return sorted(f.stem for f in HERE.glob("*.py") if f.stem not in HELPERS and RUNS.search(f.read_text("utf-8")))


def machine() -> str:
    """Where this ran: processor, cores, how busy, system, Python, PostgreSQL's version is said by its benchmark."""
    info = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), platform.machine())
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"{model}, {os.cpu_count()} cores, load {busy}, {platform.system()}, Python {platform.python_version()}"


def section(name: str, module: ModuleType, words: list[str], tables: list[Table]) -> str:
    """What one benchmark says, as markdown."""
    day = datetime.now(UTC).date()
    command = " ".join([".venv/bin/python -m bench.run", name, *words])
    return "\n\n".join(
        [f"## {module.TITLE}", f"```\n{command}\n```", f"Machine: {machine()}. {day}.", *(t.markdown() for t in tables)]
    )


def keep(name: str, text: str) -> None:
    """Put the section between its marks on the page, in place of the last one."""
    begin, end = f"<!-- bench {name} -->", f"<!-- end of bench {name} -->"
    page = PAGE.read_text("utf-8") if PAGE.exists() else "# Benchmarks\n"
    kept = f"{begin}\n{text}\n{end}"
    if begin in page:
        page = re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: kept, page, flags=re.S)
    else:
        page = f"{page.rstrip()}\n\n{kept}\n"
    PAGE.write_text(page, "utf-8")


def main(argv: list[str]) -> int:
    """Run what is named; 2 for a name that isn't there."""
    known = names()
    asked = [word for word in argv if word in known]
    words = [word for word in argv if word not in known and word != "--write"]
    if not asked or (words and not words[0].startswith("-")):
        print(f"usage: python -m bench.run NAME… [--write] [options]; names: {' '.join(known)}", file=sys.stderr)
        return 2
    for name in asked:
        source = (HERE / f"{name}.py").read_text("utf-8")
        if "\nTITLE = " not in source:
            if status := subprocess.run([sys.executable, HERE / f"{name}.py", *words], check=False).returncode:
                return status
            continue
        module = importlib.import_module(f"bench.{name}")
        parser = argparse.ArgumentParser(prog=f"bench.run {name}", description=module.__doc__)
        module.add_arguments(parser)
        text = section(name, module, words, module.run(parser.parse_args(words)))
        print(text, flush=True)
        if "--write" in argv:
            keep(name, text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
