"""Clause ids that stand in the code and the tests: read as text, so the law floor imports nothing from above."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r"[A-Za-z0-9_.]+")
_SKIPPED = ("jiuzhu/law/", "jiuzhu/commands/", "jiuzhu/plain/")


@dataclass(frozen=True)
class Mention:
    """Where a clause is named: the file from the root, and the function or class around it ("" for the module)."""

    file: str
    place: str


def mentions_in_code(root: Path, known: frozenset[str]) -> dict[str, set[Mention]]:
    """For each clause id the places above the law floor whose text names it: docstrings, audit lines, sentences."""
    found: dict[str, set[Mention]] = {}
    for path in sorted((root / "jiuzhu").rglob("*.py")):
        file = path.relative_to(root).as_posix()
        if "/migrations/" in file or file.startswith(_SKIPPED):
            continue
        for place, text in _texts(ast.parse(path.read_text("utf-8"))):
            for word in words(text) & known:
                found.setdefault(word, set()).add(Mention(file, place))
    return found


def words_in_tests(root: Path) -> dict[str, frozenset[str]]:
    """For each test file the words in it: figures, columns, acts, clause ids. Inspectors test no rule: left out."""
    files = [path for path in sorted((root / "tests").rglob("test_*.py")) if path.parent.name != "house"]
    return {path.relative_to(root).as_posix(): frozenset(words(path.read_text("utf-8"))) for path in files}


def words_at_desks(root: Path) -> dict[str, frozenset[str]]:
    """For each desk (a folder of pages) the words in its code: the acts it offers, the clauses it names."""
    desks = [
        folder for folder in sorted((root / "jiuzhu/desks").glob("*")) if folder.is_dir() and folder.name != "shared"
    ]
    found = {}
    for desk in desks:
        said = [words(path.read_text("utf-8")) for path in sorted(desk.rglob("*.py"))]
        if said:
            found[desk.name] = frozenset().union(*said)
    return found


def words(text: str) -> set[str]:
    """The names and ids in a text; a full stop at the end of a sentence isn't part of one."""
    return {word.strip(".") for word in _WORD.findall(text)}


def _texts(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        place = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else ""
        for inner in ast.walk(node):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield place, inner.value
