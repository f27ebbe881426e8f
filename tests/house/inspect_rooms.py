"""The same file names in every room, desk and gateway: a reader who knows one knows all."""

import re
from pathlib import Path

from tests.house.house import breach, desks, rooms

ROOM_FILES = {
    "__init__.py", "README.md", "models.py", "acts.py", "queries.py", "duties.py", "facts.py", "apps.py",
}  # fmt: skip
# A module that has grown becomes a folder of the same name.
ROOM_FOLDERS = {"acts", "duties", "models", "queries", "migrations"}
ROOM_NEEDS = ("__init__.py", "README.md", "apps.py", "models", "acts")
READS_ONLY = {"supervision"}  # reads other rooms; may hold checks before it has nouns of its own
DESK_FILES = {"__init__.py", "README.md", "pages.py", "forms.py", "urls.py", "apps.py"}
DESK_FOLDERS = {"pages", "forms", "templates", "static"}
DESK_NEEDS = ("__init__.py", "README.md", "pages", "urls.py")
GATEWAY_NEEDS = ("__init__.py", "README.md", "contract", "client", "mapping", "fake")
BY_HAND = {"province_system"}  # people carry its files and type its screens: it has no client
WIRE = "wire"  # how all gateways speak, not an outside system of its own
OTHER = "Other files"
SCREEN = 60
RULE = "the same file names in every room"


def find_breaches(root: Path) -> list[str]:
    """Unknown and missing files in rooms, desks and gateways."""
    found = []
    for room in rooms(root):
        needs = ROOM_NEEDS[:2] if room.name in READS_ONLY and not (room / "models.py").exists() else ROOM_NEEDS
        found += unknown(root, room, ROOM_FILES, ROOM_FOLDERS) + missing(root, room, needs)
    for desk in desks(root):
        found += unknown(root, desk, DESK_FILES, DESK_FOLDERS) + missing(root, desk, DESK_NEEDS)
        found += foreign_templates(root, desk)
    gateways = root / "jiuzhu" / "gateways"
    for gateway in sorted(gateways.iterdir()) if gateways.is_dir() else []:
        if gateway.is_dir() and gateway.name not in {"__pycache__", WIRE}:
            needs = tuple(n for n in GATEWAY_NEEDS if n != "client" or gateway.name not in BY_HAND)
            found += missing(root, gateway, needs)
    return found


def unknown(root: Path, folder: Path, names: set[str], folders: set[str]) -> list[str]:
    """Entries that are neither usual nor listed under "Other files" in the folder's README."""
    listed = other_files(folder)
    found = []
    for entry in sorted(folder.iterdir()):
        usual = folders if entry.is_dir() else names
        if entry.name in usual | {"__pycache__"} or entry.name in listed:
            continue
        place = entry.relative_to(root).as_posix()
        advice = f"use one of the usual names, or list `{entry.name}` with its purpose under “{OTHER}” in README.md"
        found.append(breach(place, 1, "a file of unknown purpose", RULE, advice))
    return found


def missing(root: Path, folder: Path, needs: tuple[str, ...]) -> list[str]:
    """What the folder must hold; a need without ending is met by a module or a folder."""
    place = folder.relative_to(root).as_posix()
    found = []
    for need in needs:
        there = (folder / need).exists() or ("." not in need and (folder / f"{need}.py").exists())
        if not there:
            advice = f"add {need}, or take the folder down if it has nothing to hold"
            found.append(breach(place, 1, f"has no {need}", RULE, advice))
    readme = folder / "README.md"
    if readme.exists() and readme.read_text("utf-8").count("\n") > SCREEN:
        found.append(
            breach(f"{place}/README.md", SCREEN, "longer than a screen", "a README is one screen", "shorten it")
        )
    return found


def foreign_templates(root: Path, desk: Path) -> list[str]:
    """Templates must stand in templates/<desk>/, or two desks could shadow each other's pages."""
    folder = desk / "templates"
    return [
        breach(
            entry.relative_to(root).as_posix(),
            1,
            "a template outside its desk's own folder",
            f"templates stand in templates/{desk.name}/",
            "move it there",
        )
        for entry in (sorted(folder.iterdir()) if folder.is_dir() else [])
        if entry.name != desk.name
    ]


def other_files(folder: Path) -> set[str]:
    """Files and folders (`utils.py`, `fonts/`) that a README lists in its paragraph or section "Other files"."""
    readme = folder / "README.md"
    text = readme.read_text("utf-8") if readme.exists() else ""
    _, _, after = text.partition(OTHER)
    section = after.partition("\n#")[0] if after.startswith("\n") else after.partition("\n\n")[0]
    return {name.strip("/") for name in re.findall(r"[\w-]+(?:\.\w+|/)", section)}
