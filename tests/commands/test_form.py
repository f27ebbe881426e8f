"""`jiuzhu form`: a paper of a real case in a file of its owner's, a line in the access log, refusals in words."""

import argparse
import getpass
import stat
from pathlib import Path

import pytest

from jiuzhu.commands import form
from jiuzhu.commands.errors import CommandError
from jiuzhu.ground.models import AccessLogEntry
from jiuzhu.ground.refusals import Refusal
from jiuzhu.printing.data import document
from jiuzhu.printing.render import render, sample
from tests.cases.stages import decided, received, to_decision

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    """The command with these words."""
    parser = argparse.ArgumentParser()
    form.add_arguments(parser)
    return form.run(parser.parse_args(words))


def test_a_case_s_paper_is_written_for_its_owner_and_noted(tmp_path: Path) -> None:
    case = decided(to_decision(received()), "approve")
    out = tmp_path / "notice.pdf"
    assert run("confirmation", "--case", case.number.lower(), "--out", str(out)) == 0
    assert out.read_bytes() == document(case, "confirmation")[1]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["notice.pdf"]
    noted = AccessLogEntry.objects.get()
    assert (noted.method, noted.view, noted.matter) == ("COMMAND", "form.confirmation", str(case.token))
    assert noted.request_id == f"os:{getpass.getuser()}"


def test_a_sample_needs_no_case_and_leaves_no_line(tmp_path: Path) -> None:
    assert run("refusal", "--sample", "--out", str(tmp_path / "sample.pdf")) == 0
    assert (tmp_path / "sample.pdf").read_bytes() == render("refusal", sample("refusal"))
    assert not AccessLogEntry.objects.exists()


def test_what_can_not_be_printed_is_said_and_nothing_written(tmp_path: Path) -> None:
    case = received()
    out = str(tmp_path / "notice.pdf")
    refusals = {
        ("receipt", "--sample"): "没有 receipt 这种文书",
        ("refusal",): "两个写一个",
        ("refusal", "--sample", "--case", case.number): "两个写一个",
        ("refusal", "--case", "BA-DB-1999-0001"): "没有案件 BA-DB-1999-0001",
        ("refusal", "--case", case.number): "没有作出不予确认的决定",
    }
    for words, sentence in refusals.items():
        with pytest.raises((CommandError, Refusal), match=sentence):
            run(*words, "--out", out)
    with pytest.raises(CommandError, match="不能写入目录"):
        run("refusal", "--sample", "--out", str(tmp_path / "nowhere" / "notice.pdf"))
    assert list(tmp_path.iterdir()) == []
    assert not AccessLogEntry.objects.exists()


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    out = tmp_path / "notice.pdf"
    out.write_text("mine", "utf-8")
    with pytest.raises(CommandError, match="已经存在，没有覆盖"):
        run("refusal", "--sample", "--out", str(out))
    assert out.read_text("utf-8") == "mine"
