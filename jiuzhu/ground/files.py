"""Uploaded files: typed by content, bounded in size and pixels, stored by digest outside the web root."""

import os
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, UnidentifiedImageError

from jiuzhu.ground import crypto
from jiuzhu.ground.models import StoredFile
from jiuzhu.ground.refusals import BadInput

MAX_BYTES = 12_000_000
MAX_PIXELS = 50_000_000
IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png"}


def kind_of(data: bytes) -> str:
    """The media type by content; a refusal for anything but JPEG, PNG and PDF within bounds."""
    if not data:
        raise BadInput("文件是空的。请重新选择文件。")
    if len(data) > MAX_BYTES:
        raise BadInput(f"文件有 {len(data) / 1e6:.1f} MB，最大 {MAX_BYTES / 1e6:.0f} MB。请压缩或重新拍照。")
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    try:
        with Image.open(BytesIO(data)) as picture:
            kind = IMAGES.get(picture.format or "")
            width, height = picture.size
            if kind and width * height > MAX_PIXELS:
                raise BadInput(f"图片有 {width}×{height} 像素，太大了。请用较低的分辨率重新拍照。")
            if kind:
                picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        # ValueError: a comment that unpacks beyond measure
        kind = None
    if kind is None:
        raise BadInput("只收 JPEG、PNG 图片和 PDF 文件，按内容判断，不看文件名。请换一个文件。")
    return kind


def path_of(file_digest: str) -> Path:
    """Where a file stands; two levels so that no folder grows without bound."""
    return Path(settings.FILES_ROOT) / file_digest[:2] / file_digest[2:4] / file_digest


def store(*, data: bytes, township: str, matter: str, label: str) -> StoredFile:
    """Write the bytes (once per content) and their row. Call inside an act."""
    return _keep(data, kind_of(data), township, matter, label)


def _keep(data: bytes, kind: str, township: str, matter: str, label: str) -> StoredFile:
    file_digest = crypto.digest(data)
    target = path_of(file_digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = target.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(data)
        os.chmod(part, 0o600)
        os.replace(part, target)
    return StoredFile.objects.create(
        digest=file_digest, kind=kind, size=len(data), township=township, matter=matter, label=label
    )


def read(row: StoredFile) -> bytes:
    """The bytes, checked against their digest."""
    data = path_of(row.digest).read_bytes()
    if crypto.digest(data) != row.digest:
        raise BadInput("这个文件的内容与登记时不同，不能使用。请联系系统管理员。")
    return data


def store_bytes(*, data: bytes, kind: str, township: str, matter: str, label: str) -> StoredFile:
    """Bytes the system itself made (a bank file), stored like an upload but with their kind known."""
    return _keep(data, kind, township, matter, label)
