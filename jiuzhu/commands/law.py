"""`jiuzhu law show CLAUSE` · `check` · `docs`: what a clause demands and where it lives."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from jiuzhu.commands.errors import CommandError
from jiuzhu.law.catalogue import UnknownClause
from jiuzhu.law.clause_page import in_words
from jiuzhu.law.homes import ROOT
from jiuzhu.law.law_check import faults
from jiuzhu.law.strict_yaml import BadFile

HELP = "法规条款：查一条、检查条款和参数、生成说明页"
NEEDS_DJANGO = False
PAGES = ROOT / "docs/law"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """show CLAUSE · check · docs."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="show|check|docs")
    shown = acts.add_parser("show", help="查一条：要求什么，落在哪里")
    shown.add_argument("clause", metavar="CLAUSE", help="条款号，例如 n1.3、57.19；也可以写 通知第一条")
    acts.add_parser("check", help="检查：缺口、重叠、引用、没有落处的条款")
    made = acts.add_parser("docs", help="重新生成 docs/law")
    made.add_argument("--out", type=Path, default=PAGES, metavar="FOLDER", help="写到哪个文件夹（默认 docs/law）")


def run(args: argparse.Namespace) -> int:
    """Status 0; 1 when `check` found something. Raises `CommandError`."""
    try:
        if args.act == "show":
            sys.stdout.write(in_words(args.clause) + "\n")
            return 0
        return _check() if args.act == "check" else _docs(args.out)
    except (UnknownClause, BadFile) as error:
        raise CommandError(str(error)) from None


def _check() -> int:
    found = faults()
    sys.stdout.write("".join(f"{fault}\n" for fault in found) or "条款、参数、日历和引用都完整。\n")
    return 1 if found else 0


def _docs(folder: Path) -> int:
    from jiuzhu.law.law_pages import pages

    if not (ROOT / "tests").is_dir():
        raise CommandError("说明页要在源代码的文件夹里生成：这里是安装好的程序，没有测试可以链接。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = pages()
        for old in folder.glob("*.md"):
            if old.name not in made:
                old.unlink()
        for name, text in made.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise CommandError(f"{error.filename} 写不了，请检查文件夹、权限和磁盘。") from None
    sys.stdout.write(f"已写 {len(made)} 页。\n")
    return 0
