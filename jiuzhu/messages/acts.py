"""Telling a post or a person, warning of deadlines, and noting that a message was read."""

import datetime as dt

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, NotFound
from jiuzhu.messages import duties, queries
from jiuzhu.messages.models import Message
from jiuzhu.offices.models import Township


@act("tell")
def tell(
    *,
    actor: Actor,
    on: dt.date,
    kind: str,
    township: str,
    post: str = "",
    person_id: int | None = None,
    case_id: int | None = None,
    handover_id: int | None = None,
) -> Message:
    """Leave a message for a post or a person. Part of the act it tells of; nobody asks for it by itself."""
    row = Message.objects.create(
        kind=kind, township=township, post=post, person_id=person_id, case_id=case_id, handover_id=handover_id, on=on
    )
    audit.record(
        actor=actor,
        act="tell",
        on=on,
        subject=row,
        clause="n1.3",
        township=township,
        new={"case": case_id, "handover": handover_id, "kind": kind, "person": person_id, "post": post},
    )
    return row


@act("warn_of_deadlines")
def warn_of_deadlines(*, actor: Actor, on: dt.date, township: str) -> int:
    """One message for each task of a township whose last day is near; once of a day. How many."""
    rows = [
        Message(
            kind="deadline",
            township=township,
            post="" if task.person_id else task.post,
            person_id=task.person_id,
            case_id=task.case_id,
            task=task,
            due_on=task.due_on,
            on=on,
        )
        for task in queries.nearing(township, on)
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    audit.record(
        actor=actor,
        act="warn_of_deadlines",
        on=on,
        subject=Township.objects.get(code=township),
        clause="n1.3",
        township=township,
        new={"tasks": sorted(row.task_id for row in rows)},
    )
    return len(rows)


@act("read_messages")
def read_messages(*, actor: Actor, on: dt.date, messages: list[int]) -> list[Message]:
    """These were seen; one that somebody of the post has seen before stays as it is."""
    if not messages:
        raise BadInput("请先选择看过的消息", field="messages")
    rows = list(Message.objects.select_for_update(of=("self",)).filter(pk__in=messages).order_by("pk"))
    if {row.pk for row in rows} != set(messages):
        raise NotFound("没有这条消息，或不属于您所在的街道（乡镇）。请刷新页面。")
    for row in rows:
        duties.may_read(actor, row).or_refuse()
    fresh = [row for row in rows if row.read_on is None]
    for row in fresh:
        row.read_on, row.read_by_id = max(on, row.on), actor.person_id
        row.save(update_fields=["read_on", "read_by"])
    audit.record(
        actor=actor,
        act="read_messages",
        on=on,
        subject=rows[0],
        clause="n1.3",
        township=rows[0].township,
        new={"messages": [row.pk for row in fresh]},
    )
    return rows
