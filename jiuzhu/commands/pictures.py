"""`jiuzhu pictures --url URL --out FOLDER`: walk the demo's people through the pages, write the manual's pictures."""

import argparse
import io
import os
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import browser
from jiuzhu.commands.support.progress import say

if TYPE_CHECKING:
    from playwright.sync_api import Page

HELP = "给手册拍图：在运行着的演示环境里把一户从受理办到发放，每一步拍一张"
NEEDS_DJANGO = False
ANSWER_SECONDS = 5
PATIENCE_MS = 60_000  # how long a step waits for the worker and the fakes behind it; no claim about speed
COLOURS = 96  # a page has few; text stays sharp
DESK, PHONE = (1280, 860), (390, 844)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--font-render-hinting=none",
    "--lang=zh-CN",
)
CHINESE = {"LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}  # fields of dates and files; with chromium-l10n


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the demo answers, where the pictures go."""
    parser.add_argument("--url", required=True, help="演示环境的网址，例如 http://127.0.0.1:8620")
    parser.add_argument("--out", type=Path, required=True, metavar="目录", help="图片写到哪个目录，例如 docs/images")


def run(args: argparse.Namespace) -> int:
    """All pictures or none: they are moved into place once the whole walk is done."""
    out, url = _folder(args.out), _address(args.url)
    program = browser.find()
    if program is None:
        raise CommandError(f"没有找到浏览器，没有拍图。{browser.ADVICE}", "No Chromium found.")
    with tempfile.TemporaryDirectory(dir=out, prefix=".pictures-") as folder:
        camera = Camera(Path(folder))
        _walk(program, url, camera)
        for name in camera.taken:
            os.replace(camera.folder / name, out / name)
    size = sum((out / name).stat().st_size for name in camera.taken)
    say(f"已写出 {len(camera.taken)} 张图，共 {size / 1e6:.1f} MB，在 {out}。")
    return 0


class Camera:
    """Takes pictures of pages as small PNG files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken: list[str] = []

    def __call__(self, page: "Page", name: str, size: tuple[int, int] = DESK, show: str = "") -> None:
        """A picture of what a screen of this size shows, scrolled to `show` (a selector) if that is given."""
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate("scrollTo(0, 0)")
        if show:
            page.locator(show).first.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 24)")
        png = page.screenshot(animations="disabled", caret="hide")
        (self.folder / f"{name}.png").write_bytes(smaller(png))
        self.taken.append(f"{name}.png")
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


def smaller(png: bytes) -> bytes:
    """The same picture with a palette instead of full colour."""
    from PIL import Image

    written = io.BytesIO()
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _walk(program: str, url: str, camera: Camera) -> None:
    from playwright.sync_api import Error, sync_playwright

    from jiuzhu.commands.demo_data.walk import STEPS, Office

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS), env=os.environ | CHINESE)
        office = Office(lambda: _page(chromium, url), camera)
        for label, step in STEPS:
            say(f"  {label} …")
            try:
                step(office)
            except (Error, AssertionError) as error:
                raise CommandError(
                    f"“{label}”这一步没有走通，没有写出图片。请用一套新装的演示数据再试"
                    f"（JIUZHU_STATE=新目录 ./jz up）。{office.complaint() or _first_line(error)}",
                    f"The walk stopped at: {label}.",
                ) from error
        chromium.close()


def _first_line(error: Exception) -> str:
    if isinstance(error, AssertionError) and "\n" not in str(error):
        return f"{error}。"
    return f"浏览器说：{(str(error).strip() or type(error).__name__).splitlines()[0]}"


def _page(chromium: Any, url: str) -> "Page":
    context = chromium.new_context(
        base_url=url, locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": DESK[0], "height": DESK[1]}
    )
    context.set_default_timeout(PATIENCE_MS)
    page: Page = context.new_page()
    return page


def _folder(out: Path) -> Path:
    folder = out.absolute()
    if not folder.is_dir():
        raise CommandError(f"没有目录 {folder}。请先建立，或换一个目录。", "No such folder.")
    if not os.access(folder, os.W_OK):
        raise CommandError(f"不能写入目录 {folder}。请换一个目录。", "Cannot write to that folder.")
    return folder


def _address(url: str) -> str:
    """The address without its path, once it has answered the way this system does."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise CommandError(f"{url} 不是网址。请写成 http://127.0.0.1:8620 这样。", "Not an address.")
    base = f"{parts.scheme}://{parts.netloc}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{base}/signin/", timeout=ANSWER_SECONDS) as answer:
            demo = 'name="demo"' in answer.read().decode("utf-8", "replace")
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise CommandError(
            f"{base} 没有应答。请先运行 ./jz up，照它说的网址写 --url。", f"No answer: {error}"
        ) from error
    if not demo:
        raise CommandError(f"{base} 不是演示环境，没有演示登录。拍图只用虚构的人。", "Not a demo.")
    return base
