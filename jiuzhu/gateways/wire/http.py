"""One HTTP call with explicit time-outs, and an honest word for how it ended."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

import httpx

from jiuzhu.gateways.wire.outcomes import NotSent, Rejected, Unknown
from jiuzhu.gateways.wire.reading import ContractError, load_json
from jiuzhu.gateways.wire.signature import signed_headers

DEMO_DAY = "X-Demo-Day"
MAX_ANSWER_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Timeouts:
    """Seconds allowed for connecting, and for the whole answer after that."""

    connect_seconds: float
    answer_seconds: float


@dataclass(frozen=True)
class Answer:
    """A complete HTTP answer below 500."""

    status: int
    content_type: str
    body: bytes


class Peer:
    """An outside system at an address, with the key shared with it.

    `now` gives the true present moment, with its zone (not the demo's day): the peer refuses a signature that is
    minutes away from its own clock. `ca_file` is a certificate bundle for a peer with a private authority.
    """

    def __init__(self, name: str, base_url: str, key: bytes, now: Callable[[], datetime], ca_file: str | None = None):
        parts = urlsplit(base_url)
        loopback = parts.hostname in ("127.0.0.1", "::1", "localhost")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError(f"{name}的地址不对，应为 https://主机 这样的地址。")
        if parts.scheme == "http" and not loopback:
            raise ValueError(f"{name}不在本机，地址必须用 https，个人信息不能明文传输。")
        self.name, self._key, self._now = name, key, now
        self._base, self._prefix = base_url.rstrip("/"), parts.path.rstrip("/")
        # No kept connections: a reset of a stale one would turn a call that was never made into an unknown one.
        self._http = httpx.Client(
            verify=httpx.create_ssl_context(verify=ca_file) if ca_file else True,
            trust_env=False,
            follow_redirects=False,
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    def close(self) -> None:
        self._http.close()

    def call(
        self,
        method: str,
        path: str,
        *,
        timeouts: Timeouts,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        demo_day: date | None = None,
    ) -> Answer | NotSent | Unknown:
        """Send once, never again by itself; repeating is the caller's decision, under the same key."""
        signed = signed_headers(self._key, method, self._prefix + path, int(self._now().timestamp()), body)
        day = {DEMO_DAY: demo_day.isoformat()} if demo_day else {}
        limits = httpx.Timeout(timeouts.answer_seconds, connect=timeouts.connect_seconds)
        end = time.monotonic() + timeouts.connect_seconds + timeouts.answer_seconds
        try:
            with self._http.stream(
                method, self._base + path, content=body, headers={**(headers or {}), **day, **signed}, timeout=limits
            ) as response:
                content = self._read(response, end)
                if isinstance(content, Unknown):
                    return content
                if response.status_code >= 500:
                    return Unknown(f"{self.name}回答了错误 {response.status_code}，是否已经办理不清楚。")
                return Answer(response.status_code, response.headers.get("content-type", ""), content)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            return NotSent(f"连不上{self.name}，请求没有发出；请稍后再发。")
        except httpx.TimeoutException:
            return Unknown(f"{self.name}没有在 {timeouts.answer_seconds:g} 秒内回答，是否已经办理不清楚。")
        except httpx.HTTPError:
            return Unknown(f"与{self.name}的连接在回答之前断了，是否已经办理不清楚。")

    def _read(self, response: httpx.Response, end: float) -> bytes | Unknown:
        """The whole body, bounded in size and time: httpx limits each read only, a dripping peer would hold us."""
        content = bytearray()
        for piece in response.iter_bytes():
            content += piece
            if len(content) > MAX_ANSWER_BYTES:
                return Unknown(f"{self.name}的回答过大，没有读完。")
            if time.monotonic() > end:
                return Unknown(f"{self.name}的回答太慢，没有读完。")
        return bytes(content)

    def refusal(self, answer: Answer) -> Rejected | Unknown:
        """What a 3xx or 4xx answer says: the peer's own refusal, or something else that answered in its place."""
        if answer.status >= 400:
            try:
                error = load_json(answer.body, self.name)["error"]
                if isinstance(error["reason"], str) and isinstance(error["code"], str):
                    return Rejected(error["reason"][:500], error["code"][:40])
            except (ContractError, KeyError, TypeError):
                pass
        return Unknown(f"{self.name}回答了 {answer.status}，内容不合约定，是否已经办理不清楚。")
