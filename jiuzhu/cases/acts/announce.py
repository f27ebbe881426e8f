"""公布: after the decision, name, members, amount and month are announced; the case is done (57.24, ssf.45)."""

import datetime as dt

from jiuzhu.cases import duties, flow, subjects
from jiuzhu.cases.models import Announcement, Case
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.decisions.queries import decision_of
from jiuzhu.figures.queries import overlay
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.law.figures import reading


@act("announce_decision")
def announce_decision(*, actor: Actor, on: dt.date, case_id: int) -> Case:
    """Announce the grant from today for its days, and close the case."""
    case = flow.lock(case_id)
    duties.may_do(actor, case, "announce").or_refuse()
    row = _announce(case, on)
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
        new={"announcement": row.pk, "first_day": row.first_day, "last_day": row.last_day, "state": case.state},
    )
    return case


def _announce(case: Case, on: dt.date) -> Announcement:
    decision = decision_of(case.token)
    days = int(reading("announcement_days", on, case.township, overlay()).value)
    return Announcement.objects.create(
        case=case,
        township=case.township,
        village=case.village,
        programme=case.programme,
        name=subjects.name_of(case, case.findings.order_by("-pk").first()),
        members_count=decision.members_count,
        amount_fen=decision.amount_fen,
        effective_from=decision.effective_from,
        first_day=on,
        last_day=on + dt.timedelta(days=days - 1),
    )
