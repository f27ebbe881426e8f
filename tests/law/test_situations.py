"""Every situation file, asked through the command; the answer is compared with whatever its `expect` states."""

import json
from pathlib import Path

import pytest

from jiuzhu.commands.main import main
from jiuzhu.law.strict_yaml import load

FOLDER = Path(__file__).parent / "situations"
FILES = sorted(FOLDER.glob("*.yaml"))
FLAGS = {"true": True, "false": False, "null": None}


def answer(capsys, *words):
    """Status and standard output of `jiuzhu assess`."""
    status = main(["assess", *words])
    return status, capsys.readouterr().out


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_situation_is_answered_as_the_law_says(path, capsys):
    status, out = answer(capsys, str(path), "--json")
    assert status == 0
    programmes = json.loads(out)["programmes"]
    expected = load(path).plain["expect"]
    assert expected
    for programme, stated in expected.items():
        found = {key: programmes[programme][key] for key in stated}
        assert found == {key: plain(value) for key, value in stated.items()}, path.name


def plain(value):
    """The strict reader gives texts; in JSON flags and null are what they are."""
    return FLAGS.get(value, value) if isinstance(value, str) else value


def test_there_are_enough_situations_and_each_shows_its_arithmetic():
    assert len(FILES) >= 140
    titles = [load(path).plain["title"] for path in FILES]
    assert len(set(titles)) == len(titles)
    assert [path.name for path in FILES if "\n# " not in path.read_text("utf-8")] == []
