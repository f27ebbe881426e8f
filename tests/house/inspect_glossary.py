"""The glossary covers every label: whatever is named in Chinese in code or law data stands in GLOSSARY.md.

`python -m tests.house.inspect_glossary` prints the rows that are missing, ready to be completed and put in.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.house.house import ROOT, breach, dotted, files, sources

GLOSSARY = "GLOSSARY.md"
RULE = "the glossary covers every label"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CHINESE = re.compile("[\u4e00-\u9fff]")
FIGURES, PROCEDURES = "jiuzhu/law/parameters", "jiuzhu/law/procedures"


@dataclass(frozen=True)
class Label:
    """A Chinese name, the code's name of the same thing, and where they meet."""

    term: str
    name: str
    path: str
    line: int


def find_breaches(root: Path) -> list[str]:
    """Labels without a row, and rows that name something the code doesn't have."""
    text = (root / GLOSSARY).read_text("utf-8")
    known = terms(text)
    return promised(root, text) + [
        breach(label.path, label.line, f"label {label.term} ({label.name})", RULE, f"add its row to {GLOSSARY}")
        for label in missing(root, known)
    ]


def promised(root: Path, glossary: str) -> list[str]:
    """Names in backticks in the third column that no code and no law data uses."""
    words: set[str] = set()
    for file in files(root, "jiuzhu", endings=(".py", ".yaml")):
        words |= set(re.findall(r"\w+", file.read_text("utf-8")))
    found = []
    for number, line in enumerate(glossary.splitlines(), start=1):
        cells = line.split("|") if line.startswith("| ") else []
        for name in re.findall(r"`([a-zA-Z]\w*)`", cells[3] if len(cells) > 3 else ""):
            if name not in words:
                advice = f"write *{name}* until it is built, or correct it"
                found.append(breach(GLOSSARY, number, f"nothing in the code is called {name}", RULE, advice))
    return found


def missing(root: Path, known: set[str]) -> list[Label]:
    """The labels that no row has, each once."""
    found = {label.term: label for label in reversed(list(labels(root))) if label.term not in known}
    return sorted(found.values(), key=lambda label: (label.path, label.line))


def terms(glossary: str) -> set[str]:
    """The terms of all rows; one cell may hold several, parted by ` · `."""
    found = set()
    for line in glossary.splitlines():
        if line.startswith("| "):
            found |= {term.strip() for term in line.split("|")[1].split("·")}
    return found


def labels(root: Path) -> Iterator[Label]:
    """Every label: figures, procedures and their steps, posts, codes with choices.

    A column of the law is its own entry: label, unit, clause and `how` stand in one line above the function.
    """
    for file in files(root, FIGURES, PROCEDURES, endings=(".yaml",)):
        place = file.relative_to(root).as_posix()
        text = file.read_text("utf-8")
        for term, name in in_data(place, yaml.load(text, LOADER)):
            at = text.find(term)
            yield Label(term, name, place, text.count("\n", 0, max(at, 0)) + 1)
    for source in sources(root, "jiuzhu"):
        for node in ast.walk(source.tree):
            for term, name in in_code(source.path, node):
                yield Label(term, name, source.path, getattr(node, "lineno", 1))


def in_data(place: str, data: Any) -> Iterator[tuple[str, str]]:
    """The labels of one data file of the law."""
    if place.startswith(FIGURES) and isinstance(data, dict) and "label" in data:
        yield str(data["label"]), str(data.get("name", Path(place).stem))
    elif place == f"{PROCEDURES}/posts.yaml":
        yield from ((label, key) for key, label in data.items())
    elif place.startswith(PROCEDURES) and isinstance(data, dict) and "steps" in data:
        for name, told in (data.get("procedures") or {}).items():
            yield str(told["title"]), str(name)
        for step in data["steps"]:
            yield str(step["label"]), str(step["key"])


def in_code(path: str, node: ast.AST) -> Iterator[tuple[str, str]]:
    """`Post("handler", "经办人", …)`, the codes of a choices.py, TextChoices."""
    if isinstance(node, ast.Call) and dotted(node.func) == "Post" and len(node.args) > 1:
        yield _word(node.args[1]), _word(node.args[0])
    if path.endswith("/choices.py") and isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if CHINESE.search(_word(value)) and isinstance(getattr(key, "value", None), str):
                yield _word(value), _word(key)
    if isinstance(node, ast.ClassDef) and any(dotted(b).endswith("TextChoices") for b in node.bases):
        for step in node.body:
            if isinstance(step, ast.Assign) and isinstance(step.value, ast.Tuple):
                yield _word(step.value.elts[1]), _word(step.value.elts[0])


def _word(node: ast.AST | None) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def row(root: Path, label: Label) -> str:
    """A row for a label, with what its file says about it."""
    clause = ""
    if label.path.startswith(FIGURES):
        cited = yaml.load((root / label.path).read_text("utf-8"), LOADER)["values"][-1]["clause"]
        clause = ", ".join([cited] if isinstance(cited, str) else map(str, cited))
    return f"| {label.term} | {label.name.replace('_', ' ')} | `{label.name}` |  | {clause} |\n"


if __name__ == "__main__":
    for gap in missing(ROOT, terms((ROOT / GLOSSARY).read_text("utf-8"))):
        sys.stdout.write(row(ROOT, gap))
