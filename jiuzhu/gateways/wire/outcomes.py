"""What a call over the line can come to. There is no "failed": who got no answer doesn't know (trust.md, Money)."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Accepted(Generic[T]):
    """The peer answered, and the answer was read whole and agrees with what was asked."""

    value: T


@dataclass(frozen=True)
class Pending:
    """The peer knows the matter and has no result yet; ask again later."""


@dataclass(frozen=True)
class Rejected:
    """The peer refused, in its own words; it did nothing. `code` is one of the contract's error codes."""

    reason: str
    code: str


@dataclass(frozen=True)
class Unusable:
    """A reading call was answered, but the content breaks the contract: nothing of it may be imported.

    `reason` names row, column and reason in Chinese. Only calls that change nothing at the peer come to this.
    """

    reason: str


@dataclass(frozen=True)
class NotSent:
    """No connection came about, so this call left nothing at the peer.

    It speaks of this call alone: an earlier call under the same key may well have arrived.
    """

    reason: str


@dataclass(frozen=True)
class Unknown:
    """Sent, but no usable answer: a time-out, a cut connection, a 5xx, a broken receipt. It may have taken effect."""

    reason: str
