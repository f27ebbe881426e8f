"""Nothing in the tree names a private machine: no personal folder, host name or package index, no link out of it."""

import getpass
import re
import socket
from pathlib import Path

from tests.house.house import breach, files

TEXTS = (
    *(".py", ".md", ".toml", ".yaml", ".yml", ".html", ".css", ".js", ".txt", ".lock", ".in", ".cfg", ".ini", ".json"),
    *(".sh", ".svg", ".csv", ".importlinter", "jz", "run"),
)
WHERE = (
    *("jiuzhu", "config", "tests", "docs", "bench", ".ci", "jz", ".importlinter"),
    *("README.md", "GLOSSARY.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"),
    *("pyproject.toml", "requirements.in", "requirements.lock", "publiccode.yml", "REUSE.toml"),
)
# Folders any Linux machine has; a checkout below another top folder tells whose machine it was.
USUAL = {
    "bin",
    "boot",
    "dev",
    "etc",
    "lib",
    "media",
    "mnt",
    "opt",
    "proc",
    "run",
    "sbin",
    "srv",
    "sys",
    "usr",
    "var",
    "tmp",
}
PERSONAL = r"(?<![\w./~-])/(?:home|Users)/[A-Za-z]\w*/|(?<![\w.])[A-Z]:\\Users\\|(?<![\w./~-])/root/"
SCRATCH = r"(?<![\w./~-])/tmp/\w"
INDEX = r"--(?:extra-)?index-url|--find-links|--trusted-host"
RULE = "no file names a private machine"


def find_breaches(root: Path, patterns: list[str] | None = None) -> list[str]:
    """Personal folders, hosts and package indexes in any text file. `patterns` replaces what this machine would add."""
    forbidden = re.compile(
        "|".join([PERSONAL, SCRATCH, INDEX, *(this_machine(root) if patterns is None else patterns)])
    )
    found = [
        breach(link.relative_to(root).as_posix(), 1, f"leads to {link.readlink()}", RULE, "commit the file, or nothing")
        for folder in (root, *(root / name for name in WHERE))
        for link in (folder.iterdir() if folder == root else folder.rglob("*"))
        if link.is_symlink() and link.readlink().is_absolute()
    ]
    for file in files(root, *WHERE, endings=TEXTS):
        place = file.relative_to(root).as_posix()
        if place == "tests/house/inspect_private.py":
            continue
        text = file.read_text("utf-8", errors="replace")
        for hit in forbidden.finditer(text):
            what = f"names {hit.group(0)!r}"
            line = text.count("\n", 0, hit.start()) + 1
            found.append(breach(place, line, what, RULE, "say it by a setting, a variable or a temporary folder"))
    return found


def this_machine(root: Path) -> list[str]:
    """What gives this machine away: its checkout's top folder, its host name."""
    told = []
    top = root.resolve().parts[1] if len(root.resolve().parts) > 1 else ""
    if top and top not in USUAL | {"home", "Users", "root"}:
        told.append(rf"(?<![\w./~-])/{re.escape(top)}/")
    host = socket.gethostname()
    if len(host) > 6 and host not in {"localhost", getpass.getuser()}:
        told.append(rf"\b{re.escape(host)}\b")
    return told
