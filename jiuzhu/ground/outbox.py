"""Messages to outside systems: stored with the act that causes them, delivered by the worker, one taker a channel."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction

from jiuzhu.ground import faults
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import OutboxMessage
from jiuzhu.ground.scope import scoped

log = logging.getLogger(__name__)
Taker = Callable[[str, Mapping[str, Any], dt.date], bool]
_TAKERS: dict[str, Taker] = {}
BEFORE_DELIVERY = faults.declare("outbox:before_delivery", "外发消息：发出之前")
AFTER_DELIVERY = faults.declare("outbox:after_delivery", "外发消息：对方已收、本地还没记下")


def taker(channel: str) -> Callable[[Taker], Taker]:
    """Register the one function that carries a channel's messages out: `(key, payload, day) -> done`."""

    def register(function: Taker) -> Taker:
        if channel in _TAKERS and _TAKERS[channel] is not function:
            raise RuntimeError(f"{channel} has two takers")
        _TAKERS[channel] = function
        return function

    return register


@cache
def load_takers() -> Mapping[str, Taker]:
    """Import the modules that settings name; lower floors reach upper ones only this way."""
    for module in settings.TAKERS:
        import_module(module)
    return _TAKERS


def put(*, channel: str, key: str, payload: Mapping[str, Any], township: str = "") -> OutboxMessage:
    """Store a message with the running act and ask the worker to carry it. The same key is one message."""
    from jiuzhu.ground import jobs

    message, made = OutboxMessage.objects.get_or_create(
        channel=channel, key=key, defaults={"payload": dict(payload), "township": township}
    )
    if made:
        jobs.deliver_later(message.pk)
    return message


def wake() -> None:
    """Ask for the delivery of every message still waiting, whatever became of its job (a worker killed, a job lost)."""
    from jiuzhu.ground import jobs

    for message_id in OutboxMessage.objects.filter(done=False).order_by("pk").values_list("pk", flat=True):
        jobs.deliver_later(message_id)


def wake_one(*, channel: str, key: str) -> None:
    """Ask for the delivery of this message, if it still waits."""
    from jiuzhu.ground import jobs

    for message_id in OutboxMessage.objects.filter(channel=channel, key=key, done=False).values_list("pk", flat=True):
        jobs.deliver_later(message_id)


def count(*, channel: str, prefix: str) -> int:
    """How many messages of a channel have a key that begins so."""
    return OutboxMessage.objects.filter(channel=channel, key__startswith=prefix).count()


def deliver(message_id: int, day: dt.date) -> int | None:
    """Carry one message out; None when it is done, otherwise how often it was tried. A taker is safe to repeat."""
    load_takers()
    with scoped(SYSTEM):
        message = OutboxMessage.objects.filter(pk=message_id).first()
    if message is None or message.done:
        return None
    faults.point(BEFORE_DELIVERY)
    done = _TAKERS[message.channel](message.key, message.payload, day)
    faults.point(AFTER_DELIVERY)
    with transaction.atomic(), scoped(SYSTEM):
        row = OutboxMessage.objects.select_for_update().get(pk=message_id)
        row.attempts += 1
        row.done = done
        row.save(update_fields=["attempts", "done"])
    return None if done else row.attempts


def oldest_waiting() -> dt.datetime | None:
    """When the oldest message that is still to be delivered was put, within the transaction's scope."""
    return OutboxMessage.objects.filter(done=False).order_by("made_at").values_list("made_at", flat=True).first()
