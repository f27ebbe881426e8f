"""Who may import whom: the contracts of `.importlinter`, and every floor named in them."""

import os
import subprocess
import sys
from pathlib import Path

from tests.house.house import FLOORS_FILE, breach, height

RULE = "a floor imports only what is below it (docs/decisions/0001-floors-and-rooms.md)"
CHECK = "from importlinter.cli import lint_imports_command as run; run()"


def find_breaches(root: Path) -> list[str]:
    """Broken import contracts, and packages that stand on no floor."""
    return unlisted(root) + broken_contracts(root)


def unlisted(root: Path) -> list[str]:
    """Packages of `jiuzhu` that the contract doesn't mention."""
    known = height(root)
    names = {
        p.name if p.is_dir() else p.stem
        for p in (root / "jiuzhu").iterdir()
        if (p.is_dir() and (p / "__init__.py").exists()) or (p.suffix == ".py" and p.stem != "__init__")
    }
    return [
        breach(f"jiuzhu/{name}", 1, "stands on no floor", RULE, f"add jiuzhu.{name} to its line in {FLOORS_FILE}")
        for name in sorted(names - set(known))
    ]


def broken_contracts(root: Path) -> list[str]:
    """Runs import-linter over the tree in a process of its own, so that no tree under inspection is imported."""
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200", "NO_COLOR": "1"}
    command = [sys.executable, "-c", CHECK, "--no-cache", "--config", FLOORS_FILE]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return []
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines()]
    plain = [line for line in lines if line and not set("╔╗╚╝║│") & set(line)]
    chains = [line for line in lines if "->" in line] or [" ".join(plain)[-600:]]
    advice = "move the code down, or reach up by a fact, an outbox channel or a job"
    return [breach(FLOORS_FILE, 1, chain, RULE, advice) for chain in chains]
