"""委托确认: the head of social affairs confirms the check authorisation; the request goes out (n1.2)."""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.facts import CheckAuthorised
from jiuzhu.cases.models import Case
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act


@act("confirm_check_authorisation")
def confirm_check_authorisation(*, actor: Actor, on: dt.date, case_id: int) -> Case:
    """Confirm that every adult consented, and ask the check centre."""
    case = flow.lock(case_id)
    duties.may_do(actor, case, "confirm_check").or_refuse()
    lay_hand(
        actor=actor, on=on, matter=case.token, township=case.township, hand=2, for_act="confirm_check_authorisation"
    )
    flow.complete(actor=actor, on=on, case=case, step_key="confirm_check")
    audit.record(
        actor=actor,
        act="confirm_check_authorisation",
        on=on,
        subject=case,
        clause=("n1.2", "57.17"),
        matter=str(case.token),
        township=case.township,
        new={"consents": case.household.consents.count()},
    )
    facts.emit(CheckAuthorised(actor=actor, on=on, case_id=case.pk))
    return case
