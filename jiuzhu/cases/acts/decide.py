"""审批: the leader in charge approves, refuses or sends back. Nothing is ever approved by the system (trust.md)."""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.facts import CaseApproved, CaseReturned
from jiuzhu.cases.models import Case
from jiuzhu.decisions.acts import lay_hand, make_decision
from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.plain.days import next_month

OUTCOMES = {"approve": "同意", "refuse": "不予确认", "return": "退回重新调查"}


class NotReadyToDecide(Refusal):
    """The bureau still has to visit, or an objection by name waits for its answer."""


@act("decide_case")
def decide_case(*, actor: Actor, on: dt.date, case_id: int, outcome: str, text: str) -> Case:
    """The decision: money from the following month (57.21), or a refusal with reasons, or back to the survey."""
    case = flow.lock(case_id)
    duties.may_do(actor, case, "decide").or_refuse()
    if outcome not in OUTCOMES:
        raise BadInput("请选择决定", field="outcome")
    if not text.strip():
        raise BadInput("请写明审批意见", field="text")
    if outcome != "return" and not (ready := duties.may_conclude(case)).yes:
        raise NotReadyToDecide(ready.why, field="outcome")
    opinion = case.opinions.order_by("-pk").first()
    finding = opinion.finding
    if outcome == "approve" and opinion.outcome != "confirm":
        raise BadInput("初审意见是拟不予确认，没有公示，不能直接同意。要改变意见请退回重新调查", field="outcome")
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=3, for_act="decide_case")
    decision = None
    if outcome != "return":
        granted = outcome == "approve"
        decision = make_decision(
            actor=actor,
            on=on,
            matter=case.token,
            township=case.township,
            round_no=flow.current_round(case).number,
            programme=case.programme,
            outcome=outcome,
            reason=text.strip(),
            clause="n1.1",
            amount_fen=finding.amount_fen if granted else None,
            members_count=finding.members_count if granted else None,
            effective_from=next_month(on) if granted else None,
        )
    flow.complete(actor=actor, on=on, case=case, step_key="decide", outcome=outcome)
    audit.record(
        actor=actor,
        act="decide_case",
        on=on,
        subject=case,
        clause=("n1.1", "n1.2", "57.20"),
        matter=str(case.token),
        township=case.township,
        new={"finding": finding.pk, "outcome": outcome},
        reason=text.strip(),
    )
    if decision is not None and outcome == "approve":
        facts.emit(CaseApproved(actor=actor, on=on, case_id=case.pk, decision_id=decision.pk))
    if outcome == "return":
        facts.emit(CaseReturned(actor=actor, on=on, case_id=case.pk, posts=("handler", "social_affairs_head")))
    return case
