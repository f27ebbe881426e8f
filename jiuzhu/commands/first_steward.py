"""`jiuzhu first-steward --name --username`: the account that makes all others, in a district nobody can sign in to yet.

The ID number is asked for, the first password is made here and shown once: neither stands on the command line, where
other users of the machine and the shell's history would keep it.
"""

import argparse
import getpass
import sys

from jiuzhu.commands.errors import CommandError

HELP = "正式启用时设第一名管理员：登记、任命、开账号；初始密码只显示一次"
NEEDS_DJANGO = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who, under which account name, in which office."""
    parser.add_argument("--name", metavar="姓名", required=True, help="管理员的姓名，和身份证一致")
    parser.add_argument("--username", metavar="账号名", required=True, help="登录用的账号名，例如 chenhaining")
    parser.add_argument("--office", metavar="单位", default="", help="所在单位全称，例如 区民政局；已登记过的不用写")


def run(args: argparse.Namespace) -> int:
    """Make it and show the password; what can't be shown is not made."""
    from jiuzhu.ground import clock
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped
    from jiuzhu.offices import acts, duties, passwords

    duties.may_make_first_steward(SYSTEM).or_refuse()  # before a number is asked for in vain
    number, first = _number(), passwords.first_password()
    with scoped(SYSTEM):
        row = acts.make_first_steward(
            actor=SYSTEM,
            on=clock.today(),
            name=args.name,
            number=number,
            username=args.username,
            office=args.office,
            first_password=first,
            by=getpass.getuser(),
        )
        print(  # noqa: T201
            f"管理员：{row.person.name}\n账号名：{row.username}\n初始密码：{first}\n"
            "初始密码只显示这一次，请当面交给本人。第一次登录必须改成自己的密码。",
            flush=True,
        )
    return 0


def _number() -> str:
    """Typed unseen, or the first line of what is piped in."""
    if sys.stdin is None:
        raise CommandError("没有输入身份证号。请在终端里运行，按提示输入。")
    typed = getpass.getpass("身份证号（输入时不显示）：") if sys.stdin.isatty() else sys.stdin.readline()
    if not typed.strip():
        raise CommandError("没有输入身份证号。请在终端里运行，按提示输入。", "The ID number is asked for on stdin.")
    return typed
