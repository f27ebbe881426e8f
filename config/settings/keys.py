"""The key ring: one JSON file, readable by its owner only, never in git and never in a backup."""

import json
import stat
from pathlib import Path
from typing import Any

DEMO_MARK = "demo"
# Keys that anyone can read here: for tests alone. Production refuses a ring that carries the mark.
TEST_RING: dict[str, Any] = {
    "made_for": DEMO_MARK,
    "secret_key": "test-only-test-only-test-only-test-only-test-only",
    "fields": {"current": "t1", "keys": {"t1": "00" * 32}},
    "hash": "11" * 32,
    "audit": "22" * 32,
    "means_check": "33" * 32,
    "bank": "44" * 32,
}


class KeyRingRefused(SystemExit):
    """The ring is missing, readable by others or unusable."""


def key_ring(path: str) -> dict[str, Any]:
    """The ring at `path`; without a path the public test ring."""
    if not path:
        return TEST_RING
    file = Path(path)
    if not file.is_file():
        raise KeyRingRefused(f"找不到密钥文件 {path}。请先运行 ./jz up，或把备份的密钥文件放回原处。")
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyRingRefused(f"密钥文件 {path} 能被其他用户读取。请执行 chmod 600 后再启动。")
    ring: dict[str, Any] = json.loads(file.read_text("utf-8"))
    missing = set(TEST_RING) - set(ring)
    if missing:
        raise KeyRingRefused(f"密钥文件 {path} 缺少：{'、'.join(sorted(missing))}。")
    return ring
