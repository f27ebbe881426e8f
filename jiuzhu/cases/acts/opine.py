"""初审: the head of social affairs gives the first opinion."""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.facts import CaseReturned
from jiuzhu.cases.models import Case, Opinion
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput

OUTCOMES = {"confirm": "拟确认", "refuse": "拟不予确认", "return": "退回补充调查"}


@act("give_opinion")
def give_opinion(*, actor: Actor, on: dt.date, case_id: int, outcome: str, text: str) -> Case:
    """Confirm, refuse or send back, with the reason in words."""
    case = flow.lock(case_id)
    duties.may_do(actor, case, "opinion").or_refuse()
    if outcome not in OUTCOMES:
        raise BadInput("请选择初审意见", field="outcome")
    if not text.strip():
        raise BadInput("请写明意见的说明", field="text")
    finding = case.findings.order_by("-pk").first()
    if outcome == "confirm" and not finding.eligible:
        raise BadInput(f"认定结果不符合条件（{finding.why.rstrip('。')}），不能拟确认", field="outcome")
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=2, for_act="give_opinion")
    Opinion.objects.create(
        case=case,
        township=case.township,
        round_no=flow.current_round(case).number,
        by_id=actor.person_id,
        on=on,
        outcome=outcome,
        text=text.strip(),
        finding=finding,
    )
    flow.complete(actor=actor, on=on, case=case, step_key="opinion", outcome=outcome)
    audit.record(
        actor=actor,
        act="give_opinion",
        on=on,
        subject=case,
        clause=("n1.2", "57.19"),
        matter=str(case.token),
        township=case.township,
        new={"finding": finding.pk, "outcome": outcome},
        reason=text.strip(),
    )
    if outcome == "return":
        facts.emit(CaseReturned(actor=actor, on=on, case_id=case.pk, posts=("handler",)))
    return case
