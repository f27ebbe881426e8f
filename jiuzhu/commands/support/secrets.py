"""Secrets of an installation: files of mode 0600 in its state folder, made once, never in git or a backup."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

DATABASE_ROLES = ("jiuzhu_owner", "jiuzhu_app")


def write_private(file: Path, content: bytes) -> bool:
    """Write a file of mode 0600 so that it is there whole or not at all; an existing one is kept, and told by False."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(part, file)  # refuses where another start was first: its secrets count
        return True
    except FileExistsError:
        return False
    finally:
        part.unlink()


def _kept(file: Path, make: dict[str, Any]) -> dict[str, Any]:
    if not file.exists():
        write_private(file, json.dumps(make, indent=1).encode())
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content


def database_passwords(state: Path) -> dict[str, str]:
    """The passwords of the two database roles, made at first call."""
    return _kept(state / "database.json", {role: secrets.token_urlsafe(24) for role in DATABASE_ROLES})


def new_ring(made_for: str) -> dict[str, Any]:
    """Keys of its own (shape: config.settings.keys). Production settings refuse a ring made for "demo"."""
    first = secrets.token_hex(4)
    return {
        "made_for": made_for,
        "secret_key": secrets.token_urlsafe(48),
        "fields": {"current": first, "keys": {first: secrets.token_hex(32)}},
        **{name: secrets.token_hex(32) for name in ("hash", "audit", "means_check", "bank")},
    }


def make_ring(file: Path, made_for: str) -> bool:
    """A new ring in a file that isn't there yet; False where one is: it is never overwritten."""
    return write_private(file, json.dumps(new_ring(made_for), indent=1, ensure_ascii=False).encode())


def keys_file(state: Path) -> Path:
    """The key ring's file of `./jz up`, made at first call, for the demo."""
    _kept(state / "keys.json", new_ring("demo"))
    return state / "keys.json"


def share_key(ring: Path, name: str, file: Path) -> None:
    """Give a fake outside system the key it shares with us, as it wants it: hexadecimal in a file of its own."""
    key = json.loads(ring.read_text("utf-8"))[name].encode() + b"\n"
    if file.exists() and file.read_bytes() != key:
        file.unlink()
    if not file.exists():
        write_private(file, key)


def key_ids(file: Path) -> list[str]:
    """Names of the field keys a backup was made under: what restoring needs besides the archive."""
    return sorted(json.loads(file.read_text("utf-8"))["fields"]["keys"])
