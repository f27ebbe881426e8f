"""One PostgreSQL server: makes, starts, stops and recovers one server for one state folder. No Django here.

The server listens on a unix socket in a private folder only: its superuser by peer, everyone else by
SCRAM password. It dies with the process that started it, and a start after a crash cleans up first.
"""

import fcntl
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import binaries, places, processes

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "jit": "off",
    # A statement or a conflicting key can carry a name or an ID number: neither goes to the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
LOG_LIMIT = 5_000_000  # bytes; then the log moves to server.log.1


@dataclass
class Server:
    """One PostgreSQL server. `start` and `stop` may be called again at any time."""

    state: Path
    home: Path
    programs: Path
    socket_dir: Path
    account: places.Account | None
    settings: dict[str, str] = field(default_factory=dict)
    port: int = 5432  # only names the socket
    superuser: str = "postgres"
    process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.home / "data"

    @property
    def tag(self) -> str:
        """What marks this server's processes in the process table."""
        return f"jiuzhu-{places.short_id(self.home)}"

    def conninfo(self, database: str = "postgres") -> str:
        """Address for the superuser."""
        return f"host={self.socket_dir} port={self.port} user={self.superuser} dbname={database}"

    def running(self) -> bool:
        """Is a server of this home accepting connections?"""
        return self._postmaster() is not None and self._status() == "ready"

    def start(self, seconds: float = 60) -> None:
        """Start unless it runs, and wait until it accepts connections. Raises CommandError with what to do."""
        if not self.running():
            self.launch()
        if not processes.wait_until(lambda: self.running() or self._died(), seconds) or self._died():
            raise CommandError(
                f"数据库没有启动成功，日志 {self.home / 'server.log'} 的最后几行：\n{self.log_tail()}",
                "PostgreSQL did not start; see the log above.",
            )

    def launch(self) -> subprocess.Popen[bytes] | None:
        """Start unless another process's server runs (then None); the first start makes the data directory."""
        with self._alone():
            # One that is just stopping, because its supervisor was killed, has to be gone first.
            processes.wait_until(lambda: self._postmaster() is None or self._status() != "stopping", 30)
            if self._postmaster() is None:
                self._recover()
                self._initialise()
                self.process = self._spawn()
                # The next in line goes by the pid file: it must be there before the lock is let go.
                processes.wait_until(lambda: self._postmaster() is not None or self._died(), 10)
            return self.process

    def stop(self, seconds: float = 30) -> None:
        """Fast stop (clients are cut, nothing acknowledged is lost) if this object started it."""
        if self.process is None:
            return
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.process.poll() is None:
                self.process.send_signal(how)
            try:
                self.process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                continue
        self.process = None

    def destroy(self) -> None:
        """Stop and remove the server with all its data; for tests."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.socket_dir, ignore_errors=True)

    def log_tail(self, lines: int = 8) -> str:
        """The end of the server's log."""
        log = self.home / "server.log"
        return "\n".join(log.read_text("utf-8", "replace").splitlines()[-lines:]) if log.exists() else ""

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One start at a time, also from different processes; the kernel frees the lock of a killed one."""
        places.make_private(self.home, self.account)
        places.make_private(self.socket_dir, self.account)
        descriptor = os.open(self.home / "start.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _status(self) -> str:
        lines = self._pid_file()
        return lines[7].strip() if len(lines) > 7 else ""

    def _postmaster(self) -> int | None:
        """The server's pid if it is really ours and alive: a pid can be a zombie's or someone else's by now."""
        lines = self._pid_file()
        if not lines or not lines[0].strip().isdigit():
            return None
        pid = int(lines[0])
        return pid if f"-D {self.data} " in f"{processes.command_line(pid)} " else None

    def _died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def _recover(self) -> None:
        """After a kill -9: wait for the dead server's own processes to go, then remove what it left lying."""
        # The pid file is the server's guard against two at one data directory: it goes only when all of them have.
        mine = f"postgres: {self.tag}:"

        def gone() -> bool:
            return not any(processes.command_line(pid).startswith(mine) for pid in processes.all_pids())

        if not processes.wait_until(gone, 5):
            for pid in processes.all_pids():
                if processes.command_line(pid).startswith(mine):
                    os.kill(pid, signal.SIGQUIT)
            if not processes.wait_until(gone, 10):
                raise CommandError(
                    "上次的数据库进程还没有结束，暂时不能启动。请稍后再试，或重新启动本机。",
                    "Processes of a killed server are still there.",
                )
        # Both files bear a pid that may be a zombie's or a stranger's by now; the server would believe it.
        socket = self.socket_dir / f".s.PGSQL.{self.port}"
        for file in (self.data / "postmaster.pid", socket, socket.with_name(f"{socket.name}.lock")):
            file.unlink(missing_ok=True)

    def _initialise(self) -> None:
        version = self.data / "PG_VERSION"
        if version.exists():
            made_by, now = version.read_text().strip(), binaries.major(self.programs, self.account)
            if made_by != str(now):
                raise CommandError(
                    f"数据目录是 PostgreSQL {made_by} 建立的，现在的程序是 {now}。"
                    "请用原来的程序执行 jiuzhu backup，再恢复到新的数据目录。",
                    f"The data folder belongs to PostgreSQL {made_by}, the programs are {now}.",
                )
            return
        fresh = self.home / "data.new"  # renamed when whole: an interrupted first start begins again
        self._as_server("rm", "-rf", fresh)
        options = ["--locale=C.UTF-8", "--encoding=UTF8", "--data-checksums", "--auth=reject"]
        try:
            binaries.run(
                [self.programs / "initdb", "-D", fresh, "-U", self.superuser, *options], self.account, self.home
            )
        except subprocess.CalledProcessError as error:
            raise CommandError(
                f"无法建立数据库（请检查磁盘空间）：{error.stderr.strip().splitlines()[-1:]}",
                f"initdb failed: {error.stderr}",
            ) from error
        self._access_rules(fresh)
        os.rename(fresh, self.data)

    def _access_rules(self, folder: Path) -> None:
        """Superuser: the server's own account and ours, by peer. Others: SCRAM. Nothing over a network."""
        mine = places.own_name()
        own = {mine, self.account.name if self.account else mine}
        (folder / "pg_hba.conf").write_text(
            f"local all {self.superuser} peer map=jiuzhu\nlocal all all scram-sha-256\n", "utf-8"
        )
        (folder / "pg_ident.conf").write_text(
            "".join(f"jiuzhu {name} {self.superuser}\n" for name in sorted(own)), "utf-8"
        )

    def _as_server(self, *words: object) -> None:
        binaries.run(list(words), self.account, self.home)

    def _spawn(self) -> subprocess.Popen[bytes]:
        log = self.home / "server.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            os.replace(log, self.home / "server.log.1")
        settings = (
            SETTINGS | {"unix_socket_directories": str(self.socket_dir), "cluster_name": self.tag} | self.settings
        )
        argv = [self.programs / "postgres", "-D", self.data, "-p", self.port]
        for name, value in settings.items():
            argv += ["-c", f"{name}={value}"]
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        try:
            return subprocess.Popen(
                [str(word) for word in argv],
                **binaries.as_account(self.account),
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=descriptor,
                stderr=descriptor,
                process_group=0,  # Ctrl-C is for the one who started it, not for the server
                preexec_fn=processes.die_with_parent(signal.SIGINT),
            )
        finally:
            os.close(descriptor)
