"""What every inspector needs: the tree of sources, the floors, and one shape for a message."""

import ast
import configparser
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS_FILE = ".importlinter"
# Floors that hold nouns and acts. ground, law and plain hold none; desks, gateways and commands are edges.
ROOMS = (
    *("persons", "registry", "offices", "figures", "decisions", "entitlements", "funds", "meetings", "cases"),
    *("payments", "province", "care", "joint", "messages", "grievances", "sharing", "supervision"),
)
NOT_OURS = {".git", ".venv", "var", "build", "node_modules", "__pycache__"}


@dataclass(frozen=True)
class Source:
    """One Python file: its path below the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module


@cache
def _parsed(path: str, _changed: int) -> tuple[str, ast.Module]:
    text = Path(path).read_text("utf-8")
    return text, ast.parse(text, filename=path)


def sources(root: Path, *folders: str, skip: tuple[str, ...] = ()) -> Iterator[Source]:
    """Every Python file in the named folders (or single files), except paths that begin with one of `skip`."""
    for file in files(root, *folders, endings=(".py",)):
        path = file.relative_to(root).as_posix()
        if not path.startswith(skip or ("\0",)):
            text, tree = _parsed(str(file), file.stat().st_mtime_ns)
            yield Source(path, text, tree)


def files(root: Path, *folders: str, endings: tuple[str, ...]) -> Iterator[Path]:
    """Every file with one of the endings in the named folders, without what is generated or installed."""
    for folder in folders:
        start = root / folder
        found = [start] if start.is_file() else sorted(start.rglob("*")) if start.is_dir() else []
        for file in found:
            parts = file.relative_to(root).parts
            if file.is_file() and file.name.endswith(endings) and not NOT_OURS.intersection(parts):
                yield file


def breach(where: str, line: int, what: str, rule: str, do: str) -> str:
    """One finding: the place, what is wrong, the rule it breaks, what to do."""
    return f"{where}:{line}: {what}. Rule: {rule}. Do: {do}."


def report(breaches: list[str]) -> str:
    """All findings, one a line, as an assertion's message."""
    return f"{len(breaches)} breach(es) of the house rules:\n" + "\n".join(breaches)


def rooms(root: Path) -> list[Path]:
    """The rooms that are built."""
    return [root / "jiuzhu" / name for name in ROOMS if (root / "jiuzhu" / name).is_dir()]


def desks(root: Path) -> list[Path]:
    """The desks that are built; `shared` is their common furniture, not a desk."""
    folder = root / "jiuzhu" / "desks"
    if not folder.is_dir():
        return []
    return [d for d in sorted(folder.iterdir()) if d.is_dir() and d.name not in {"shared", "__pycache__"}]


def floors(root: Path) -> list[list[str]]:
    """The floors from top to bottom as the layer contract names them, without package prefix and brackets."""
    contract = configparser.ConfigParser()
    contract.read(root / FLOORS_FILE, "utf-8")
    lines = contract["importlinter:contract:floors"]["layers"].strip().splitlines()
    return [[name.strip(" ()").removeprefix("jiuzhu.") for name in line.split("|")] for line in lines]


def height(root: Path) -> dict[str, int]:
    """Floor number by room, the lowest 0."""
    return {name: number for number, names in enumerate(reversed(floors(root))) for name in names}


def dotted(node: ast.AST) -> str:
    """`a.b.c` for an attribute chain or a name, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else node.attr
    return ""


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the nodes that are docstrings: text for readers, not data."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(id(first.value))
    return found


def line_of(text: str, at: int) -> int:
    """The line number of a position in a text."""
    return text.count("\n", 0, at) + 1


def matches(text: str, pattern: str) -> Iterator[tuple[int, str]]:
    """(line, matched text) of every match, letter case ignored."""
    for found in re.finditer(pattern, text, re.IGNORECASE):
        yield line_of(text, found.start()), found.group(0)
