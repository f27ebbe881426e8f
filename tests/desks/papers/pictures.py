"""Pictures as cameras and scanners make them, and files that only pretend to be one."""

import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

RED, BLUE = (200, 0, 0), (0, 0, 200)
ORIENTATION = 0x0112
# The test string every virus scanner knows, in two parts so that no scanner takes this file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def page(number: int = 1, size: tuple[int, int] = (900, 1200), kind: str = "JPEG", exif: int = 0) -> bytes:
    """A page with a red head and a blue foot; `exif`: how the camera was held."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, size[0], size[1] // 5), fill=RED)
    draw.rectangle((0, size[1] * 4 // 5, size[0], size[1]), fill=BLUE)
    draw.text((size[0] // 2, size[1] // 2), f"{number}", fill="black")
    words: dict[str, Any] = {}
    if exif:
        mark = Image.Exif()
        mark[ORIENTATION] = exif
        mark[0x010F] = "Camera of a village worker"
        words["exif"] = mark
    out = BytesIO()
    picture.save(out, kind, **words)
    return out.getvalue()


def upload(data: bytes, name: str = "IMG_0001.JPG") -> SimpleUploadedFile:
    """As a browser sends it; the name says nothing."""
    return SimpleUploadedFile(name, data, "image/jpeg")


def bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that would unpack to `side` × `side` pixels."""
    return _png(side, side, zlib.compress(bytes(1 + side // 8) * 200, 9))


def text_bomb() -> bytes:
    """A small picture whose comment unpacks to 200 MB."""
    comment = b"c\0\0" + zlib.compress(bytes(200_000_000), 9)
    whole = page(size=(20, 20), kind="PNG")
    return whole[:33] + _chunk(b"zTXt", comment) + whole[33:]


def _png(width: int, height: int, packed: bytes) -> bytes:
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def colours(data: bytes) -> tuple[str, str, str, str]:
    """What stands at the left, top, right and bottom edge: red, blue or white."""
    with Image.open(BytesIO(data)) as picture:
        width, height = picture.size
        places = ((2, height // 2), (width // 2, 2), (width - 3, height // 2), (width // 2, height - 3))
        found = []
        for place in places:
            red, _, blue = picture.convert("RGB").getpixel(place)
            found.append("red" if red > blue + 60 else "blue" if blue > red + 60 else "white")
    left, top, right, bottom = found
    return left, top, right, bottom
