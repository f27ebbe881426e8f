"""Builds a small tree that breaks a rule on purpose: an inspector nobody has seen red proves nothing."""

from pathlib import Path
from textwrap import dedent


def plant(root: Path, **files: str) -> Path:
    """Writes `files` (path with `/` as key, by `**{…}`) below `root` and returns it."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), "utf-8")
    return root


def names(breaches: list[str], *wanted: str) -> bool:
    """Whether one of the breaches names all that is wanted, place included."""
    return any(all(part in line for part in wanted) for line in breaches)
