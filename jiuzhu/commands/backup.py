"""`jiuzhu backup FILE`: database and files in one archive with digests; the keys stay where they are."""

import argparse
import os
import tempfile
from pathlib import Path

import psycopg

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import archive, dump, places, secrets
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


def note(
    place: Installation, *, kind: str, file: Path, rows: int, good: bool = True, told: str = "", digest: str = ""
) -> bool:
    """Write the row that the status page shows, by its act; False where the database has no such table.

    The row is written after the dump, so a backup knows of all earlier ones and not of itself.
    """
    with psycopg.connect(place.urls.owner_url) as connection:
        if connection.execute("SELECT to_regclass('public.offices_backup') IS NULL").fetchone() == (True,):
            return False
    os.environ.update(place.environment())
    import django

    django.setup()
    from jiuzhu.ground import clock
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped
    from jiuzhu.offices.acts import record_backup

    found = digest or (archive.sha256_of(file) if good else "")
    with scoped(SYSTEM):
        record_backup(
            actor=SYSTEM,
            on=clock.today(),
            kind=kind,
            name=file.name,
            digest=found,
            size=file.stat().st_size,
            rows=rows,
            by=places.own_name(),
            good=good,
            told=told,
        )
    return True


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
    size = target.stat().st_size
    say(f"备份完成：{target}（{size / 1e6:.1f} MB，{sum(rows.values())} 行，{len(files)} 个附件）。")
    noted = note(place, kind="made", file=target, rows=sum(rows.values()))
    say("已登记，系统状态页可以看到。" if noted else "这个数据库里没有备份登记，没有登记。")
    say(f"备份里没有密钥。请另外妥善保管 {place.keys_file}：没有它，身份证号等加密内容无法恢复。")
