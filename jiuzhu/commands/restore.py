"""`jiuzhu restore FILE`: into an empty database only; checks every byte first, leaves nothing half done.

`--drill` puts it back into a scratch place, verifies what is there, takes the place away and keeps what it came to.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from jiuzhu.commands.backup import note
from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import archive, dump, postgres, secrets
from jiuzhu.commands.support.installation import DATABASE, Installation, database_running, installation
from jiuzhu.commands.support.progress import say

HELP = "把备份恢复到一个空的数据库（已有数据时拒绝）；--drill 只演练，不动现有数据"
NEEDS_DJANGO = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where from."""
    parser.add_argument("file", type=Path, metavar="文件", help="jiuzhu backup 做的备份文件")
    parser.add_argument("--drill", action="store_true", help="演练：恢复到临时的地方，核对后删除，结果登记")


def run(args: argparse.Namespace) -> int:
    """Check the archive, the keys and that nothing is there yet; then restore and compare the rows."""
    source = args.file.absolute()
    if args.drill:
        return _drill(source)
    say("检查备份文件 …")
    manifest = archive.read_manifest(source)
    place = installation()
    _check_keys(place, manifest)
    with database_running(place):
        _check_empty(place)
        try:
            _restore(place, source, manifest)
        except OSError as error:
            raise CommandError(f"恢复没有完成（{error.strerror}）。请检查磁盘空间后再试。", f"{error}") from error
    say(f"恢复完成：{sum(manifest.rows.values())} 行，{len(manifest.digests) - 1} 个附件。可以运行 ./jz up 了。")
    return 0


def _drill(source: Path) -> int:
    """0: everything came back and is in order. 1: it came back, and a promise is broken. Raises CommandError."""
    place, told = installation(), ""
    rows = 0
    try:
        say("检查备份文件 …")
        manifest = archive.read_manifest(source)
        rows = sum(manifest.rows.values())
        _check_keys(place, manifest)
        with _scratch(place) as there, database_running(there):
            _restore(there, source, manifest)
            told = _verified(there, manifest)
    except CommandError as error:
        _keep(place, source, rows, str(error))
        raise
    _keep(place, source, rows, told)
    say(f"演练没有通过：{told}" if told else f"演练通过：{rows} 行，{len(manifest.digests) - 1} 个附件都能恢复。")
    return 1 if told else 0


@contextmanager
def _scratch(place: Installation) -> Iterator[Installation]:
    """A state folder and a server of their own, with the installation's keys; nothing of it stays."""
    folder = Path(tempfile.mkdtemp(dir=place.state, prefix="drill-"))
    server = postgres.embedded(folder)
    try:
        yield Installation(folder, server, postgres.urls(server, DATABASE), place.keys_file)
    finally:
        server.destroy()
        shutil.rmtree(folder, ignore_errors=True)


def _verified(there: Installation, manifest: archive.Manifest) -> str:
    """What `jiuzhu verify` finds wrong in the scratch place; empty when all is well."""
    if "ground_auditentry" not in manifest.rows:
        return ""
    say("核对恢复出来的数据 …")
    known = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "jiuzhu.commands.main", "verify"],
        env=known | there.environment(),
        capture_output=True,
        text=True,
    )
    wrong = [line for line in done.stdout.splitlines() if not line.endswith("相符") or "不符" in line]
    return "" if done.returncode == 0 else "；".join(wrong or done.stderr.strip().splitlines()[:1])


def _keep(place: Installation, source: Path, rows: int, told: str) -> None:
    if not source.is_file():
        return
    with database_running(place):
        note(place, kind="drilled", file=source, rows=rows, good=not told, told=told)


def _check_keys(place: Installation, manifest: archive.Manifest) -> None:
    missing = sorted(set(manifest.key_ids) - set(secrets.key_ids(place.keys_file)))
    if missing:
        raise CommandError(
            f"缺少密钥 {'、'.join(missing)}，没有恢复。"
            f"请先把原来的密钥文件放到 {place.keys_file}（权限 600），再运行一次。",
            "The key ring of the backup is not here; put it in place first.",
        )


def _check_empty(place: Installation) -> None:
    try:
        with psycopg.connect(place.urls.owner_url) as connection:
            tables = connection.execute(dump.TABLES).fetchall()
    except psycopg.OperationalError as error:
        raise CommandError("连不上要恢复到的数据库。请检查 DATABASE_URL。", f"{error}") from error
    if tables:
        raise CommandError(
            "这里已经有数据，没有恢复。备份只能恢复到空的数据库："
            "请用环境变量 JIUZHU_STATE 指定一个新的数据目录再运行。",
            "There is data already; restore into a new JIUZHU_STATE.",
        )


def _restore(place: Installation, source: Path, manifest: archive.Manifest) -> None:
    """The database comes last and in one transaction: until then a second try finds it empty and begins again."""
    with tempfile.TemporaryDirectory(dir=place.state, prefix="restore-") as folder:
        for number, name in enumerate(archive.extract(source, Path(folder)), start=1):
            if name == archive.DUMP or number % 500 == 0:
                say(f"解开备份：{number}/{len(manifest.digests)}")
        for name in manifest.digests:
            if name != archive.DUMP:
                target = place.state / name  # named by its content: one that is there already is the same
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                (Path(folder) / name).replace(target)
        say("恢复数据库 …")
        if dump.load(place, Path(folder) / archive.DUMP) != manifest.rows:
            raise CommandError(
                "恢复后的行数与备份时不同，请不要使用这个数据库，并联系系统管理员。",
                "Row counts differ after restoring.",
            )
