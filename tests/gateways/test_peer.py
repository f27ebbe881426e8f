"""One call over the wire against peers that misbehave below HTTP: dripping, cut, foreign and garbled answers."""

import socket
import threading
from collections.abc import Callable

import pytest

from jiuzhu.gateways.wire.http import Answer, Peer, Timeouts
from jiuzhu.gateways.wire.outcomes import NotSent, Rejected, Unknown
from tests.gateways.processes import true_now

SHORT = Timeouts(connect_seconds=0.2, answer_seconds=0.6)
LONG = Timeouts(connect_seconds=5, answer_seconds=20)


@pytest.fixture
def peer_that():
    """A peer on a real socket that answers one call with whatever the test gives it to do."""
    opened: list = []

    def make(answer: Callable[[socket.socket, threading.Event], None]) -> Peer:
        listening = socket.create_server(("127.0.0.1", 0))
        over = threading.Event()

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                answer(connection, over)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        peer = Peer("银行", f"http://127.0.0.1:{listening.getsockname()[1]}", b"k" * 32, true_now)
        opened.append((peer, listening, over, thread))
        return peer

    yield make
    for peer, listening, over, thread in opened:
        over.set()
        thread.join(timeout=20)
        peer.close()
        listening.close()


def says(data: bytes) -> Callable[[socket.socket, threading.Event], None]:
    return lambda connection, _: connection.sendall(data)


def get(peer: Peer, timeouts: Timeouts = LONG):
    return peer.call("GET", "/x", timeouts=timeouts)


def test_a_whole_answer_is_given_back(peer_that):
    peer = peer_that(says(b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 2\r\n\r\nok"))
    assert get(peer) == Answer(200, "text/csv", b"ok")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HTTP/1.1 202 Acc",
        b"HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{",
        b"no http at all\r\n\r\n",
        b"HTTP/1.1 202 Accepted\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
    ],
)
def test_a_cut_or_garbled_answer_is_unknown(peer_that, data):
    assert isinstance(get(peer_that(says(data))), Unknown)


def test_a_dripping_answer_ends_with_the_time_allowed(peer_that):
    def drip(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n")
        try:
            for _ in range(200):  # ten seconds in all, never more than a moment between two bytes
                if over.wait(0.05):
                    return
                connection.sendall(b"x")
        except OSError:
            return

    assert isinstance(get(peer_that(drip), SHORT), Unknown)


def test_something_else_at_the_address_is_unknown_not_rejected(peer_that):
    page = b"<html>login</html>"
    peer = peer_that(says(b"HTTP/1.1 404 Not Found\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)))
    answer = get(peer)
    assert isinstance(answer, Answer)
    assert isinstance(peer.refusal(answer), Unknown)
    error = '{"error":{"code":"c","reason":"不行。"}}'.encode()
    assert peer.refusal(Answer(409, "application/json", error)) == Rejected("不行。", "c")
    assert isinstance(peer.refusal(Answer(302, "application/json", error)), Unknown)


def test_nobody_at_the_address_was_sent_nothing(peer_that):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    peer = Peer("银行", f"http://127.0.0.1:{port}", b"k" * 32, true_now)
    assert isinstance(get(peer), NotSent)
    peer.close()
