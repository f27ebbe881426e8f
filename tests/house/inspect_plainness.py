"""No hidden paths: no signals, no logic in `save`, and only acts write."""

import ast
from pathlib import Path

from tests.house.house import Source, breach, dotted, sources

SIGNALS = ("django.db.models.signals", "django.dispatch", "django.core.signals", "django.contrib.auth.signals")
OVERRIDES = {"save", "delete", "full_clean", "bulk_create"}
WRITES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "update", "delete", "save",
}  # fmt: skip
READERS = ("queries", "duties", "models")


def find_breaches(root: Path) -> list[str]:
    """Signals, overridden `save` and writes away from the acts."""
    found = []
    for source in sources(root, "jiuzhu"):
        found += signals(source) + overrides(source) + writes(source)
    return found


def signals(source: Source) -> list[str]:
    """Django signals: an effect nobody sees at the call."""
    found = []
    for node in ast.walk(source.tree):
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        names = [f"{module}.{a.name}" for a in node.names] if isinstance(node, ast.ImportFrom) else []
        names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if any(name.startswith(SIGNALS) for name in names):
            advice = "call the act, or emit a fact and name its taker in handoffs"
            found.append(breach(source.path, node.lineno, "uses Django signals", "no Django signals", advice))
    return found


def overrides(source: Source) -> list[str]:
    """Model methods that smuggle rules into `save` and its like; one that only raises is a locked door."""
    found = []
    for cls in ast.walk(source.tree):
        if not isinstance(cls, ast.ClassDef) or "migrations" in source.path or "models" not in source.path:
            continue
        for node in cls.body:
            if isinstance(node, ast.FunctionDef) and node.name in OVERRIDES and not _only_raises(node):
                what = f"{cls.name}.{node.name} is overridden"
                found.append(
                    breach(
                        source.path,
                        node.lineno,
                        what,
                        "no business logic in save",
                        "put it into the act or a constraint",
                    )
                )
    return found


def writes(source: Source) -> list[str]:
    """Rows written by a question, a duty, a model or a page instead of an act."""
    parts = source.path.removesuffix(".py").split("/")
    page = parts[1] == "desks" and parts[2] != "shared"
    if not page and not (len(parts) > 2 and parts[2] in READERS and parts[1] not in {"law", "ground", "plain"}):
        return []
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            through = dotted(node.func.value) or ast.unparse(node.func.value)
            if "objects" in through or node.func.attr == "save":
                what = f"writes with {through}.{node.func.attr}()"
                found.append(breach(source.path, node.lineno, what, "only acts write", "call an act"))
    return found


def _only_raises(node: ast.FunctionDef) -> bool:
    return all(
        isinstance(step, ast.Raise) or (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))
        for step in node.body
    )
