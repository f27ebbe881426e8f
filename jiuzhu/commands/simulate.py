"""`jiuzhu simulate`: working days of the whole district one after another, by the same acts as the pages.

Each township's day is one transaction and is marked done in it: a run that was killed is gone on with by running it
again. The same seed on the same database gives the same days. Messages to partners are carried out here as the worker
carries them; a partner that isn't there leaves them waiting, and a check centre that says nothing for days is played.
"""

import argparse
import json

HELP = "模拟：按同样的办事动作把演示区往后过若干个工作日，最后输出统计"
NEEDS_DJANGO = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How long, how busy, which seed."""
    parser.add_argument("--days", type=int, default=1, help="几个工作日（默认 1）")
    parser.add_argument("--seed", type=int, default=1, help="种子；同一个库、同一个种子，结果相同")
    parser.add_argument("--applications", type=int, default=8, help="全区每个工作日受理几户（默认 8）")


def run(args: argparse.Namespace) -> int:
    """Finish a day that was broken off, then so many working days; 1 when `verify` finds something afterwards."""
    from django.conf import settings

    from jiuzhu.commands.demo_data import simulation
    from jiuzhu.commands.errors import CommandError
    from jiuzhu.commands.support.progress import say

    if not settings.DEMO:
        raise CommandError("正式环境不能模拟。模拟会写入虚构的家庭，只能在演示环境运行。")
    if args.days < 1 or args.applications < 0:
        raise CommandError("工作日数要大于 0，每天受理户数不能是负数。")
    with simulation.only_one():
        office = simulation.Simulation(args.seed, args.applications, say)
        office.check_ready()
        office.finish_day()
        for _ in range(args.days):
            office.next_day()
        counts = simulation.counts()
    print(json.dumps(counts, ensure_ascii=False, sort_keys=True))  # noqa: T201
    return 1 if counts["verify"] else 0
