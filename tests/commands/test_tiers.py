"""`jiuzhu test`: counts what really ran, never green without it, says last what did not run."""

import os
import sys
from pathlib import Path

import pytest

from jiuzhu.commands import test as command
from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import browser
from jiuzhu.commands.support.tiers import TIERS, Outcome, Tier, count_tests, quick_tiers, run_tier

MIXED = """
import pytest
def test_right(): assert 1 + 1 == 2
def test_also_right(): assert "a" < "b"
def test_wrong(): assert 1 + 1 == 3
@pytest.mark.skip(reason="another day")
def test_later(): pass
@pytest.fixture
def broken(): raise ValueError
def test_never_begun(broken): pass
"""


def tier_of(folder: Path, source: str) -> Tier:
    (folder / "test_tiny.py").write_text(source)
    return Tier("tiny", 1, ("-p", "no:django", "-c", os.devnull, f"--rootdir={folder}", str(folder)))


def test_every_outcome_is_counted_and_the_failed_are_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    outcome = run_tier(tier_of(tmp_path, MIXED), dict(os.environ))
    assert (outcome.passed, outcome.failed, outcome.skipped) == (2, 2, 1)
    assert [line.rpartition("::")[2] for line in outcome.lines if line.startswith("FAILED")] == [
        "test_wrong",
        "test_never_begun",
    ]
    assert outcome.lines[-1].startswith("1 failed, 2 passed, 1 skipped, 1 error in")
    assert "test_wrong" in capfd.readouterr().out


@pytest.mark.parametrize("source", ["", "def test_cut(: pass", "import os; os._exit(3)"])
def test_a_tier_without_a_result_is_a_failure(source: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    outcome = run_tier(tier_of(tmp_path, source), dict(os.environ))
    assert outcome.passed == 0 and outcome.failed >= 1
    capfd.readouterr()


def test_checks_count_one_each(capfd: pytest.CaptureFixture[str]) -> None:
    good, bad = (sys.executable, "-c", "pass"), (sys.executable, "-c", "raise SystemExit(4)")
    outcome = run_tier(Tier("check", 1, checks=(good, bad, good)), dict(os.environ))
    assert (outcome.passed, outcome.failed) == (2, 1)
    assert capfd.readouterr().out.count("FAILED") == 1


def test_without_a_browser_the_last_lines_say_what_did_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JZ_CHROMIUM", str(tmp_path / "no-browser"))
    monkeypatch.delenv("CI", raising=False)
    tier = tier_of(tmp_path, MIXED)
    assert count_tests(tier, dict(os.environ)) == 5
    closing: list[str] = []
    outcome = command._journeys(tier, dict(os.environ), closing)
    assert (outcome.failed, outcome.skipped) == (0, 5)
    command._close([Outcome(tier, passed=7), outcome], closing)
    last = capsys.readouterr().out.splitlines()[-3:]
    assert last[0].startswith("5 个浏览器测试没有运行") and "JZ_CHROMIUM" in last[0]
    assert last[1].startswith("5 journeys did NOT run")
    assert last[2] == "7 passed, 0 failed, 5 skipped"
    monkeypatch.setenv("CI", "true")
    assert command._journeys(tier, dict(os.environ), closing).failed == 5


@pytest.mark.skipif(os.geteuid() != 0, reason="only root installs packages")
def test_root_on_debian_installs_the_browser_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    script = f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n'
    script += (
        f'case "$1" in install) printf "#!/bin/sh\\n" > {tmp_path}/chromium; chmod 700 {tmp_path}/chromium;; esac\n'
    )
    (tmp_path / "apt-get").write_text(script)
    (tmp_path / "apt-get").chmod(0o700)
    for tool in ("sh", "chmod"):
        (tmp_path / tool).symlink_to(f"/bin/{tool}")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("JZ_CHROMIUM", raising=False)
    assert browser.find_or_install() == str(tmp_path / "chromium")
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked == ["update", "install -y --no-install-recommends chromium fonts-noto-cjk"]
    assert "正在用 apt-get 安装" in capfd.readouterr().err


def test_unknown_tier_is_named_with_the_choice() -> None:
    with pytest.raises(
        CommandError, match="没有 qick 这一层。可选：quick，或 check law database journeys faults properties"
    ):
        command._wanted(["qick"])
    assert command._wanted([]) == TIERS
    assert [tier.name for tier in command._wanted(["faults", "law"])] == ["faults", "law"]
    assert [tier.name for tier in quick_tiers()] == ["check", "law", "database"]
