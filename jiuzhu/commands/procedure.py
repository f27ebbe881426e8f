"""`jiuzhu procedure`: the procedures by name and day, as text, as a chart, checked, and as pages of the docs."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from jiuzhu.commands.errors import CommandError
from jiuzhu.law.chart_bpmn import bpmn
from jiuzhu.law.chart_svg import chart
from jiuzhu.law.homes import ROOT
from jiuzhu.law.procedure import Procedure, ProcedureError, procedure, procedure_names, versions
from jiuzhu.law.procedure_check import check_folder
from jiuzhu.law.procedure_deadlines import chart_notes
from jiuzhu.law.procedure_page import DO_NOT_EDIT, pages, text_page
from jiuzhu.law.strict_yaml import BadFile

HELP = "办理流程：列出、查看、画图（SVG 或 BPMN 2.0）、检查"
NEEDS_DJANGO = False
PAGES = ROOT / "docs/procedures"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """list · show NAME · chart NAME · check · pages."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="list|show|chart|check|pages")
    acts.add_parser("list", help="列出全部流程和版本")
    for name, help_text in (("show", "用文字说明一个流程"), ("chart", "画一个流程")):
        one = acts.add_parser(name, help=help_text)
        one.add_argument("name", metavar="NAME", help="流程名称，例如 dibao")
        one.add_argument("--on", type=_day, metavar="DATE", help="哪一天的版本，例如 2021-10-01（默认最新一版）")
        one.add_argument("--confirming", choices=("township", "bureau"), help="由街道（乡镇）还是区民政局确认")
        if name == "chart":
            one.add_argument("--format", choices=("svg", "bpmn"), default="svg", help="图的格式（默认 svg）")
            one.add_argument("--out", type=Path, metavar="FILE", help="写到文件（默认写到标准输出）")
    acts.add_parser("check", help="检查流程是否完整、通顺")
    made = acts.add_parser("pages", help="重新生成流程说明页")
    made.add_argument(
        "--out", type=Path, default=PAGES, metavar="FOLDER", help="写到哪个文件夹（默认 docs/procedures）"
    )


def run(args: argparse.Namespace) -> int:
    """Exit status 0, or 1 when `check` found something."""
    acts: dict[str, Callable[[argparse.Namespace], int]] = {
        "list": _list,
        "show": _show,
        "chart": _chart,
        "check": _check,
        "pages": _pages,
    }
    try:
        return acts[args.act](args)
    except (ProcedureError, BadFile) as error:
        raise CommandError(str(error)) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CommandError(f"{error.filename} 写不了，请检查文件夹是否存在、有没有写的权限、磁盘是否已满。") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期“{text}”应写成 2021-10-01 这样") from None


def _found(args: argparse.Namespace) -> Procedure:
    on = args.on or max(version.effective_from for version in versions(args.name))
    return procedure(args.name, on, args.confirming)


def _list(args: argparse.Namespace) -> int:
    for name in procedure_names():
        _say(f"{name}  {versions(name)[0].title}")
        for one in versions(name):
            until = f"到 {one.effective_to} 前" if one.effective_to else "起"
            _say(f"    {one.version:<40} {one.effective_from} {until}  {len(one.steps)} 步  {one.digest[:12]}")
    return 0


def _show(args: argparse.Namespace) -> int:
    _say(text_page(_found(args)))
    return 0


def _chart(args: argparse.Namespace) -> int:
    one = _found(args)
    drawn = bpmn(one) if args.format == "bpmn" else chart(one, None, chart_notes(one), alone=True) + "\n"
    if args.out is None:
        sys.stdout.write(drawn)
    else:
        args.out.write_text(drawn, "utf-8")
        sys.stderr.write(f"已写到 {args.out}（{one.version}）。\n")
    return 0


def _check(args: argparse.Namespace) -> int:
    faults = check_folder()
    for fault in faults:
        _say(fault)
    if not faults:
        _say(f"{len(procedure_names())} 个流程都完整，每一步都有下一步。")
    return 1 if faults else 0


def _pages(args: argparse.Namespace) -> int:
    made = pages()
    args.out.mkdir(parents=True, exist_ok=True)
    for old in args.out.glob("*.md"):
        if old.name not in made and old.read_text("utf-8").startswith(DO_NOT_EDIT):
            old.unlink()
            old.with_suffix(".svg").unlink(missing_ok=True)
    for name, text in made.items():
        (args.out / name).write_text(text, "utf-8")
    sys.stderr.write(f"已在 {args.out} 写好 {len(made)} 个文件。\n")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
