"""Verbs of 工作交接: give one's open work to a successor, sign for it, take it back.

What is open is known to the rooms above; they write the list and pass the work on by the facts emitted here.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.ground.rows import locked, refused_by
from jiuzhu.offices import duties, queries
from jiuzhu.offices.facts import HandoverAccepted, HandoverDrawn
from jiuzhu.offices.models import Appointment, Handover, HandoverLine
from jiuzhu.offices.posts import label

CLAUSE = ("n1.1", "n1.2")


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A piece of open work as it goes onto the list: `named`, `post`, or `left` with the reason why it stays."""

    matter: uuid.UUID
    number: str
    task_id: int
    title: str
    due_on: dt.date
    kind: str
    why: str = ""


class NothingToHandOver(Refusal):
    """There is no open work: a list of nothing is not signed."""


@act("hand_over")
def hand_over(*, actor: Actor, on: dt.date, appointment_id: int, successor_id: int | None, note: str = "") -> Handover:
    """The leaver signs a list of all open work of the post for a successor who holds or will hold the same post."""
    post = locked(Appointment.objects.select_related("office"), appointment_id, "没有这项任职。请刷新页面看最新情况。")
    duties.may_hand_over(actor, post).or_refuse()
    if successor_id not in {a.person_id for a in queries.successors(post, on)}:
        raise BadInput(
            f"请从名单里选择接手人：接手人要在同一街道（乡镇）担任{label(post.post)}，没有人选的先请管理员任命",
            field="successor",
        )
    with refused_by(handover_one_waiting=Refusal("您已有一份交接清单在等接手人签收。要重新列，请先撤回那一份。")):
        row = Handover.objects.create(
            township=post.office.township,
            appointment=post,
            post=post.post,
            given_by_id=post.person_id,
            given_on=on,
            taken_by_id=successor_id,
            note=note.strip(),
        )
    facts.emit(HandoverDrawn(actor=actor, on=on, handover_id=row.pk))
    if not row.lines.exists():
        raise NothingToHandOver("您在这个岗位上没有要移交的待办，不用交接，可以直接请管理员结束任职。")
    audit.record(
        actor=actor,
        act="hand_over",
        on=on,
        subject=row,
        clause=CLAUSE,
        township=row.township,
        new={"from": row.given_by_id, "lines": row.lines.count(), "post": row.post, "to": row.taken_by_id},
        reason=note.strip(),
    )
    return row


@act("write_handover_lines")
def write_handover_lines(
    *, actor: Actor, on: dt.date, handover: Handover, lines: Sequence[WorkLine]
) -> list[HandoverLine]:
    """The list as it is signed; part of handing over, which asks who may."""
    rows = [
        HandoverLine(
            handover=handover,
            township=handover.township,
            matter=line.matter,
            number=line.number,
            task_id_value=line.task_id,
            title=line.title,
            due_on=line.due_on,
            kind=line.kind,
            why=line.why,
        )
        for line in lines
    ]
    HandoverLine.objects.bulk_create(rows)
    audit.record(
        actor=actor,
        act="write_handover_lines",
        on=on,
        subject=handover,
        clause=CLAUSE,
        township=handover.township,
        new={
            "left": sorted(r.task_id_value for r in rows if r.kind == "left"),
            "tasks": [r.task_id_value for r in rows],
        },
    )
    return rows


@act("accept_handover")
def accept_handover(*, actor: Actor, on: dt.date, handover_id: int) -> Handover:
    """The successor signs; from now on what named the leaver names the successor."""
    row = _lock(handover_id)
    duties.may_accept(actor, row).or_refuse()
    post = Appointment.objects.select_related("office").get(pk=row.appointment_id)
    if row.taken_by_id not in {a.person_id for a in queries.successors(post, on)}:
        raise Refusal(f"您现在没有担任{label(row.post)}，不能签收。请管理员先任命，或请移交人撤回后另选接手人。")
    row.state, row.closed_on = "accepted", on
    row.save(update_fields=["state", "closed_on"])
    facts.emit(HandoverAccepted(actor=actor, on=on, handover_id=row.pk))
    _note(actor, on, row, "accept_handover")
    return row


@act("withdraw_handover")
def withdraw_handover(*, actor: Actor, on: dt.date, handover_id: int, reason: str) -> Handover:
    """Either of the two lets an unsigned list go, with a reason; nothing was passed on."""
    row = _lock(handover_id)
    duties.may_withdraw_handover(actor, row).or_refuse()
    if not reason.strip():
        raise BadInput("请写明原因", field="reason")
    row.state, row.closed_on, row.reason = "withdrawn", on, reason.strip()
    row.save(update_fields=["state", "closed_on", "reason"])
    _note(actor, on, row, "withdraw_handover", reason.strip())
    return row


def _lock(handover_id: int) -> Handover:
    return locked(Handover.objects.all(), handover_id, "没有这份交接清单，或不属于您所在的街道（乡镇）。")


def _note(actor: Actor, on: dt.date, row: Handover, verb: str, reason: str = "") -> None:
    audit.record(
        actor=actor,
        act=verb,
        on=on,
        subject=row,
        clause=CLAUSE,
        township=row.township,
        old={"state": "waiting"},
        new={"state": row.state},
        reason=reason,
    )
