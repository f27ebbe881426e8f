"""Authentication of both contracts: HMAC-SHA256 with a shared key over method, path, moment and body digest."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

TIMESTAMP = "Jiuzhu-Timestamp"
SIGNATURE = "Jiuzhu-Signature"
WINDOW_SECONDS = 300  # a message older or newer than this is refused, so a recorded one can't be played later


class BadSignature(ValueError):
    """A message that can't be believed; the text is the sentence for the sender."""


def sign(key: bytes, method: str, path: str, moment: int, body: bytes) -> str:
    """Lower-case hex over `METHOD \\n path-with-query \\n moment \\n sha256hex(body)`; `moment` in Unix seconds."""
    message = "\n".join((method, path, str(moment), hashlib.sha256(body).hexdigest())).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def signed_headers(key: bytes, method: str, path: str, moment: int, body: bytes) -> dict[str, str]:
    """The two headers that every call carries."""
    return {TIMESTAMP: str(moment), SIGNATURE: sign(key, method, path, moment, body)}


def verify(key: bytes, method: str, path: str, timestamp: str, signature: str, body: bytes, now: int) -> None:
    """Refuse a message that isn't from the holder of `key` or is outside the window around `now` (Unix seconds)."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise BadSignature(f"缺少时间戳（{TIMESTAMP}），请求未受理。")
    if not signature.isascii() or not hmac.compare_digest(sign(key, method, path, int(timestamp), body), signature):
        raise BadSignature("签名不符，请求未受理；请核对双方的共用密钥。")
    if abs(now - int(timestamp)) > WINDOW_SECONDS:
        raise BadSignature(f"时间戳与本机相差超过 {WINDOW_SECONDS} 秒，请求未受理；请校准时钟后重发。")


def read_key(path: Path) -> bytes:
    """The shared key from a file with at least 32 bytes as hex; `ValueError` with a sentence where it isn't one."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise ValueError(f"密钥文件 {path.name} 读不出，应为十六进制的共用密钥。") from None
    if len(key) < 32:
        raise ValueError(f"密钥文件 {path.name} 太短，至少 32 字节（64 个十六进制字符）。")
    return key


def ensure_key(path: Path) -> bytes:
    """The shared key; made at random, readable by its owner only, where there is none yet."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)  # whoever links first wins, so two starters never hold two keys
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return read_key(path)
