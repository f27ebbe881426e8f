"""Pages for readers lead somewhere: every relative link in docs/ and the README resolves, every picture is used."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.house.breaking import plant
from tests.house.house import ROOT, breach, files, report

LINK = re.compile(r"(!?)\[[^\]\n]*\]\(([^()\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
READ = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "GLOSSARY.md", "SECURITY.md", "docs")
PICTURES = "docs/images"
MANUAL = ("README.md", "docs/manual")
MOST_BYTES = {"all": 3_000_000, "case.png": 300_000}
RULE = "a page leads where it says, and every picture is shown"


def links(root: Path, *places: str) -> list[tuple[Path, int, str, bool]]:
    """Page, line, target and whether it is a picture, for each link that is not an outside address."""
    found = []
    for page in files(root, *places, endings=(".md",)):
        text = FENCE.sub(lambda block: "\n" * block.group(0).count("\n"), page.read_text("utf-8"))
        for match in LINK.finditer(text):
            target = match.group(2)
            if not re.match(r"[a-z]+:", target):
                found.append((page, text.count("\n", 0, match.start()) + 1, target, bool(match.group(1))))
    return found


@cache
def anchors(page: Path) -> set[str]:
    """What can be jumped to in a page: its headings, and places marked by an id."""
    text = FENCE.sub("", page.read_text("utf-8"))
    headings = re.findall(r"^#+ +(.+?) *$", text, re.M)
    return set(re.findall(r'<a (?:id|name)="([^"]+)"', text)) | {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings
    }


def find_breaches(root: Path) -> list[str]:
    """Links to nothing, pictures nobody shows."""
    found, shown = [], set()
    for page, line, target, picture in links(root, *READ):
        where = page.relative_to(root).as_posix()
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists():
            found.append(breach(where, line, f"leads to {target}, which is not there", RULE, "correct the path"))
        elif anchor and there.suffix == ".md" and anchor not in anchors(there):
            found.append(breach(where, line, f"{name or where} has no heading #{anchor}", RULE, "correct the anchor"))
        elif picture and where.startswith(MANUAL):
            shown.add(there)
    for picture in sorted((root / PICTURES).glob("*")):
        if picture.resolve() not in shown:
            where = picture.relative_to(root).as_posix()
            found.append(breach(where, 1, "no page shows this picture", RULE, "show it or remove it"))
    return found


def test_every_link_leads_somewhere_and_every_picture_is_shown():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_the_command_takes_exactly_the_pictures_that_are_there():
    walk = (ROOT / "jiuzhu/commands/demo_data/walk.py").read_text("utf-8")
    taken = set(re.findall(r'office\.shoot\([^"\n]*"([\w-]+)"', walk))
    assert taken == {picture.stem for picture in (ROOT / PICTURES).glob("*.png")}


def test_pictures_stay_small():
    sizes = {picture.name: picture.stat().st_size for picture in (ROOT / PICTURES).glob("*")}
    assert 0 < sum(sizes.values()) <= MOST_BYTES["all"]
    assert sizes["case.png"] <= MOST_BYTES["case.png"]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("see [there](nowhere.md)\n", "docs/a.md:1"),
        ("\n![x](images/none.png)\n", "docs/a.md:2"),
        ("[x](#missing)\n", "no heading #missing"),
    ],
)
def test_a_link_to_nothing_is_named(tmp_path, written, says):
    root = plant(tmp_path, **{"docs/a.md": f"# Here\n{written}" if "#" in written else written})
    assert any(says in line for line in find_breaches(root)), find_breaches(root)


def test_a_picture_nobody_shows_is_named(tmp_path):
    root = plant(tmp_path, **{"docs/images/lost.png": "x", "docs/a.md": "# A\n[a](a.md#a)\n"})
    assert [line for line in find_breaches(root) if "lost.png" in line] == find_breaches(root)
