"""`jiuzhu snapshot --out FILE.parquet`: the families of the registry as a table, without names and numbers."""

import argparse
from pathlib import Path

HELP = "把登记库里的全部家庭写成一张 Parquet 表（没有姓名和身份证号），供 jiuzhu redetermine、jiuzhu assess 成批认定"
NEEDS_DJANGO = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and for which day."""
    parser.add_argument("--out", required=True, metavar="FILE.parquet", help="写到哪里")
    parser.add_argument("--on", metavar="DATE", help="认定日，如 2027-01-01；不写为今天")


def run(args: argparse.Namespace) -> int:
    """Writes it whole."""
    from jiuzhu.commands.errors import CommandError
    from jiuzhu.commands.support.progress import say
    from jiuzhu.determinations.feed import write_snapshot
    from jiuzhu.ground import clock
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.law.table import BadTable
    from jiuzhu.plain import days

    try:
        on = clock.today() if args.on is None else days.parse(args.on)
        out = Path(args.out)
        persons = write_snapshot(SYSTEM, on, out, lambda done: say(f"已写 {done:,} 人"))
    except (BadTable, days.BadDay) as error:
        raise CommandError(str(error)) from None
    print(f"{out}：{persons} 人，认定日 {on}")  # noqa: T201
    return 0
