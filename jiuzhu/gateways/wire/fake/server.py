"""The process body of a fake: HTTP on the standard library, signed calls, control, health, a clean stop."""

import json
import re
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from jiuzhu.gateways.wire.fake.mischief import READERS, Mischief
from jiuzhu.gateways.wire.http import DEMO_DAY
from jiuzhu.gateways.wire.reading import ContractError, at, load_json, members
from jiuzhu.gateways.wire.reading import day as read_day
from jiuzhu.gateways.wire.signature import SIGNATURE, TIMESTAMP, BadSignature, verify

MAX_BODY_BYTES = 64 * 1024 * 1024
DOWN = {"down": {"how": READERS["how"]}, "drop_answer": {}}


@dataclass(frozen=True)
class Call:
    """One request as the fake's own code sees it; `day` is the demo day sent along, else the fake's own."""

    body: bytes
    headers: Any
    day: date
    name: str


@dataclass(frozen=True)
class Reply:
    """An answer: status and either a JSON value or ready bytes with their type."""

    status: int
    value: Any = None
    raw: bytes | None = None
    content_type: str = "application/json; charset=utf-8"

    def data(self) -> bytes:
        return self.raw if self.raw is not None else json.dumps(self.value, ensure_ascii=False).encode()


def refusal(status: int, code: str, reason: str) -> Reply:
    """The error form both contracts share."""
    return Reply(status, {"error": {"code": code, "reason": reason}})


class DropConnection(Exception):
    """Close without an answer."""


Route = tuple[str, str, Callable[[Call], Reply]]


class FakeServer(ThreadingHTTPServer):
    """Serves `routes` (method, pattern with one group `name` at most, handler), one call at a time."""

    daemon_threads = True

    def __init__(
        self,
        address: tuple[str, int],
        routes: list[Route],
        mischief: Mischief,
        key: bytes,
        now: Callable[[], float],
        today: Callable[[], date],
    ):
        self.routes = [(method, re.compile(pattern), handler) for method, pattern, handler in routes]
        self.mischief, self.key, self.now, self.today = mischief, key, now, today
        self.stopping = threading.Event()
        self.turn = threading.Lock()
        super().__init__(address, Handler)


class Handler(BaseHTTPRequestHandler):
    """Reads a call whole, lets health and control pass, applies `down`, checks the signature, answers."""

    protocol_version = "HTTP/1.1"
    server: FakeServer

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing per call on stderr: the journal is the record."""

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def _serve(self, method: str) -> None:
        self.close_connection = True
        try:
            length = self.headers.get("Content-Length") or "0"
            if not (length.isascii() and length.isdigit() and int(length) <= MAX_BODY_BYTES):
                return self._send(refusal(413, "too_large", "请求过大或没有写明长度，未受理。"))
            body = self.rfile.read(int(length))
            if len(body) != int(length):
                raise DropConnection
            self._send(self._answer(method, body))
        except (DropConnection, ConnectionError):
            self.close_connection = True
        return None

    def _answer(self, method: str, body: bytes) -> Reply:
        if self.path == "/healthz":
            return Reply(200, {"ok": True})
        if self.path == "/control":
            return self._control(method, body)
        self._maybe_down()
        try:
            verify(
                self.server.key,
                method,
                self.path,
                self.headers.get(TIMESTAMP) or "",
                self.headers.get(SIGNATURE) or "",
                body,
                int(self.server.now()),
            )
            with self.server.turn:
                reply = self._route(method, body)
        except BadSignature as reason:
            return refusal(401, "signature", str(reason))
        except ContractError as reason:
            return refusal(422, "contract", str(reason))
        except DropConnection:
            raise
        except Exception:
            traceback.print_exc(file=sys.stderr)
            return refusal(500, "broken", "内部错误。")
        if self.server.mischief.strike("drop_answer") is not None:
            raise DropConnection
        return reply

    def _route(self, method: str, body: bytes) -> Reply:
        for wanted, pattern, handler in self.server.routes:
            found = pattern.fullmatch(self.path)
            if found and wanted == method:
                sent = self.headers.get(DEMO_DAY)
                today = at(DEMO_DAY, read_day, sent) if sent else self.server.today()
                return handler(Call(body, self.headers, today, (found.groupdict().get("name") or "")))
        return refusal(404, "no_such_address", "没有这个地址。")

    def _maybe_down(self) -> None:
        options = self.server.mischief.strike("down")
        if options is None:
            return
        how = options.get("how", "close")
        if how == "silent":
            self.server.stopping.wait()
        if how == "500":
            self._send(refusal(500, "down", "系统维护中。"))
        raise DropConnection

    def _control(self, method: str, body: bytes) -> Reply:
        if self.client_address[0] not in ("127.0.0.1", "::1"):
            return refusal(403, "loopback_only", "只能从本机控制。")
        if method == "POST":
            try:
                wanted = members(load_json(body, "控制请求"), {"misbehave": "故障"}, "控制请求")["misbehave"]
                if not isinstance(wanted, list):
                    raise ContractError("控制请求“故障”：应为一个列表。")
                self.server.mischief.set(wanted)
            except ContractError as reason:
                return refusal(400, "contract", str(reason))
        return Reply(200, {"misbehave": self.server.mischief.shown()})

    def _send(self, reply: Reply) -> None:
        data = reply.data()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)
