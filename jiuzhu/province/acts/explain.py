"""说明不同: the second person of the payment answers for a difference, with a reason (n8.2)."""

import datetime as dt

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, NotFound, Refusal
from jiuzhu.province import comparison, duties, queries
from jiuzhu.province.models import DifferenceExplained, RosterImport

SHORTEST_REASON = 4


class RosterReplaced(Refusal):
    """A newer roster of the same month counts."""


@act("explain_difference")
def explain_difference(*, actor: Actor, on: dt.date, roster_id: int, place: str, reason: str) -> DifferenceExplained:
    """Why a person differs. It holds for these names and amounts only, also in a newer roster of the month."""
    roster = RosterImport.objects.filter(pk=roster_id).first()
    if roster is None:
        raise NotFound("没有这份名册，或不属于您所在的街道（乡镇）。")
    duties.may_explain_difference(actor, roster.township).or_refuse()
    latest = queries.roster_of(roster.township, roster.programme, roster.month)
    if latest is not None and latest.pk != roster.pk:
        raise RosterReplaced("这个月已经导入了新的名册，请在新的名册里说明。")
    found = comparison.one(roster, place)
    if found is None or found.kind == "same":
        raise Refusal("这个人在两边已经一致，不用说明。请回到名册看最新情况。")
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("请写明两边为什么不同，例如：12月2日审批，省系统下月生效", field="reason")
    row = DifferenceExplained.objects.create(
        township=roster.township,
        programme=roster.programme,
        month=roster.month,
        id_hash=found.id_hash,
        kind=found.kind,
        here_fen=found.here_fen,
        there_fen=found.there_fen,
        here_name=found.here_name,
        there_name=found.there_name,
        reason=reason.strip(),
        on=on,
        by_id=actor.person_id,
    )
    audit.record(
        actor=actor,
        act="explain_difference",
        on=on,
        subject=row,
        clause="n8.2",
        matter=found.matter,
        township=roster.township,
        new={"here_fen": found.here_fen, "kind": found.kind, "roster": roster.pk, "there_fen": found.there_fen},
        reason=reason.strip(),
    )
    return row
