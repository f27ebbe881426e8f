"""`jiuzhu demo`: fill an empty database with the demo district — posts, families, cases in every stage."""

import argparse
import datetime as dt

HELP = "装入演示区：八个街道（乡镇）、岗位、四百户虚构家庭；数据库不是空的就不做任何事"
NEEDS_DJANGO = True
TODAY = dt.date(2026, 11, 24)  # the day of the drawn pages
FIRST = dt.date(2026, 9, 1)
FAMILIES = 408
SEED = 20261124


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many families, and which ones."""
    parser.add_argument("--families", type=int, default=FAMILIES, help=f"多少户（默认 {FAMILIES}）")
    parser.add_argument("--seed", type=int, default=SEED, help="种子；相同的种子给出相同的区")


def run(args: argparse.Namespace) -> int:
    """Fill; one transaction, so that an interrupted run leaves nothing and can be run again."""
    from django.conf import settings

    from jiuzhu.commands.demo_data.load import load
    from jiuzhu.commands.errors import CommandError
    from jiuzhu.commands.support.progress import say
    from jiuzhu.offices.models import Township

    if not settings.DEMO:
        raise CommandError("生产环境不能装入演示数据。")
    if Township.objects.exists():
        say("数据库里已有数据，没有改动。")
        return 0
    load(FIRST, TODAY, args.families, args.seed, say)
    return 0
