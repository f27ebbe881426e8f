"""Three hands as a question, before the database is asked."""

import uuid
from collections.abc import Iterable

from jiuzhu.decisions import queries
from jiuzhu.decisions.models import Hand
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, no

NAMES = {1: "经办人", 2: "审核人", 3: "审批人"}


def may_lay_hand(actor: Actor, matter: uuid.UUID, hand: int, laid: Iterable[Hand] | None = None) -> Answer:
    """One natural person stands in one hand of a matter, over all its rounds (n1.1).

    `laid`: its hands as `hands_of` tells them, if known.
    """
    if laid is None:
        other = queries.other_hand(matter, actor.person_id, hand)
    else:
        other = next((row for row in laid if actor.person_id in row.records and row.hand != hand), None)
    if other is None:
        return YES
    return no(f"您是本户{NAMES[other.hand]}，{NAMES[hand]}须是另一个人。（通知第一条）")
