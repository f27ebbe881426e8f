"""The command line that both fakes share, and their life from start to SIGTERM."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, Protocol

from jiuzhu.gateways.wire.fake.journal import Journal
from jiuzhu.gateways.wire.fake.mischief import Mischief, from_words
from jiuzhu.gateways.wire.fake.server import FakeServer, Route
from jiuzhu.gateways.wire.signature import ensure_key


class Book(Protocol):
    """What a fake brings: its routes."""

    def routes(self) -> list[Route]: ...


class ChineseParser(argparse.ArgumentParser):
    """Argparse with its refusals in Chinese, exit status 2."""

    def error(self, message: str) -> NoReturn:
        refuse(f"命令行参数不对：{message}。用 --help 看可用的参数。")


def refuse(sentence: str) -> NoReturn:
    """One sentence on stderr and status 2."""
    sys.stderr.write(sentence + "\n")
    raise SystemExit(2)


def parser(program: str, about: str) -> argparse.ArgumentParser:
    """The shared options."""
    made = ChineseParser(prog=program, description=about)
    made.add_argument("--host", default="127.0.0.1", help="监听地址，默认只在本机")
    made.add_argument("--port", type=int, required=True, help="监听端口，0 表示任选一个空闲的")
    made.add_argument("--state", type=Path, required=True, help="存放流水和密钥的文件夹")
    made.add_argument("--key-file", type=Path, help="共用密钥文件，默认为状态文件夹中的 key，没有就新建")
    made.add_argument("--seed", type=int, default=0, help="随机种子，相同则结果相同")
    made.add_argument("--scenario", type=Path, help="情景文件（JSON）；文件还不存在时按没有情景办")
    made.add_argument("--misbehave", action="append", default=[], metavar="种类:选项=值", help="开头就有的故障，可多次")
    return made


def run(
    args: argparse.Namespace,
    allowed: Mapping[str, Mapping[str, Any]],
    make_book: Callable[[Journal, Mischief], Book],
    *,
    now: Callable[[], float],
    today: Callable[[], date],
) -> int:
    """Serve until SIGTERM or SIGINT; prints `port=N` once calls are taken. The clocks come from the program's edge."""
    try:
        mischief = Mischief(allowed)
        mischief.set([from_words(words) for words in args.misbehave])
        journal = Journal(args.state / "journal.jsonl")
        book = make_book(journal, mischief)
        key = ensure_key(args.key_file or args.state / "key")
        server = FakeServer((args.host, args.port), book.routes(), mischief, key, now, today)
    except ValueError as reason:
        refuse(str(reason))
    except OverflowError:
        refuse(f"端口 {args.port} 不对，应为 0 到 65535。")
    except OSError as reason:
        refuse(f"启动不了（端口 {args.port}，文件夹 {args.state.name}）：{os.strerror(reason.errno or 0)}。")
    _serve(server)
    journal.close()
    return 0


def _serve(server: FakeServer) -> None:
    stop = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stop.set())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    sys.stdout.write(f"port={server.server_address[1]}\n")
    sys.stdout.flush()
    stop.wait()
    server.stopping.set()
    server.shutdown()
    with server.turn:  # a call in hand is finished before the journal closes
        server.server_close()
