"""`jiuzhu verify`: ask every promise of the house; 1 when one is broken."""

import argparse
import json

HELP = "核对账目、三人、记录、文件和流程版本是否都相符"
NEEDS_DJANGO = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--json` for machines; names of single checks."""
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("checks", nargs="*", metavar="检查", help="只做其中几项；不写就是全部")


def run(args: argparse.Namespace) -> int:
    """Ask, print, answer."""
    from jiuzhu.commands.errors import CommandError
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped
    from jiuzhu.supervision.checks import CHECKS

    known = {check.key: check for check in CHECKS}
    if unknown := [name for name in args.checks if name not in known]:
        raise CommandError(f"没有名为 {'、'.join(unknown)} 的检查。可选：{' '.join(known)}。")
    found: dict[str, list[str]] = {}
    with scoped(SYSTEM):
        for key in args.checks or known:
            found[key] = list(known[key].breaches())
            if not args.json:
                word = "相符" if not found[key] else f"不符 {len(found[key])} 处：{'；'.join(found[key][:5])}"
                print(f"{known[key].promise}：{word}")  # noqa: T201
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))  # noqa: T201
    return 1 if any(found.values()) else 0
