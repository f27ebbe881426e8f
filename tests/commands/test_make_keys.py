"""`jiuzhu make-keys`: a ring that production takes, readable by its owner only, never written over."""

import argparse
import stat
from pathlib import Path

import pytest

from config.settings.keys import TEST_RING, key_ring
from jiuzhu.commands import make_keys
from jiuzhu.commands.errors import CommandError


def make(file: Path, unit: str = "区民政局") -> int:
    return make_keys.run(argparse.Namespace(file=file, unit=unit))


def test_a_ring_is_made_once_and_production_reads_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "keys.json"
    assert make(file) == 0
    ring, said = key_ring(str(file)), "".join(capsys.readouterr())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(ring) == set(TEST_RING) and ring["made_for"] == "区民政局"
    secret = [ring["secret_key"], ring["hash"], *ring["fields"]["keys"].values()]
    assert len(set(secret)) == 3 and not any(key in said for key in secret) and str(file) in said
    before = file.read_bytes()
    with pytest.raises(CommandError, match="已经有了，没有改动"):
        make(file)
    assert file.read_bytes() == before and list(tmp_path.iterdir()) == [file]


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    for file, unit, says in (
        (tmp_path / "no" / "keys.json", "x", "没有目录"),
        (tmp_path / "k", "demo", "--for"),
        (tmp_path / "k", " ", "--for"),
    ):
        with pytest.raises(CommandError, match=says):
            make(file, unit)
    assert list(tmp_path.iterdir()) == []
