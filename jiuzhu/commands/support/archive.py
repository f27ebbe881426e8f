"""The one-file backup: a manifest with digests, the database dump, the files. Keys are never in it, only their ids."""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from jiuzhu.commands.errors import CommandError

FORMAT = "jiuzhu-backup/1"
DUMP = "database.dump"
FILE_NAME = re.compile(r"files/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{8,128}")


@dataclass(frozen=True)
class Manifest:
    """What an archive says about itself. `digests`: sha256 by name; `rows`: rows by table when it was made."""

    server_version: int
    key_ids: list[str]
    rows: dict[str, int]
    digests: dict[str, str]
    format: str = FORMAT


def sha256(stream: IO[bytes]) -> str:
    """Digest of a stream from where it stands to its end."""
    return hashlib.file_digest(stream, "sha256").hexdigest()


def sha256_of(file: Path) -> str:
    """Digest of a file."""
    with file.open("rb") as stream:
        return sha256(stream)


def write(target: Path, manifest: Manifest, members: dict[str, Path]) -> None:
    """Write the archive whole or not at all, readable by its owner only."""
    part = target.with_name(f".{target.name}.part")
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as out, tarfile.open(fileobj=out, mode="w|") as tar:
            head = tarfile.TarInfo("manifest.json")
            head.size = len(text)
            tar.addfile(head, io.BytesIO(text))
            for name, file in members.items():
                about = tarfile.TarInfo(name)
                about.size = file.stat().st_size
                with file.open("rb") as stream:
                    tar.addfile(about, stream)
            tar.close()
            out.flush()
            os.fsync(out.fileno())
        os.link(part, target)  # refuses where a file has appeared meanwhile
    finally:
        part.unlink(missing_ok=True)


def read_manifest(archive: Path) -> Manifest:
    """The manifest after checking every byte of the archive against it; raises CommandError."""
    try:
        with tarfile.open(archive, "r:") as tar:
            manifest = Manifest(**json.load(_content(tar, tar.next())))
            found = {about.name: sha256(_content(tar, about)) for about in tar if about.name != "manifest.json"}
    except (tarfile.TarError, json.JSONDecodeError, TypeError, UnicodeDecodeError, EOFError) as error:
        raise CommandError(
            f"{archive} 不是完整的备份文件，没有恢复。请换一份备份。", f"Not a whole backup: {error}"
        ) from error
    except OSError as error:
        raise CommandError(f"打不开备份文件 {archive}（{error.strerror}）。请检查路径和权限。") from error
    if manifest.format != FORMAT:
        raise CommandError(f"备份的格式是 {manifest.format}，本版本只认 {FORMAT}。请用制作备份时的版本恢复。")
    strange = [name for name in found if name != DUMP and not FILE_NAME.fullmatch(name)]
    if found != manifest.digests or strange:
        raise CommandError(f"{archive} 的内容与其中记录的指纹不符，没有恢复。请换一份备份。", "Digest mismatch.")
    return manifest


def extract(archive: Path, target: Path) -> Iterator[str]:
    """Unpack into an empty folder, 0600; yields each name. Names were checked by `read_manifest`."""
    with tarfile.open(archive, "r:") as tar:
        for about in tar:
            if about.name == "manifest.json":
                continue
            file = target / about.name
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                source = _content(tar, about)
                while block := source.read(1 << 20):
                    out.write(block)
            yield about.name


def _content(tar: tarfile.TarFile, about: tarfile.TarInfo | None) -> IO[bytes]:
    stream = tar.extractfile(about) if about else None
    if stream is None:
        raise tarfile.TarError("no such member")
    return stream
