"""`jiuzhu make-keys FILE --for UNIT`: the key ring of a real district, made once. An existing file is never touched."""

import argparse
from pathlib import Path

from jiuzhu.commands.errors import CommandError

HELP = "正式启用时生成本单位的密钥文件（权限 600）；已有的绝不覆盖"
NEEDS_DJANGO = False
DEMO = "demo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, and whose."""
    parser.add_argument("file", metavar="文件", type=Path, help="写到哪里，例如 /etc/jiuzhu/keys.json；要放在备份以外")
    parser.add_argument("--for", dest="unit", metavar="单位", required=True, help="给哪个单位用，例如 区民政局")


def run(args: argparse.Namespace) -> int:
    """Write the file, or say why not; the keys themselves are never shown."""
    from jiuzhu.commands.support.progress import say
    from jiuzhu.commands.support.secrets import make_ring

    unit, file = args.unit.strip(), args.file.expanduser().absolute()
    if not unit or unit == DEMO:
        raise CommandError("请用 --for 写明给哪个单位用，例如 --for 区民政局。", "A ring for the demo is made by `up`.")
    if not file.parent.is_dir():
        raise CommandError(f"没有目录 {file.parent}。请先建好，只让运行本系统的用户能读，再运行一次。")
    try:
        made = make_ring(file, unit)
    except PermissionError:
        raise CommandError(f"不能写到 {file.parent}。请用有权限的用户运行，或换一个目录。") from None
    if not made:
        raise CommandError(
            f"{file} 已经有了，没有改动。换掉密钥，已经存下的身份证号等内容就再也读不出来。",
            "The file exists and was left as it is.",
        )
    say(
        f"密钥文件已写好：{file}（权限 600）。请马上另存一份，和备份分开保管：没有它，备份里的身份证号恢复不出来。\n"
        f"启动时用环境变量指定：JIUZHU_KEYS_FILE={file}"
    )
    return 0
