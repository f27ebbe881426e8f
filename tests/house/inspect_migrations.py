"""Migrations are linear: numbered without gap, each on the one before, one leaf an app."""

import ast
import re
from pathlib import Path

from tests.house.house import Source, breach, sources

RULE = "migrations are numbered, linear, one leaf an app"
NUMBERED = re.compile(r"^(\d{4})_\w+$")


def find_breaches(root: Path) -> list[str]:
    """Gaps, doubles, branches and unnumbered files among the migrations of each app."""
    apps: dict[str, list[Source]] = {}
    for source in sources(root, "jiuzhu"):
        folder, _, name = source.path.rpartition("/")
        if folder.endswith("/migrations") and name != "__init__.py":
            apps.setdefault(folder, []).append(source)
    return [line for found in apps.values() for line in line_up(found)]


def line_up(migrations: list[Source]) -> list[str]:
    """Whether the migrations of one app stand one behind the other."""
    found = []
    before = ""
    for number, source in enumerate(sorted(migrations, key=lambda s: s.path), start=1):
        app, name = source.path.split("/")[-3], source.path.rpartition("/")[2].removesuffix(".py")
        known = NUMBERED.match(name)
        if not known or int(known.group(1)) != number:
            found.append(
                breach(source.path, 1, f"should be number {number:04}", RULE, "renumber it on top of the last one")
            )
        own = [label for owner, label in _dependencies(source.tree) if owner == app]
        if own != ([before] if before else []):
            what = f"stands on {', '.join(own) or 'nothing'} instead of {before or 'nothing'}"
            found.append(breach(source.path, 1, what, RULE, "make it depend on the one migration before it"))
        before = name
    return found


def _dependencies(tree: ast.Module) -> list[tuple[str, str]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "dependencies" for t in node.targets):
            for item in getattr(node.value, "elts", []):
                if isinstance(item, ast.Tuple) and all(isinstance(e, ast.Constant) for e in item.elts):
                    owner, label = (str(getattr(e, "value", "")) for e in item.elts)
                    found.append((owner, label))
    return found
