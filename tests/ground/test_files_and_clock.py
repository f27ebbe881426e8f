"""Uploads typed by content and bounded; the clock that only goes forward."""

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from jiuzhu.ground import clock, files
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.ground.scope import set_scope


def png(width: int = 10, height: int = 10) -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def test_content_decides_not_the_name() -> None:
    assert files.kind_of(png()) == "image/png"
    assert files.kind_of(b"%PDF-1.7 ...") == "application/pdf"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "文件是空的"),
        (b"<script>alert(1)</script>", "只收 JPEG"),
        (b"x" * (files.MAX_BYTES + 1), "最大 12 MB"),
        (png()[:40], "只收 JPEG"),
    ],
)
def test_what_cannot_be_used_says_why(data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        files.kind_of(data)


def test_a_picture_with_too_many_pixels_is_refused() -> None:
    with pytest.raises(BadInput, match="像素"):
        files.kind_of(png(10_000, 6_000))


@pytest.mark.django_db
def test_a_file_is_stored_by_digest_and_checked_when_read(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path
    set_scope("330305001")
    first = files.store(data=png(), township="330305001", matter="m", label="照片")
    second = files.store(data=png(), township="330305001", matter="m", label="照片")
    assert first.digest == second.digest
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1
    assert files.read(first) == png()
    files.path_of(first.digest).write_bytes(b"changed")
    with pytest.raises(BadInput, match="内容与登记时不同"):
        files.read(first)


@pytest.mark.django_db
def test_the_demo_day_only_goes_forward(settings: Any) -> None:
    clock.set_day(dt.date(2026, 11, 24))
    assert clock.today() == dt.date(2026, 11, 24)
    assert clock.now().date() == dt.date(2026, 11, 24)
    with pytest.raises(BadInput, match="只能往后调"):
        clock.set_day(dt.date(2026, 11, 23))
    settings.DEMO = False
    with pytest.raises(NotYourDuty):
        clock.set_day(dt.date(2026, 12, 1))
    assert clock.today() == clock.real_now().date()
