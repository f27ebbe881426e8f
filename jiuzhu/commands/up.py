"""`jiuzhu up`: everything one district needs, as one supervised process tree; it stays in the foreground."""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import places, ports, processes, secrets, web
from jiuzhu.commands.support.installation import Installation, installation, maintenance_lock
from jiuzhu.commands.support.locks import Held, lock
from jiuzhu.commands.support.progress import say
from jiuzhu.commands.support.server import Server
from jiuzhu.commands.support.supervisor import Part, Supervisor, command, end_leftovers
from jiuzhu.gateways.wire.fake.scenario_file import SCENARIO

HELP = "启动本系统：数据库、网页、后台任务、模拟核对中心和模拟银行；按 Ctrl-C 停止"
NEEDS_DJANGO = False
MARK = "JIUZHU_SUPERVISED"
ROOM_MB = 300  # an empty database takes 60; with less than this it would soon stop by itself


class Stopped(BaseException):
    """Told to stop while still preparing."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A port, and whether the demo district is wanted."""
    parser.add_argument(
        "--port", type=int, default=None, help=f"网页端口（默认 {ports.DEFAULT}，也可设环境变量 JZ_PORT）"
    )
    parser.add_argument("--no-demo", action="store_true", help="不装入演示数据")


def run(args: argparse.Namespace) -> int:
    """Prepare, start, stay until told to stop."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop_preparing)
    begun = time.monotonic()
    port = _port(args)
    url = f"http://{ports.HOST}:{port}/"
    try:
        _run(installation(), port, url, begun, demo=not args.no_demo)
    except Held as held:
        raise already_running(held) from held
    except Stopped:
        say("已中断，没有启动。再运行一次会接着来。")
        return 130
    say("已全部停止。")
    return 0


def _run(place: Installation, port: int, url: str, begun: float, *, demo: bool) -> None:
    mark = f"{MARK}={places.short_id(place.state)}"
    note = json.dumps({"pid": os.getpid(), "url": url})
    with lock(up_lock(place.state), note), ExitStack() as last:
        places.require_room(place.state, ROOM_MB)
        end_leftovers(mark)
        port, check_centre, bank = ports.three_from(port)
        _start_database(place, last)
        environment = _environment(place, mark, check_centre, bank)
        _prepare(place, environment, demo=demo)
        supervisor = Supervisor(_parts(place, environment, port, check_centre, bank))
        supervisor.listen()
        last.pop_all()  # from here on the supervisor stops the database
        supervisor.run(lambda: _answers(f"{url}readyz"), lambda: _say_where(url, begun, place))


def up_lock(state: Path) -> Path:
    """Held while `up` runs; says its pid and address."""
    return state / "up.lock"


def already_running(held: Held) -> CommandError:
    """What a second start is told."""
    about = json.loads(held.note or "{}")
    return CommandError(
        f"系统已经在运行：{about.get('url', '')}（进程 {about.get('pid', '?')}）。要停止请运行 ./jz stop。",
        "Already running; `./jz stop` stops it.",
    )


def _stop_preparing(*_: object) -> None:
    raise Stopped


def _port(args: argparse.Namespace) -> int:
    if args.port is not None:
        return int(args.port)
    named = os.environ.get("JZ_PORT") or str(ports.DEFAULT)
    if not named.isdigit():
        raise CommandError(f"环境变量 JZ_PORT 的值 {named} 不是端口号。")
    return int(named)


def _start_database(place: Installation, last: ExitStack) -> None:
    server = place.server
    if server:
        say("启动数据库 …")
        with lock(maintenance_lock(place.state), wait=True):
            # A server still here belongs to a supervisor that was just killed: it is on its way out.
            processes.wait_until(lambda: not server.running(), 10)
            _launch(server)
            last.callback(server.stop)
            server.start()
    place.prepare()


def _launch(server: Server) -> subprocess.Popen[bytes]:
    process = server.launch()
    if process is None:
        raise CommandError(
            "这个数据目录的数据库正由另一个程序使用。请等它结束后再启动。", "The database is in use by another process."
        )
    return process


def _environment(place: Installation, mark: str, check_centre: int, bank: int) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "JIUZHU_OWNER_URL")}
    name, _, value = mark.partition("=")
    return (
        own
        | place.environment()
        | {
            name: value,
            "JIUZHU_MEANS_CHECK_URL": f"http://{ports.HOST}:{check_centre}",
            "JIUZHU_BANK_URL": f"http://{ports.HOST}:{bank}",
            "PYTHONUNBUFFERED": "1",
        }
    )


def _prepare(place: Installation, environment: dict[str, str], *, demo: bool) -> None:
    """Migrate and fill, as commands of their own with the owner's address; the parts never see it."""
    for name, sentence in (("migrate", "准备数据表 …"), *([("demo", "装入演示数据 …")] if demo else [])):
        say(sentence)
        done = subprocess.run(
            [sys.executable, "-m", "jiuzhu.commands.main", name],
            env=environment | place.environment(owner=True),
            stdin=subprocess.DEVNULL,
            preexec_fn=processes.die_with_parent(signal.SIGTERM),
        )
        if done.returncode:
            raise CommandError(f"{sentence.rstrip(' …')}没有成功，系统没有启动。原因见上。", f"`jiuzhu {name}` failed.")


def _parts(place: Installation, environment: dict[str, str], port: int, check_centre: int, bank: int) -> list[Part]:
    logs = places.make_private(place.state / "log")
    python = sys.executable

    def part(name: str, label: str, *argv: object) -> Part:
        log = logs / f"{name}.log"
        return Part(name, label, command([python, *map(str, argv)], environment, log), log)

    def fake(name: str, port: int) -> list[object]:
        folder = places.make_private(place.state / f"fake-{name}")
        secrets.share_key(place.keys_file, name, folder / "key")
        told = ["--scenario", folder / SCENARIO]
        return ["-m", f"jiuzhu.gateways.{name}.fake", "--port", port, "--state", folder, *told]

    parts = [
        part("check-centre", "模拟核对中心", *fake("means_check", check_centre)),
        part("bank", "模拟银行", *fake("bank", bank)),
        part("worker", "后台任务", "-m", "jiuzhu.commands.main", "worker"),
        part("web", "网页", "-m", "granian", *web.words(ports.HOST, port)),
    ]
    if place.server:
        server = place.server
        database = Part("database", "数据库", partial(_launch, server), server.home / "server.log", signal.SIGINT)
        database.process, database.started = server.process, time.monotonic()
        parts.insert(0, database)
    return parts


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _say_where(url: str, begun: float, place: Installation) -> None:
    seconds = time.monotonic() - begun
    say(f"\n已启动（{seconds:.0f} 秒）。请在浏览器打开：{url}\n日志在 {place.state / 'log'}。按 Ctrl-C 停止。\n")
