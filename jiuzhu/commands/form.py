"""`jiuzhu form FORM --case NUMBER | --sample, --out FILE.pdf`: a printed form of a case, or the form's own example."""

import argparse
import getpass
import os
from pathlib import Path

from jiuzhu.commands.errors import CommandError

HELP = "打印文书：受理回执、协查函、一次性告知书、不予受理告知书、公示单、不予确认告知书、确认通知书、公布单（PDF）"
NEEDS_DJANGO = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which form, of what, where to."""
    parser.add_argument(
        "form",
        metavar="FORM",
        help="acceptance、assistance、missing_notice、not_accepted、publication、refusal、confirmation 或 announcement",
    )
    parser.add_argument("--case", metavar="NUMBER", help="案件号，如 BA-DB-2026-0001")
    parser.add_argument("--sample", action="store_true", help="打印样张，内容是虚构的")
    parser.add_argument("--out", metavar="FILE.pdf", type=Path, required=True, help="写到哪个文件，不能已经存在")


def run(args: argparse.Namespace) -> int:
    """Write the PDF; of a case only with a line in the access log."""
    from jiuzhu.printing.names import TITLES

    if args.form not in TITLES:
        known = "、".join(f"{name}（{title}）" for name, title in TITLES.items())
        raise CommandError(f"没有 {args.form} 这种文书，可用：{known}。")
    if args.sample == (args.case is not None):
        raise CommandError("请写 --case 案件号，或者写 --sample 打印样张，两个写一个。")
    target = _free(args.out)
    _write(target, _sample(args.form) if args.sample else _of_case(args.form, args.case))
    return 0


def _free(out: Path) -> Path:
    target = out.absolute()
    if target.exists():
        raise CommandError(f"{target} 已经存在，没有覆盖。请换一个文件名。", "The file exists; choose another name.")
    if not os.access(target.parent, os.W_OK):
        raise CommandError(f"不能写入目录 {target.parent}。请换一个目录。", "Cannot write to that folder.")
    return target


def _sample(form: str) -> bytes:
    from jiuzhu.printing.render import render, sample

    return render(form, sample(form))


def _of_case(form: str, number: str) -> bytes:
    from jiuzhu.cases.queries import case_by_number
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped
    from jiuzhu.printing.data import document
    from jiuzhu.printing.duties import may_print

    with scoped(SYSTEM):
        case = case_by_number(number.strip().upper())
        if case is None:
            raise CommandError(f"没有案件 {number}，请检查案件号。")
        may_print(SYSTEM, case).or_refuse()
        _, pdf = document(case, form)
        _note(form, str(case.token))
    return pdf


def _note(form: str, matter: str) -> None:
    """Who looked: at the command line that is the machine's account. What can't be noted is not handed out."""
    from jiuzhu.ground.models import AccessLogEntry

    AccessLogEntry.objects.create(
        request_id=f"os:{getpass.getuser()}"[:32], method="COMMAND", view=f"form.{form}", matter=matter, status=200
    )


def _write(target: Path, pdf: bytes) -> None:
    """Complete or not at all, for its owner's eyes only."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pdf)
        os.link(part, target)  # refuses a file that came meanwhile
    except FileExistsError:
        raise CommandError(f"{target} 已经存在，没有覆盖。请换一个文件名。") from None
    finally:
        part.unlink(missing_ok=True)
