"""The audit line of every act, in its final canonical form (trust.md): UTF-8 JSON, sorted keys, integers, ISO dates.

leaf = H(0x00 ‖ salt ‖ entry). Personal values stand in the entry as keyed digests; the values themselves are encrypted
in a row beside it, which a lawful destruction can empty while every proof still holds.
"""

import datetime as dt
import json
import os
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from jiuzhu.ground import crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.models import AuditEntry, AuditPrivate

_written: ContextVar[tuple[str, ...]] = ContextVar("audited_acts", default=())


def mark() -> int:
    """A place in this context's list of audit lines; see `audited_since`."""
    return len(_written.get())


def audited_since(start: int, act: str) -> bool:
    """Whether the act left its line since the mark."""
    return act in _written.get()[start:]


def canonical(value: Mapping[str, Any]) -> bytes:
    """The one byte form of an entry."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain).encode()


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, tuple | set | frozenset):
        return sorted(value) if isinstance(value, set | frozenset) else list(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def leaf(salt: bytes, entry: bytes) -> str:
    """The leaf's digest in the log."""
    return crypto.digest(b"\x00" + salt + entry)


def record(
    *,
    actor: Actor,
    act: str,
    on: dt.date,
    subject: Any,
    clause: tuple[str, ...] | str,
    township: str = "",
    matter: str = "",
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Write the line of an act inside its transaction.

    `subject` is the row acted on; `matter` the case's token where there is one; `personal` values are stored encrypted
    beside the entry and appear in it as keyed digests only.
    """
    clauses = (clause,) if isinstance(clause, str) else clause
    entry = {
        "act": act,
        "actor": actor.as_plain(),
        "clause": list(clauses),
        "matter": str(matter),
        "new": dict(new or {}),
        "old": dict(old or {}),
        "on": on,
        "personal": {k: crypto.keyed_hash(v, purpose="audit") for k, v in (personal or {}).items()},
        "reason": crypto.keyed_hash(reason, purpose="audit") if reason else "",
        "subject": {"id": subject.pk, "type": subject._meta.label_lower},
        "township": township,
        "version": 1,
    }
    text = canonical(entry)
    salt = os.urandom(16)
    row = AuditEntry.objects.create(
        act=act,
        on=on,
        township=township,
        matter=str(matter),
        actor_name=actor.name,
        actor_post=actor.post,
        person_id_value=actor.person_id,
        clause=",".join(clauses),
        entry=text.decode(),
        salt=salt.hex(),
        leaf=leaf(salt, text),
    )
    private = dict(personal or {})
    if reason:
        private["reason"] = reason
    if private:
        AuditPrivate.objects.create(
            entry=row, township=township, values=json.dumps(private, ensure_ascii=False, sort_keys=True)
        )
    _written.set((*_written.get(), act))
    return row


def proves(row: AuditEntry) -> bool:
    """Whether the stored leaf is the digest of the stored entry."""
    return row.leaf == leaf(bytes.fromhex(row.salt), row.entry.encode())
