"""`jiuzhu assess FILE.yaml [--on DATE] [--json]`, `jiuzhu assess --table IN.parquet --out OUT.parquet`."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from jiuzhu.commands.errors import CommandError
from jiuzhu.law.assess import Assessment, assess
from jiuzhu.law.assessment_words import in_words
from jiuzhu.law.figures import NoValueOnDay
from jiuzhu.law.situation_file import BadFile, read_situation
from jiuzhu.plain import days

HELP = "按法规认定一户：低保、低边、特困、困难家庭残疾人（也可成批认定一张表）"
NEEDS_DJANGO = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `jiuzhu assess`."""
    parser.add_argument("file", nargs="?", metavar="FILE.yaml", help="情形文件")
    parser.add_argument("--on", metavar="DATE", help="按哪一天的法规认定，如 2021-12-15；不写用文件里的 as_of")
    parser.add_argument("--json", action="store_true", help="用 JSON 回答")
    parser.add_argument("--table", metavar="IN.parquet", help="成批认定：输入的表")
    parser.add_argument("--out", metavar="OUT.parquet", help="成批认定：结果写到哪里")


def run(args: argparse.Namespace) -> int:
    """Answers on stdout. Raises `CommandError` for what can't be used."""
    if args.table is not None or args.out is not None:
        return _table(args)
    if args.file is None:
        raise CommandError("请写情形文件，或用 --table 和 --out 成批认定一张表。")
    try:
        answer = _one(Path(args.file), None if args.on is None else days.parse(args.on))
    except (BadFile, days.BadDay, NoValueOnDay) as error:
        raise CommandError(str(error)) from None
    text = json.dumps(answer.as_json(), ensure_ascii=False, indent=2) if args.json else in_words(answer)
    sys.stdout.write(text + "\n")
    return 0


def _one(path: Path, on: date | None) -> Assessment:
    situation = read_situation(path)
    day = on or situation.as_of
    if day is None:
        raise BadFile(path.name, 1, "没有写 as_of（按哪一天认定），请补上，或用 --on 给出日期。")
    born_later = next((one for one in situation.household if one.born > day), None)
    if born_later is not None:
        raise BadFile(path.name, 1, f"{born_later.id} 的出生日期在认定日 {day} 之后，请检查 --on 和 born。")
    return assess(situation, day, situation.township)


def _table(args: argparse.Namespace) -> int:
    if args.table is None or args.out is None:
        raise CommandError("成批认定要同时写 --table（输入）和 --out（结果）。")
    if args.file is not None or args.json or args.on is not None:
        raise CommandError("成批认定时不写情形文件、--json 和 --on；认定日在表的 as_of 列里。")
    from jiuzhu.law.table import BadTable, assess_table

    try:
        assess_table(Path(args.table), Path(args.out), progress=lambda line: print(line, file=sys.stderr))  # noqa: T201
    except BadTable as error:
        raise CommandError(str(error)) from None
    return 0
