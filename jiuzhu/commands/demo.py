"""`jiuzhu demo`: fill an empty database with the demo district — posts, families, cases in every stage."""

import argparse

HELP = "装入演示区：八个街道（乡镇）、岗位、四百户虚构家庭；已经装过的不再装"
NEEDS_DJANGO = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """All at once, or posts now and the families by the worker."""
    parser.add_argument("--all", action="store_true", help="当场装完；不写则先装岗位，家庭和案件由后台任务装入")
    parser.add_argument("--families", type=int, help="多少户（默认 408；0 只装岗位）")
    parser.add_argument("--seed", type=int, help="种子；相同的种子给出相同的区")


def run(args: argparse.Namespace) -> int:
    """Fill what is still empty; can be interrupted and run again."""
    from django.conf import settings

    from jiuzhu.commands.demo_data import load
    from jiuzhu.commands.errors import CommandError
    from jiuzhu.commands.support.progress import say
    from jiuzhu.offices.models import Township

    if not settings.DEMO:
        raise CommandError("生产环境不能装入演示数据。")
    families = load.FAMILIES if args.families is None else args.families
    seed = load.SEED if args.seed is None else args.seed
    if families < 0:
        raise CommandError("户数不能是负数。")
    if not Township.objects.exists():
        say(f"  岗位 {load.load_district(seed)} 个")
    if not families:
        return 0
    if not args.all:
        load.defer_townships(families, seed)
        say("  家庭和案件在后台装入：第一个街道约半分钟，全部两三分钟")
        return 0
    for code in load.townships():
        load.load_township(code, families, seed, say)
    return 0
