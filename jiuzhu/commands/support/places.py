"""Where an installation keeps its state, and under which account the database server runs.

State never lies in the checkout: as root the server's account may not reach it there (a home is 0700), and no
parent's rights are ever changed. Root: `/var/lib/jiuzhu/<id>`; anyone else: `$XDG_STATE_HOME/jiuzhu/<id>`.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from jiuzhu.commands.errors import CommandError

CHECKOUT = Path(__file__).resolve().parents[3]
SYSTEM_STATE = Path("/var/lib/jiuzhu")
ACCOUNT_NAME = "jiuzhu"


@dataclass(frozen=True)
class Account:
    """An operating-system account the database server runs under."""

    name: str
    uid: int
    gid: int


def short_id(path: Path) -> str:
    """A folder's name that stays the same from start to start."""
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]


def state_folder() -> Path:
    """`JIUZHU_STATE`, or the folder of this checkout; not made here."""
    named = os.environ.get("JIUZHU_STATE")
    if named:
        return Path(named).absolute()
    if os.geteuid() == 0:
        return SYSTEM_STATE / short_id(CHECKOUT)
    base = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    return Path(base).expanduser() / "jiuzhu" / short_id(CHECKOUT)


def system_state() -> Path:
    """Root's folder for all installations: the server's account must be able to pass through it."""
    if not SYSTEM_STATE.exists():
        SYSTEM_STATE.mkdir(parents=True)
        SYSTEM_STATE.chmod(0o755)  # ours, just made, whatever the umask
    return SYSTEM_STATE


def make_private(folder: Path, account: Account | None = None) -> Path:
    """Make a folder only its owner can enter, or refuse one that someone else can; parents keep their rights."""
    try:
        if folder.parent == SYSTEM_STATE:
            system_state()
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.exists():
            _make_whole(folder, account)
        about = folder.lstat()
    except OSError as error:
        raise CommandError(
            f"无法建立数据目录 {folder}（{error.strerror}）。"
            "请检查磁盘空间和写权限，或用环境变量 JIUZHU_STATE 指定另一个目录。",
            f"Cannot make the state folder {folder}: {error.strerror}. Set JIUZHU_STATE to a folder you may write to.",
        ) from error
    wanted = account.uid if account else os.geteuid()
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != wanted or about.st_mode & 0o077:
        raise CommandError(
            f"目录 {folder} 不是只归本用户使用的目录（应为 0700）。"
            "请执行 chmod 700，或用环境变量 JIUZHU_STATE 换一个目录。",
            f"{folder} must be a folder of mode 0700 owned by uid {wanted}.",
        )
    return folder


def _make_whole(folder: Path, account: Account | None) -> None:
    """Appears with its owner already set: another start may be looking at this moment.

    One at a time: a rename would replace another start's folder while it is still empty, under that start's feet.
    """
    parent = os.open(folder.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(parent, fcntl.LOCK_EX)
        if folder.exists():
            return
        part = folder.with_name(f".{folder.name}.{os.getpid()}")
        part.mkdir(mode=0o700)
        os.chown(part, account.uid if account else -1, account.gid if account else -1)
        part.rename(folder)
    finally:
        os.close(parent)


def require_room(folder: Path, megabytes: int) -> None:
    """Refuse to begin on a disk that is as good as full."""
    free = shutil.disk_usage(folder).free >> 20
    if free < megabytes:
        raise CommandError(
            f"磁盘空间不够：数据目录 {folder} 所在的磁盘只剩 {free} MB，至少需要 {megabytes} MB。请清理后再启动。",
            f"Not enough disk space: {free} MB left, {megabytes} MB needed.",
        )


def own_name() -> str:
    """This process's account, by the kernel's word and not the environment's."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError as error:
        raise CommandError(
            f"当前用户（uid {os.geteuid()}）在本机没有账号名，数据库无法启动。请用有名字的账号运行。",
            f"uid {os.geteuid()} has no name in the account database; PostgreSQL needs one.",
        ) from error


def server_account(home: Path) -> Account | None:
    """The account for the server: None means this one. Root takes the home's owner, then `jiuzhu`, then `nobody`."""
    if os.geteuid() != 0:
        return None
    if home.exists():
        entry = pwd.getpwuid(home.stat().st_uid)
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    for name in (ACCOUNT_NAME, "nobody"):
        if name == ACCOUNT_NAME:
            _make_account()
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise CommandError(
        "数据库不能以 root 身份运行，而本机没有 jiuzhu 或 nobody 账号。请先执行 useradd --system jiuzhu。",
        "PostgreSQL refuses to run as root and there is no account `jiuzhu` or `nobody`.",
    )


def _make_account() -> None:
    try:
        pwd.getpwnam(ACCOUNT_NAME)
    except KeyError:
        useradd = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        if useradd:  # where it can't be made (read-only /etc), `nobody` serves
            options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
            subprocess.run([useradd, *options, "--shell", "/usr/sbin/nologin", ACCOUNT_NAME], capture_output=True)


def server_home(state: Path) -> Path:
    """Root's server can't enter root's state folder, so it has a home of its own beside it."""
    return SYSTEM_STATE / f"pg-{short_id(state)}" if os.geteuid() == 0 else state / "postgres"


def socket_folder(home: Path) -> Path:
    """Short enough for the 107 bytes of a socket's address, the same at every start."""
    inside = home / "run"
    if len(os.fsencode(inside)) <= 80:
        return inside
    return Path("/tmp") / f"jiuzhu-{os.geteuid()}-{short_id(home)}"
