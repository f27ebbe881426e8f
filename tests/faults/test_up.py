"""`jiuzhu up`, the whole tree for real: killed parts come back, nothing stays behind, a killed `up` is recovered."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from jiuzhu.commands.support import ports
from jiuzhu.commands.support.postgres import embedded
from jiuzhu.commands.support.processes import all_pids, command_line, environment_has, wait_until
from tests.commands.places import CHECKOUT, clean_environment, state_of_own

SECONDS = 90
PARTS = {
    "数据库（database）": "/postgres -D ",
    "模拟核对中心（check-centre）": "jiuzhu.gateways.means_check.fake",
    "模拟银行（bank）": "jiuzhu.gateways.bank.fake",
    "后台任务（worker）": "jiuzhu.commands.main worker",
    "网页（web）": "granian",
}


def free_port() -> int:
    """Three in a row that nobody uses."""
    return next(p for p in range(20_000 + os.getpid() % 20_000, 60_000, 3) if all(map(ports.free, (p, p + 1, p + 2))))


def parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


class Up:
    """A running `jiuzhu up`."""

    def __init__(self, state: Path, port: int, **more: str) -> None:
        self.state, self.port = state, port
        self.log = state.parent / "said"
        with self.log.open("a") as said:
            self.process = subprocess.Popen(
                [*COMMAND, "up", "--no-demo", "--port", str(port)],
                cwd=CHECKOUT,
                env=environment(state) | more,
                stderr=said,
            )

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{ports.HOST}:{self.port}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def said(self) -> str:
        return self.log.read_text("utf-8")

    def part(self, words: str) -> int | None:
        """The pid of the supervisor's own child of that name."""
        mine = [pid for pid in all_pids() if parent(pid) == self.process.pid and words in command_line(pid)]
        return mine[0] if mine else None

    def everyone(self) -> list[int]:
        """All processes that belong to this state, grandchildren and the database's included."""
        marked = [pid for pid in all_pids() if environment_has(pid, f"JIUZHU_STATE={self.state}")]
        return marked + [pid for words in PARTS.values() if (pid := self.part(words))]


COMMAND = [sys.executable, "-m", "jiuzhu.commands.main"]


def environment(state: Path) -> dict[str, str]:
    return clean_environment(JIUZHU_STATE=str(state))


def jiuzhu(state: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run([*COMMAND, *words], cwd=CHECKOUT, env=environment(state), capture_output=True, text=True)
    return done.returncode, done.stderr


@pytest.fixture
def up() -> Iterator[Up]:
    with state_of_own() as state:
        running = Up(state, free_port())
        try:
            assert wait_until(lambda: "请在浏览器打开" in running.said(), SECONDS), running.said()
            yield running
        finally:
            running.process.terminate()
            running.process.wait()


def test_every_killed_part_comes_back_and_stopping_leaves_nobody(up: Up) -> None:
    for label, words in PARTS.items():
        killed = up.part(words)
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        assert wait_until(lambda old=killed, w=words: up.part(w) not in (None, old), SECONDS), up.said()
        assert wait_until(up.ready, SECONDS), up.said()
        assert f"{label}被信号 SIGKILL 终止" in up.said()
    everyone = up.everyone()
    assert len(everyone) >= 7
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait() == 0
    assert [pid for pid in everyone if command_line(pid)] == []
    assert up.said().rstrip().endswith("已全部停止。")


def test_killed_supervisor_takes_all_along_and_the_next_start_recovers(up: Up) -> None:
    everyone = [pid for pid in up.everyone() if pid != up.process.pid]
    up.process.kill()
    up.process.wait()
    again = Up(up.state, up.port)  # at once, while the old ones are still going
    try:
        assert wait_until(lambda: again.said().count("请在浏览器打开") == 2, SECONDS), again.said()
        assert again.ready()
        assert [pid for pid in everyone if command_line(pid)] == []
    finally:
        again.process.terminate()
        assert again.process.wait() == 0


def test_told_to_stop_while_preparing() -> None:
    with state_of_own() as state:
        starting = Up(state, free_port())
        assert wait_until(lambda: "准备数据表" in starting.said(), SECONDS)
        database = starting.part(PARTS["数据库（database）"])
        assert database is not None
        starting.process.terminate()
        assert starting.process.wait() == 130
        assert command_line(database) == "" and starting.everyone() == []
        assert "已中断，没有启动。再运行一次会接着来。" in starting.said()


def test_second_start_names_the_first_and_stop_ends_it(up: Up) -> None:
    status, said = jiuzhu(up.state, "up", "--port", str(up.port))
    assert status == 2
    assert f"系统已经在运行：http://127.0.0.1:{up.port}/（进程 {up.process.pid}）" in said
    assert jiuzhu(up.state, "stop") == (0, "已停止。\n")
    assert up.process.wait() == 0


def test_taken_port_stops_before_anything_is_started() -> None:
    with state_of_own() as state, socket.socket() as other:
        port = free_port()
        other.bind((ports.HOST, port + 1))
        other.listen()
        status, said = jiuzhu(state, "up", "--port", str(port))
        assert status == 2
        assert f"端口 {port + 1} 已被别的程序占用" in said and "--port" in said and "JZ_PORT" in said
        assert not (state / "log").exists()


def test_port_by_environment(up: Up) -> None:
    done = subprocess.run(
        [*COMMAND, "up"],
        cwd=CHECKOUT,
        env=environment(up.state) | {"JZ_PORT": "eighty"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and "环境变量 JZ_PORT 的值 eighty 不是端口号" in done.stderr


def test_server_of_ones_own_by_database_url() -> None:
    """The application runs as its own role there, too, and no database of ours is started."""
    with state_of_own() as theirs, state_of_own() as state:
        server = embedded(theirs)
        server.start()
        with psycopg.connect(server.conninfo(), autocommit=True) as connection:
            connection.execute("CREATE ROLE bureau LOGIN CREATEROLE PASSWORD 'geheim'")
            connection.execute("CREATE DATABASE bureau OWNER bureau")
        url = f"postgresql://bureau:geheim@/bureau?host={server.socket_dir}"
        running = Up(state, free_port(), DATABASE_URL=url)
        try:
            assert wait_until(lambda: "请在浏览器打开" in running.said(), SECONDS), running.said()
            assert running.part(PARTS["数据库（database）"]) is None
            with psycopg.connect(server.conninfo("bureau")) as connection:
                users = connection.execute(
                    "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'bureau' AND pid <> pg_backend_pid()"
                )
                assert users.fetchall() == [("jiuzhu_app",)]
        finally:
            running.process.terminate()
            assert running.process.wait() == 0
            server.stop()
