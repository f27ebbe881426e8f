"""No (A)GPL dependency: the licence of everything in the lock, read from what is installed."""

import re
from collections.abc import Callable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from tests.house.house import breach

LOCK = "requirements.lock"
# LGPL and linking exceptions bind nobody who only uses the library.
COPYLEFT = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL(?!\S*-with-)|GNU (Affero )?General Public", re.IGNORECASE)
RULE = "no (A)GPL dependency"
ADVICE = "use another library, or write the few lines needed"


def find_breaches(root: Path, licence_of: Callable[[str], str] | None = None) -> list[str]:
    """Locked packages under the GPL or AGPL, and installed ones whose licence can't be read."""
    ask = licence_of or licence
    found = []
    for number, line in enumerate((root / LOCK).read_text("utf-8").splitlines(), start=1):
        name = re.match(r"^([A-Za-z0-9][\w.-]*)(\[[^]]*\])?==", line)
        if not name:
            continue
        try:
            stated = ask(name.group(1))
        except PackageNotFoundError:
            if ";" in line:
                continue  # for another platform: judged where it is installed
            stated = ""
        choices = re.split(r"\bOR\b|\n", stated)
        if not stated.strip():
            found.append(
                breach(LOCK, number, f"{name.group(1)} states no licence", RULE, "install the lock and look it up")
            )
        elif all(COPYLEFT.search(choice) for choice in choices if choice.strip()):
            found.append(breach(LOCK, number, f"{name.group(1)} is under {stated.strip()}", RULE, ADVICE))
    return found


def licence(name: str) -> str:
    """What a package states: licence expression, else classifiers (a line each), else the head of its licence."""
    package: Distribution = distribution(name)
    meta = package.metadata
    if meta["License-Expression"]:
        return str(meta["License-Expression"])
    prefix = "License :: "
    classifiers = [c.removeprefix(prefix) for c in meta.get_all("Classifier", []) if c.startswith(prefix)]
    if classifiers:
        return "\n".join(classifiers)
    stated = str(meta["License"] or "").strip().partition("\n")[0][:120]
    texts = [f for f in package.files or [] if ".dist-info/" in str(f) and f.name.upper().startswith("LICEN")]
    return stated or (texts[0].read_text().strip().partition("\n")[0] if texts else "")
