import pytest

from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_private import find_breaches, this_machine

SLASH = "/"  # joined at run time, or this file would break the rule it tests
TOLD = [
    SLASH + "home/wang/jiuzhu/run.py",
    SLASH + "Users/wang/notes",
    SLASH + "root/.cache",
    SLASH + "tmp/jiuzhu.log",
    "pip install --" + "index-url somewhere",
]


def test_no_file_tells_whose_machine_it_was_written_on():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


@pytest.mark.parametrize("told", TOLD)
def test_a_private_place_is_named(tmp_path, told):
    root = plant(tmp_path, **{"docs/where.md": f"one\nsee {told}\n"})
    assert names(find_breaches(root, patterns=[]), "docs/where.md:2", "names")


@pytest.mark.parametrize("place", [".venv", "docs/elsewhere"])
def test_a_link_out_of_the_tree_is_named(tmp_path, place):
    root = plant(tmp_path, **{"docs/where.md": "one\n"})
    (root / place).symlink_to(tmp_path.resolve())
    assert names(find_breaches(root, patterns=[]), f"{place}:1", "leads to")


def test_this_machines_own_checkout_is_recognised(tmp_path):
    root = plant(tmp_path, **{"README.md": "run " + SLASH + "atelier/main/jz\n"})
    assert names(find_breaches(root, patterns=[r"/atelier/"]), "README.md:1", "atelier")
    assert this_machine(ROOT.__class__(SLASH + "atelier/main"))[0] == r"(?<![\w./~-])/atelier/"


def test_usual_folders_and_addresses_of_pages_are_fine(tmp_path):
    root = plant(tmp_path, **{"docs/where.md": "state in /var/lib/jiuzhu, page /cases/home/visit, ~/jiuzhu\n"})
    assert find_breaches(root, patterns=[]) == []
