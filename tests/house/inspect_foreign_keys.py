"""Foreign keys and migration dependencies point downwards: they are strings, so import-linter doesn't see them."""

import ast
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.house.house import breach, height, sources

RULE = "a room refers only to its own rows and to rooms below it"
ADVICE = "store the plain value or the id, or move the noun down"


def find_breaches(root: Path) -> list[str]:
    """Upward dependencies between migrations. The models themselves: `model_breaches`."""
    floors = height(root)
    found = []
    for source in sources(root, "jiuzhu"):
        parts = source.path.split("/")
        if "migrations" in parts:
            for line, label in _dependencies(source.tree):
                if not may_refer(floors, parts[1], label):
                    what = f"migration of {parts[1]} depends on {label}"
                    found.append(breach(source.path, line, what, RULE, ADVICE))
    return found


def model_breaches(root: Path, models: Iterable[Any]) -> list[str]:
    """Upward or sideways foreign keys of Django models (classes with `_meta`)."""
    floors = height(root)
    found = []
    for model in models:
        label = model._meta.app_label
        for field in model._meta.get_fields(include_hidden=True):
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            target = field.related_model._meta.app_label
            if not may_refer(floors, label, target):
                what = f"{model._meta.label}.{field.name} points to {field.related_model._meta.label}"
                found.append(breach(f"jiuzhu/{label}/models.py", 1, what, RULE, ADVICE))
    return found


def may_refer(floors: dict[str, int], label: str, target: str) -> bool:
    """Whether rows of `label` may refer to rows of `target`; tables of other packages count as ground."""
    if label == target or label not in floors or target not in floors:
        return True
    return floors[target] < floors[label]


def _dependencies(tree: ast.Module) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "dependencies" for t in node.targets):
            for item in getattr(node.value, "elts", []):
                if isinstance(item, ast.Tuple) and isinstance(item.elts[0], ast.Constant):
                    found.append((item.lineno, str(item.elts[0].value)))
    return found
