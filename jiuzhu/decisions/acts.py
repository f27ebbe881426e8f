"""Verbs: lay a hand on a matter, decide."""

import datetime as dt
import uuid

from django.db import connection

from jiuzhu.decisions.models import Decision, Hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import NotYourDuty
from jiuzhu.ground.rows import refused_by


class SamePersonTwice(NotYourDuty):
    """One natural person in two hands of a matter (n1.1)."""


class OwnFamily(NotYourDuty):
    """A member of the family acts on its own matter (n4.2, 57.11)."""


@act("lay_hand")
def lay_hand(
    *,
    actor: Actor,
    on: dt.date,
    matter: uuid.UUID,
    township: str,
    hand: int,
    for_act: str,
    person_id: int | None = None,
) -> Hand:
    """Record that the actor's person (or a named second investigator) worked on this matter in this hand."""
    who = person_id or actor.person_id
    if who is None:
        raise NotYourDuty("这一步要由具体的人办理，系统不能代办。")
    _one_at_a_time(matter)
    with refused_by(
        hand_of_the_family=OwnFamily(
            "您是本户的家庭成员，须回避，请由同岗位的其他人办理。（通知第四条、57号第十一条）"
        ),
        hand_of_a_near_relative=OwnFamily("您登记为本户成员的近亲属，须回避，请由同岗位的其他人办理。（57号第十一条）"),
        hand_of_a_supporter=OwnFamily("您登记为本户的户外义务人，须回避，请由同岗位的其他人办理。（57号第十一条）"),
        hand_of_the_agent=OwnFamily("您是本户的代理人，须回避，请由同岗位的其他人办理。"),
        three_hands=SamePersonTwice(
            "经办、审核、审批须是三个不同的人。您已在本户的另一个环节办理过，请由同岗位的其他人办理。（通知第一条）"
        ),
    ):
        row = Hand.objects.create(matter=matter, township=township, person_id=who, hand=hand, act=for_act, on=on)
    audit.record(
        actor=actor,
        act="lay_hand",
        on=on,
        subject=row,
        clause="n1.1",
        matter=str(matter),
        township=township,
        new={"act": for_act, "hand": hand, "person": who},
    )
    return row


def _one_at_a_time(matter: uuid.UUID) -> None:
    # Two rows that break the exclusion constraint at the same moment wait for each other: a deadlock, and the loser
    # would get an error instead of a sentence. The constraint stays the judge; this only lets them come one by one.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 4))", [str(matter)])


@act("make_decision")
def make_decision(
    *,
    actor: Actor,
    on: dt.date,
    matter: uuid.UUID,
    township: str,
    round_no: int,
    programme: str,
    outcome: str,
    reason: str,
    clause: str,
    amount_fen: int | None = None,
    members_count: int | None = None,
    effective_from: dt.date | None = None,
) -> Decision:
    """Write the decision row; who may and whether the matter is ready is the calling act's question."""
    row = Decision.objects.create(
        matter=matter,
        township=township,
        round_no=round_no,
        programme=programme,
        outcome=outcome,
        decided_on=on,
        decided_by_id=actor.person_id,
        reason=reason,
        clause=clause,
        amount_fen=amount_fen,
        members_count=members_count,
        effective_from=effective_from,
    )
    audit.record(
        actor=actor,
        act="make_decision",
        on=on,
        subject=row,
        clause=clause,
        matter=str(matter),
        township=township,
        new={"amount_fen": amount_fen, "from": effective_from, "outcome": outcome, "round": round_no},
        reason=reason,
    )
    return row
