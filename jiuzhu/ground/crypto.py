"""Encrypted fields with key id and rotation, and the keyed hash that stands for a number in searches and in the audit.

AES-256-GCM by default, SM4-GCM by setting; HMAC-SHA-256 or HMAC-SM3. Keys live in a file outside the database.
"""

import base64
import hmac
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import hmac as crypto_hmac
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from django.conf import settings
from django.db import models

NONCE = 12
TAG = 16


class CannotDecrypt(Exception):
    """The value was written with a key that is not on the ring, or it was altered."""


def _key(key_id: str) -> bytes:
    try:
        return bytes.fromhex(settings.KEYS["fields"]["keys"][key_id])
    except KeyError:
        raise CannotDecrypt(f"密钥 {key_id} 不在密钥环中") from None


def encrypt(plain: str, context: str) -> str:
    """`cipher.key.base64`; `context` (table and column) is bound in: a value cannot be moved to another place."""
    key_id = settings.KEYS["fields"]["current"]
    nonce = os.urandom(NONCE)
    if settings.FIELD_CIPHER == "sm4":
        sealer = Cipher(SM4(_key(key_id)[:16]), modes.GCM(nonce)).encryptor()
        sealer.authenticate_additional_data(context.encode())
        body = sealer.update(plain.encode()) + sealer.finalize() + sealer.tag
    else:
        body = AESGCM(_key(key_id)).encrypt(nonce, plain.encode(), context.encode())
    return ".".join((settings.FIELD_CIPHER, key_id, base64.b64encode(nonce + body).decode()))


def decrypt(stored: str, context: str) -> str:
    """The plain text; `CannotDecrypt` when key or content do not fit."""
    cipher, key_id, text = stored.split(".", 2)
    raw = base64.b64decode(text)
    nonce, body = raw[:NONCE], raw[NONCE:]
    try:
        if cipher == "sm4":
            opener = Cipher(SM4(_key(key_id)[:16]), modes.GCM(nonce, body[-TAG:])).decryptor()
            opener.authenticate_additional_data(context.encode())
            return (opener.update(body[:-TAG]) + opener.finalize()).decode()
        return AESGCM(_key(key_id)).decrypt(nonce, body, context.encode()).decode()
    except InvalidTag:
        raise CannotDecrypt("密文与密钥不符，内容可能被改动过") from None


def key_id_of(stored: str) -> str:
    """Which key a stored value was written with."""
    return stored.split(".", 2)[1]


def keyed_hash(value: str, *, purpose: str = "hash") -> str:
    """Hex HMAC of a number under the ring's key `purpose` (`hash` for searches, `audit` for audit entries)."""
    key = bytes.fromhex(settings.KEYS[purpose])
    if settings.HASH_NAME == "sm3":
        mac = crypto_hmac.HMAC(key, hashes.SM3())
        mac.update(value.encode())
        return mac.finalize().hex()
    return hmac.new(key, value.encode(), "sha256").hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets or hashes are equal, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def digest(data: bytes) -> str:
    """Hex digest by the configured hash, of content rather than of secrets."""
    hasher = hashes.Hash(hashes.SM3() if settings.HASH_NAME == "sm3" else hashes.SHA256())
    hasher.update(data)
    return hasher.finalize().hex()


class EncryptedField(models.TextField):  # type: ignore[type-arg]
    """Text that stands encrypted in the database. It can't be searched; keep a keyed hash beside it."""

    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in; empty text stays empty."""
        return encrypt(value, self._context()) if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Decrypt on the way out."""
        return decrypt(value, self._context()) if value else value


def rotate(model: type[models.Model], field_name: str, *, batch: int = 500) -> int:
    """Write every value of the field under the current key; may be interrupted and run again. Returns the count."""
    current = settings.KEYS["fields"]["current"]
    model._meta.get_field(field_name)  # an unknown name is refused before it gets near the query
    marker = f".{current}."
    stale = (
        model._default_manager.exclude(**{field_name: ""})
        .extra(where=[f"{field_name} NOT LIKE %s"], params=[f"%{marker}%"])
        .order_by("pk")
    )
    done = 0
    while rows := list(stale[:batch]):
        for row in rows:
            row.save(update_fields=[field_name])
        done += len(rows)
    return done
