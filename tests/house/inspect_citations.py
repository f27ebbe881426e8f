"""Every clause that is cited exists: in acts, columns, figures, procedures, templates and the glossary."""

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.house.house import breach, files, sources

RULE = "a cited clause stands in the registry"
ADVICE = "correct the id, or add the clause to its document in jiuzhu/law/texts"
FORM = re.compile(r"^[a-z]*\d*\.\w+$|^n\d+\.\d+$")
NOT_LAW = {"demo"}  # moving the demo's day rests on no clause
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # texts as they stand: 57.10 is no number


def find_breaches(root: Path, known: Collection[str]) -> list[str]:
    """Ids cited that are not among the known clauses."""
    found = []
    for path, line, clause in cited(root):
        if clause not in known and clause not in NOT_LAW:
            found.append(breach(path, line, f"cites {clause}, which is no clause", RULE, ADVICE))
    return found


def cited(root: Path) -> Iterator[tuple[str, int, str]]:
    """(file, line, id) of every citation."""
    for source in sources(root, "jiuzhu"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.keyword) and node.arg == "clause":
                for line, clause in _words(node.value):
                    yield source.path, line, clause
    for file in files(root, "jiuzhu/law", endings=(".yaml",)):
        place = file.relative_to(root).as_posix()
        text = file.read_text("utf-8")
        for clause in set(_in_data(yaml.load(text, LOADER))):
            yield place, text.count("\n", 0, max(text.find(clause), 0)) + 1, clause
    for file in files(root, "jiuzhu", endings=(".html",)):
        text = file.read_text("utf-8")
        for tag in re.finditer(r"\{%\s*clause((?:\s+[\"'][^\"']+[\"'])+)", text):
            for clause in re.findall(r"[\"']([^\"']+)[\"']", tag.group(1)):
                yield file.relative_to(root).as_posix(), text.count("\n", 0, tag.start()) + 1, clause
    glossary = (root / "GLOSSARY.md").read_text("utf-8") if (root / "GLOSSARY.md").exists() else ""
    for number, line in enumerate(glossary.splitlines(), start=1):
        cells = line.split("|")
        for clause in cells[5].split(",") if line.startswith("| ") and len(cells) > 5 else []:
            if FORM.match(clause.strip()):
                yield "GLOSSARY.md", number, clause.strip()


def _words(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Ids in a string or in a tuple or list of strings; a name or a call is somebody else's citation."""
    for part in node.elts if isinstance(node, ast.Tuple | ast.List) else [node]:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            for clause in re.split(r"[,;\s]+", part.value):
                if clause:
                    yield part.lineno, clause


def _in_data(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "clause":
                yield from [value] if isinstance(value, str) else value
            else:
                yield from _in_data(value)
    elif isinstance(data, list):
        for item in data:
            yield from _in_data(item)
