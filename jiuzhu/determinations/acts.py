"""Verbs: begin a batch, or go on with the one that was broken off; determine a block of families; end the batch."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Q
from psycopg.errors import UniqueViolation

from jiuzhu.determinations import duties
from jiuzhu.determinations.models import Batch
from jiuzhu.determinations.storing import store
from jiuzhu.figures.queries import overlay
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import Refusal
from jiuzhu.law.table import Block, assess_block

CLAUSE = "57.31"
MOVED_ON = "这一批正由另一个进程认定，或已经完成。请稍后再运行一次，会接着做。"


class BatchMovedOn(Refusal):
    """Somebody else did these families, or the batch is finished."""


@act("begin_batch")
def begin_batch(*, actor: Actor, on: dt.date, law_date: dt.date, source: str, digest: str) -> Batch:
    """The unfinished batch of the same day, source, law and figures; a new one where there is none."""
    duties.may_determine(actor).or_refuse()
    batch, made = Batch.objects.get_or_create(
        law_date=law_date, source=source, digest=digest, finished_on=None, defaults={"begun_on": on}
    )
    audit.record(
        actor=actor,
        act="begin_batch",
        on=on,
        subject=batch,
        clause=CLAUSE,
        new={"digest": digest, "law_date": law_date, "made": made, "source": source, "upto": batch.upto},
    )
    return batch


@act("determine_block")
def determine_block(
    *,
    actor: Actor,
    on: dt.date,
    batch_id: int,
    block: Block,
    after: int,
    upto: int,
    left_out: int = 0,
    turn: Callable[[], object] | None = None,
) -> Batch:
    """What the law answers for these families, stored, and how far the batch is now. `after`: where it stood before.

    Two blocks may be at work at a time: `turn` returns once the one before is stored, and raises if it won't be. Until
    then nobody sees this block's rows, and the batch is not held. Raises `BadTable` for what the law can't read.
    """
    duties.may_determine(actor).or_refuse()
    if Batch.objects.filter(Q(upto__gt=after) | Q(finished_on__isnull=False), pk=batch_id).exists():
        raise BatchMovedOn(MOVED_ON)
    values = assess_block(block, after, overlay())
    try:
        store(batch_id, block, values)
    except UniqueViolation:
        raise BatchMovedOn(MOVED_ON) from None
    if turn is not None:
        turn()
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    if batch.upto != after or batch.finished_on is not None:
        raise BatchMovedOn(MOVED_ON)
    batch.upto, batch.left_out = upto, batch.left_out + left_out
    batch.households += len(block.starts)
    batch.persons += block.rows
    batch.save(update_fields=["upto", "left_out", "households", "persons"])
    audit.record(
        actor=actor,
        act="determine_block",
        on=on,
        subject=batch,
        clause=CLAUSE,
        old={"upto": after},
        new={"households": len(block.starts), "left_out": left_out, "persons": block.rows, "upto": upto},
    )
    return batch


@act("finish_batch")
def finish_batch(*, actor: Actor, on: dt.date, batch_id: int) -> Batch:
    """Every family has been read."""
    duties.may_determine(actor).or_refuse()
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    if batch.finished_on is None:
        batch.finished_on = on
        batch.save(update_fields=["finished_on"])
    new = {"households": batch.households, "left_out": batch.left_out, "persons": batch.persons}
    audit.record(actor=actor, act="finish_batch", on=on, subject=batch, clause=CLAUSE, new=new)
    return batch
