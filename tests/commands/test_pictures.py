"""`jiuzhu pictures`: what it needs and says; the walk itself is driven against a running demo."""

import argparse
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from PIL import Image

from jiuzhu.commands import pictures
from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.main import main
from tests.journeys.site import free_port

DEMO, OTHER = '<button name="demo" value="1">', "<h1>登录</h1>"


@contextmanager
def answering(body: str, status: int = 200) -> Iterator[str]:
    """An address that answers every question with this page."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/worklist/?x=1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def run(*words: str) -> int:
    """The command with these words."""
    parser = argparse.ArgumentParser()
    pictures.add_arguments(parser)
    return pictures.run(parser.parse_args(words))


def test_what_is_not_said_is_asked_for_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for words, missing in (([], "--url, --out"), (["--url", "http://127.0.0.1:1"], "--out")):
        with pytest.raises(SystemExit) as ended:
            main(["pictures", *words])
        assert ended.value.code == 2
        assert f"缺少参数：{missing}。" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"没有目录 .*nowhere"):
        run("--url", "http://127.0.0.1:1", "--out", str(tmp_path / "nowhere"))


@pytest.mark.parametrize("address", ["127.0.0.1:8620", "ftp://127.0.0.1/", "救助"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(CommandError, match="不是网址"):
        run("--url", address, "--out", str(tmp_path))


def test_an_address_that_does_not_answer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"没有应答。请先运行 \./jz up"):
        run("--url", f"http://127.0.0.1:{free_port()}", "--out", str(tmp_path))
    with answering("gone", status=503) as url, pytest.raises(CommandError, match="没有应答"):
        run("--url", url, "--out", str(tmp_path))


def test_real_people_are_never_photographed(tmp_path: Path) -> None:
    with answering(OTHER) as url, pytest.raises(CommandError, match="不是演示环境"):
        run("--url", url, "--out", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_without_a_browser_it_says_how_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JZ_CHROMIUM", str(tmp_path / "no-such-program"))
    with answering(DEMO) as url, pytest.raises(CommandError, match=r"没有找到浏览器.*JZ_CHROMIUM"):
        run("--url", url, "--out", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_picture_gets_smaller_and_keeps_its_size() -> None:
    drawn = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((1280, 860)).save(drawn, "PNG", compress_level=1)
    written = pictures.smaller(drawn.getvalue())
    assert len(written) < len(drawn.getvalue())
    with Image.open(io.BytesIO(written)) as image:
        assert (image.size, image.mode) == ((1280, 860), "P")
