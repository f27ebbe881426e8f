"""Twelve clerks on slow lines upload papers at once; everybody else's pages still answer, and every paper arrives.

An upload is known to hold its thread by `100 Continue`: the server sends it when the page begins to read the body.
"""

import re
import socket
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from jiuzhu.cases.models import Case, Paper
from jiuzhu.commands.support import web
from jiuzhu.offices.models import Account
from tests.desks.casework.cases import received
from tests.desks.papers.pictures import page
from tests.district import build
from tests.journeys.site import HOST, Site

UPLOADS = 12
LOOKS = 8  # each on a connection of its own, so that both processes are asked
SECONDS = 60
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
EDGE = "edge-of-a-part"


@pytest.fixture
def site(committed_database: Any, django_db_blocker: Any, tmp_path: Path) -> Iterator[Site]:
    """The web processes as `jiuzhu up` starts them, over a district with one case."""
    made = Site(committed_database, tmp_path, django_db_blocker)
    try:
        with made.rows():
            build()
            received()
        made.start("web", "granian", *web.words(HOST, made.ports["web"]))
        made.wait("web", lambda: httpx.get(f"{made.url}/healthz", trust_env=False).status_code == 200)
        yield made
    finally:
        made.stop()


class Clerk:
    """Signed in at the window."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.http = httpx.Client(base_url=site.url, trust_env=False, timeout=SECONDS)
        with site.rows():
            account = Account.objects.get(username="chenhaining").pk
            self.case = f"/cases/{_only_case()}/"
        form = {"csrfmiddlewaretoken": self._token("/signin/"), "demo": str(account)}
        assert self.http.post("/signin/", data=form).status_code == 302
        self.token = self._token(f"{self.case}papers/")

    def _token(self, address: str) -> str:
        found = TOKEN.search(self.http.get(address).text)
        assert found is not None
        return found[1]

    def begin_upload(self, picture: bytes) -> tuple[socket.socket, bytes]:
        """Everything but the last half of the picture is sent; the socket, and what is still to come."""
        fields = {"csrfmiddlewaretoken": self.token, "form_key": uuid.uuid4().hex, "material": "bills"}
        parts = [f'--{EDGE}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
        parts.append(f'--{EDGE}\r\nContent-Disposition: form-data; name="files"; filename="1.jpg"\r\n\r\n')
        body = "".join(parts).encode() + picture + f"\r\n--{EDGE}--\r\n".encode()
        line = socket.create_connection((HOST, self.site.ports["web"]), timeout=SECONDS)
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        line.sendall(
            f"POST {self.case}papers/add/ HTTP/1.1\r\nHost: {HOST}:{self.site.ports['web']}\r\nCookie: {cookies}\r\n"
            f"Content-Type: multipart/form-data; boundary={EDGE}\r\nContent-Length: {len(body)}\r\n"
            "Expect: 100-continue\r\nConnection: close\r\n\r\n".encode()
        )
        assert line.recv(1000).startswith(b"HTTP/1.1 100")
        half = len(body) - len(picture) // 2
        line.sendall(body[:half])
        return line, body[half:]

    def look(self) -> int:
        """The case's page on a new connection."""
        cookies = dict(self.http.cookies)
        return httpx.get(self.site.url + self.case, cookies=cookies, trust_env=False, timeout=SECONDS).status_code


def _only_case() -> str:
    return str(Case.objects.get().number)


def _all_of(line: socket.socket) -> bytes:
    """The answer, to the end of the connection."""
    parts = []
    while part := line.recv(65_536):
        parts.append(part)
    return b"".join(parts)


def test_twelve_slow_uploads_hold_nobody_up_and_all_arrive(site: Site) -> None:
    clerk = Clerk(site)
    with ExitStack() as lines:
        held = [clerk.begin_upload(page(seed)) for seed in range(UPLOADS)]
        for line, _ in held:
            lines.callback(line.close)
        for turn in range(LOOKS):
            assert clerk.look() == 200
            for line, rest in held:
                line.sendall(rest[turn : turn + 1])  # a byte at a time: the uploads are still alive
        with site.rows():
            assert Paper.objects.count() == 0
        for line, rest in held:
            line.sendall(rest[LOOKS:])
        answers = [_all_of(line) for line, _ in held]
    assert [answer.split(b"\r\n")[0] for answer in answers] == [b"HTTP/1.1 302 Found"] * UPLOADS
    with site.rows():
        assert Paper.objects.count() == UPLOADS
