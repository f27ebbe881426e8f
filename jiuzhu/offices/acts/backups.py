"""Verb: keep what a backup or a drill came to. Commands do it; the status page says when the last one was."""

import datetime as dt

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.offices import duties
from jiuzhu.offices.models import Backup


@act("record_backup")
def record_backup(
    *,
    actor: Actor,
    on: dt.date,
    kind: str,
    name: str,
    digest: str,
    size: int,
    rows: int,
    by: str,
    good: bool = True,
    told: str = "",
) -> Backup:
    """`kind`: `made` or `drilled`; of a drill that failed `told` says why. The file's folder is nobody's business."""
    duties.may_record_backup(actor).or_refuse()
    row = Backup.objects.create(
        kind=kind, name=name[:120], digest=digest, size=size, rows=rows, by=by[:60], good=good, told=told[:300]
    )
    audit.record(
        actor=actor,
        act="record_backup",
        on=on,
        subject=row,
        clause="pipl.51",
        new={"digest": digest, "good": good, "kind": kind, "rows": rows, "size": size},
    )
    return row
