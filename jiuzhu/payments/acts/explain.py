"""说明变化: the second person answers for what differs from last month without anything on file (n8.2)."""

import datetime as dt

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.payments import duties, queries
from jiuzhu.payments.models import ChangeExplained
from jiuzhu.payments.settling import lock_run

SHORTEST_REASON = 4
CLAUSE = "n8.2"


@act("explain_change")
def explain_change(*, actor: Actor, on: dt.date, run_id: int, key: str, reason: str) -> ChangeExplained:
    """Why a payment differs. Refuses what a decision explains already, and what is no change of the run."""
    run = lock_run(run_id)
    duties.may_explain_change(actor, run).or_refuse()
    found = {change.key: change for change in queries.open_changes(run)}.get(key)
    if found is None:
        raise Refusal("这一笔没有变化，或已经有依据、有说明，不用再说明。请回到发放单看最新情况。")
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("请写明为什么变化，例如：账号与本人核过无误，银行系统故障退票", field="reason")
    row = ChangeExplained.objects.create(
        township=run.township,
        programme=run.programme,
        month=run.month,
        matter=found.matter,
        kind=found.kind,
        before_fen=found.before_fen,
        now_fen=found.now_fen,
        reason=reason.strip(),
        clause=CLAUSE,
        on=on,
        by_id=actor.person_id,
    )
    audit.record(
        actor=actor,
        act="explain_change",
        on=on,
        subject=row,
        clause=CLAUSE,
        matter=found.matter,
        township=run.township,
        new={"before_fen": found.before_fen, "kind": found.kind, "now_fen": found.now_fen, "run": run.number},
        reason=reason.strip(),
    )
    return row
