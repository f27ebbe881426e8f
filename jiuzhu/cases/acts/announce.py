"""公布: after the decision, name, members and amount are announced; the case is done (57.24, ssf.45)."""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.models import Case
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act


@act("announce_decision")
def announce_decision(*, actor: Actor, on: dt.date, case_id: int) -> Case:
    """Announce the grant and close the case."""
    case = flow.lock(case_id)
    duties.may_do(actor, case, "announce").or_refuse()
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="announce_decision")
    flow.complete(actor=actor, on=on, case=case, step_key="announce")
    audit.record(
        actor=actor,
        act="announce_decision",
        on=on,
        subject=case,
        clause=("57.24", "ssf.45"),
        matter=str(case.token),
        township=case.township,
        new={"state": case.state},
    )
    return case
