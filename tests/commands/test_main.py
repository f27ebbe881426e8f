"""`jiuzhu` itself: the list, Chinese refusals with status 2, no stack trace, Django only where it is needed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jiuzhu.commands import main as command_line
from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.main import Command, main
from tests.commands.places import CHECKOUT, clean_environment, mode, private_folder


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with private_folder() as folder:
        monkeypatch.setenv("JIUZHU_STATE", str(folder / "state"))
        yield folder / "state"


def made_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, body: str) -> None:
    """A command that exists for one test: a real module, found as every other."""
    source = f'HELP = "试"\nNEEDS_DJANGO = False\ndef add_arguments(p):\n    pass\ndef run(args):\n    {body}\n'
    (tmp_path / f"{name}.py").write_text(source, "utf-8")
    monkeypatch.setattr(command_line, "FOLDER", tmp_path)
    monkeypatch.setattr(Command, "module", name)  # not below jiuzhu.commands: the folder is the test's own
    monkeypatch.syspath_prepend(tmp_path)


def test_without_arguments_lists_every_command_with_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out = capsys.readouterr().out
    for name in ("up", "stop", "test", "migrate", "backup", "restore"):
        line = next(line for line in out.splitlines() if line.split()[:1] == [name])
        assert any("\u4e00" <= letter <= "\u9fff" for letter in line)


def test_every_command_declares_help_and_need() -> None:
    for command in command_line.commands().values():
        source = (CHECKOUT / "jiuzhu/commands" / f"{command.module.rpartition('.')[2]}.py").read_text("utf-8")
        assert command.help, command.name
        assert "\nNEEDS_DJANGO" in source, command.name


def test_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pay-everyone"]) == 2
    assert capsys.readouterr().err == "没有 pay-everyone 这个命令。直接运行 jiuzhu 可以看到全部命令。\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["backup"], "缺少参数：文件。用 jiuzhu backup --help 查看用法。"),
        (["up", "--port", "high"], "参数 --port：'high' 不是正确的值（int）。用 jiuzhu up --help 查看用法。"),
        (["stop", "now"], "不认识的参数：now。用 jiuzhu stop --help 查看用法。"),
        (["up", "--port"], "参数 --port：后面要跟一个值。用 jiuzhu up --help 查看用法。"),
        (["test", "nonsense"], "没有 nonsense 这一层。"),
    ],
)
def test_bad_arguments_end_with_2_and_one_chinese_sentence(words: list[str], sentence: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jiuzhu.commands.main", *words],
        cwd=CHECKOUT,
        env=clean_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(sentence)
    assert done.stdout == "" and len(done.stderr.splitlines()) == 1


def test_command_error_is_its_sentence_and_status_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_of(
        monkeypatch,
        tmp_path,
        "refuser",
        'from jiuzhu.commands.errors import CommandError; raise CommandError("没有这户。", "No such household.")',
    )
    assert main(["refuser"]) == 2
    assert capsys.readouterr().err == "没有这户。\nNo such household.\n"
    assert issubclass(CommandError, Exception)


def test_refusal_of_an_act_is_its_sentence_and_status_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_of(
        monkeypatch,
        tmp_path,
        "actor",
        'from jiuzhu.ground.refusals import NotYourDuty; raise NotYourDuty("这件事要由审核人办。")',
    )
    assert main(["actor"]) == 2
    assert capsys.readouterr().err == "这件事要由审核人办。\n"


@pytest.mark.parametrize(
    ("number", "sentence"), [("ENOSPC", "磁盘已满"), ("EACCES", "没有读写权限"), ("EROFS", "文件系统是只读的")]
)
def test_what_the_machine_lacks_is_said(
    number: str, sentence: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_of(monkeypatch, tmp_path, f"writer_{number}", f'import errno; raise OSError(errno.{number}, "no", "/data/x")')
    assert main([f"writer-{number}"]) == 2
    assert capsys.readouterr().err.startswith(f"{sentence}（/data/x），没有办完。")


def test_the_unexpected_goes_to_a_private_file_not_to_the_screen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], state: Path
) -> None:
    made_of(monkeypatch, tmp_path, "breaker", "return 1 // 0")
    assert main(["breaker"]) == command_line.UNEXPECTED
    err = capsys.readouterr().err
    report = state / "error-breaker.txt"
    assert "没有办完" in err and str(report) in err and "Traceback" not in err
    assert "ZeroDivisionError" in report.read_text("utf-8") and mode(report) == 0o600


def test_reader_that_goes_away_is_no_error() -> None:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "jiuzhu.commands.main"], cwd=CHECKOUT, stdout=writing, stderr=subprocess.PIPE, text=True
    )
    os.close(writing)
    os.close(reading)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, "")


def test_commands_without_need_leave_django_alone() -> None:
    script = "import sys; from jiuzhu.commands.main import main; main(['stop']); print('django' in sys.modules)"
    with private_folder() as folder:
        environment = clean_environment(JIUZHU_STATE=str(folder / "state"))
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=CHECKOUT, env=environment, capture_output=True, text=True
        )
    assert done.stdout == "False\n"
    assert done.stderr == "系统没有在运行。\n"
