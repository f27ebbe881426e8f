"""`jiuzhu backup FILE`: database and files in one archive with digests; the keys stay where they are."""

import argparse
import os
import tempfile
from pathlib import Path

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import archive, dump, secrets
from jiuzhu.commands.support.installation import Installation, database_running, installation
from jiuzhu.commands.support.progress import say

HELP = "把数据库和附件备份到一个文件（不含密钥，密钥要另外保管）"
NEEDS_DJANGO = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", type=Path, metavar="文件", help="备份文件，不能已经存在")


def run(args: argparse.Namespace) -> int:
    """Make the archive; may be done while the system runs."""
    target = args.file.absolute()
    if target.exists():
        raise CommandError(f"{target} 已经存在，没有覆盖。请换一个文件名。", "The file exists; choose another name.")
    if not os.access(target.parent, os.W_OK):
        raise CommandError(f"不能写入目录 {target.parent}。请换一个目录。", "Cannot write to that folder.")
    place = installation()
    try:
        with database_running(place):
            _make(place, target)
    except OSError as error:
        raise CommandError(f"备份没有写成（{error.strerror}）。请检查磁盘空间后再试。", f"{error}") from error
    return 0


def _make(place: Installation, target: Path) -> None:
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".jiuzhu-backup-") as folder:
        dumped = Path(folder) / archive.DUMP
        say("备份数据库 …")
        version, rows = dump.save(place, dumped)
        # Files after the database: they are only ever added, so every row of the dump finds its file.
        base = place.state / "files"
        files = [
            file for file in sorted(base.rglob("*")) if archive.FILE_NAME.fullmatch(f"files/{file.relative_to(base)}")
        ]
        members = {archive.DUMP: dumped} | {f"files/{file.relative_to(base)}": file for file in files}
        say(f"备份 {len(files)} 个附件 …")
        digests = {name: archive.sha256_of(file) for name, file in members.items()}
        manifest = archive.Manifest(version, secrets.key_ids(place.keys_file), rows, digests)
        archive.write(target, manifest, members)
    size = target.stat().st_size / 1e6
    say(f"备份完成：{target}（{size:.1f} MB，{sum(rows.values())} 行，{len(files)} 个附件）。")
    say(f"备份里没有密钥。请另外妥善保管 {place.keys_file}：没有它，身份证号等加密内容无法恢复。")
