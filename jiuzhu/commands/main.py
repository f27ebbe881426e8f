"""`jiuzhu`: finds the command's module by name, gives it arguments and what it needs, turns refusals into sentences.

A command is a module here with HELP, NEEDS_DJANGO, `add_arguments(parser)` and `run(args) -> int`. HELP and
NEEDS_DJANGO are read without importing it, so that a list costs nothing and Django is set up only where needed.
"""

import ast
import errno
import importlib
import os
import sys
import traceback
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support.chinese import Parser, speak_chinese

if TYPE_CHECKING:
    from jiuzhu.commands.support.installation import Installation

FOLDER = Path(__file__).parent
NOT_COMMANDS = {"__init__", "main", "errors"}
UNEXPECTED = 70
PLACES = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EACCES: "没有读写权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "文件系统是只读的",
}


@dataclass(frozen=True)
class Command:
    """A command as its module declares it."""

    name: str
    help: str
    needs_django: bool

    @property
    def module(self) -> str:
        """Where its code is."""
        return f"jiuzhu.commands.{self.name.replace('-', '_')}"


def commands() -> dict[str, Command]:
    """All commands by name, in alphabetical order."""
    found = (_declared(file) for file in sorted(FOLDER.glob("*.py")) if file.stem not in NOT_COMMANDS)
    return {command.name: command for command in found}


def main(argv: list[str] | None = None) -> int:
    """Run one command; the process's exit status."""
    words = sys.argv[1:] if argv is None else argv
    try:
        known = commands()
        if not words or words[0] in ("-h", "--help"):
            return _list(known)
        command = known.get(words[0])
        if command is None:
            raise CommandError(f"没有 {words[0]} 这个命令。直接运行 jiuzhu 可以看到全部命令。")
        return _run(command, words[1:])
    except CommandError as error:
        return _say(str(error), error.english, status=2)
    except KeyboardInterrupt:
        return _say("已中断。", status=130)
    except BrokenPipeError:  # the reader of our answer has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _unexpected(words[0] if words else "jiuzhu", error)


def _list(known: dict[str, Command]) -> int:
    width = max(map(len, known)) + 2
    print("用法：jiuzhu 命令 [选项]\n", *(f"  {c.name:<{width}}{c.help}" for c in known.values()), sep="\n")  # noqa: T201
    sys.stdout.flush()
    return 0


def _run(command: Command, words: list[str]) -> int:
    speak_chinese()
    with ExitStack() as stack:
        place = None
        if command.needs_django:
            place = _set_up_django()
        module = importlib.import_module(command.module)
        parser = Parser(prog=f"jiuzhu {command.name}", description=command.help)
        module.add_arguments(parser)
        args = parser.parse_args(words)
        if place is not None:
            from jiuzhu.commands.support.installation import database_running

            stack.enter_context(database_running(place))
        status = module.run(args)
        sys.stdout.flush()
        return int(status or 0)


def _set_up_django() -> "Installation | None":
    """Settings of this installation, unless the environment names a database already (parts of `up`, production)."""
    import django

    place = None
    if not os.environ.get("JIUZHU_APP_URL") or os.environ.get("DATABASE_URL"):
        from jiuzhu.commands.support.installation import installation

        place = installation()
        os.environ.update(place.environment(owner=True))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
    django.setup()
    return place


def _declared(file: Path) -> Command:
    values = {"HELP": "", "NEEDS_DJANGO": True}
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name) and target.id in values:
                    values[target.id] = ast.literal_eval(node.value)
    return Command(file.stem.replace("_", "-"), str(values["HELP"]), bool(values["NEEDS_DJANGO"]))


def _unexpected(name: str, error: Exception) -> int:
    """Refusals and a missing database have their own sentence; for the rest the details go to a file."""
    kind = f"{type(error).__module__}.{type(error).__name__}"
    if isinstance(error, OSError) and error.errno in PLACES:
        where = f"（{error.filename}）" if error.filename else ""
        return _say(f"{PLACES[error.errno]}{where}，没有办完。解决后再运行一次。", str(error), status=2)
    if any(base.__module__ == "jiuzhu.ground.refusals" for base in type(error).__mro__):
        return _say(str(error), status=2)
    if kind in ("django.db.utils.OperationalError", "psycopg.OperationalError"):
        return _say("连不上数据库。请先运行 ./jz up，或检查 DATABASE_URL。", "Cannot reach the database.", status=2)
    if kind == "django.db.utils.ProgrammingError" and "does not exist" in str(error):
        return _say(
            "数据库里还没有这些表。请先运行 ./jz up（或 jiuzhu migrate）。", "Run `jiuzhu migrate` first.", status=2
        )
    from jiuzhu.commands.support import places

    report = places.make_private(places.state_folder()) / f"error-{name}.txt"
    report.write_text(traceback.format_exc(), "utf-8")
    report.chmod(0o600)
    sentence = f"命令 {name} 出了意外的错误（{type(error).__name__}），没有办完。详情在 {report}，请交给系统管理员。"
    return _say(sentence, "Unexpected error; details are in the file named above.", status=UNEXPECTED)


def _say(*sentences: str, status: int) -> int:
    print(*filter(None, sentences), sep="\n", file=sys.stderr)  # noqa: T201
    return status


if __name__ == "__main__":
    sys.exit(main())
