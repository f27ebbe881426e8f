"""Code is Apache-2.0, law data CC0-1.0, fonts OFL-1.1: REUSE.toml says so and LICENSES/ holds the texts."""

import fnmatch
import tomllib
from pathlib import Path

from tests.house.house import breach, files

TABLE = "REUSE.toml"
RULE = "code is Apache-2.0, law data CC0-1.0, fonts OFL-1.1"
EXPECTED = {
    ".py": ("Apache-2.0", ("jiuzhu", "config", "tests")),
    ".yaml": ("CC0-1.0", ("jiuzhu/law", "tests/law/situations")),
    ".ttf": ("OFL-1.1", ("jiuzhu",)),
    ".otf": ("OFL-1.1", ("jiuzhu",)),
    ".woff2": ("OFL-1.1", ("jiuzhu",)),
}


def find_breaches(root: Path) -> list[str]:
    """Licences without text, texts of no use, and files that the table puts under another licence than they have."""
    table = tomllib.loads((root / TABLE).read_text("utf-8"))["annotations"]
    used = {entry["SPDX-License-Identifier"] for entry in table}
    texts = {file.stem for file in (root / "LICENSES").glob("*.txt")}
    found = [breach(TABLE, 1, f"{name} has no text", RULE, f"add LICENSES/{name}.txt") for name in sorted(used - texts)]
    found += [
        breach(f"LICENSES/{name}.txt", 1, "nobody uses it", RULE, f"say where in {TABLE}")
        for name in sorted(texts - used)
    ]
    for ending, (licence, folders) in EXPECTED.items():
        for file in files(root, *folders, endings=(ending,)):
            place = file.relative_to(root).as_posix()
            stated = licence_of(place, table)
            if stated != licence:
                found.append(
                    breach(place, 1, f"stands under {stated}, not {licence}", RULE, f"put its folder right in {TABLE}")
                )
    return found


def licence_of(place: str, table: list[dict[str, object]]) -> str:
    """The licence of a file: the last table entry that matches its path."""
    stated = "no licence"
    for entry in table:
        paths = entry["path"] if isinstance(entry["path"], list) else [entry["path"]]
        if any(fnmatch.fnmatch(place, str(pattern)) for pattern in paths):
            stated = str(entry["SPDX-License-Identifier"])
    return stated
