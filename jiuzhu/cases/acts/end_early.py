"""撤回 and 终止: a case ends before its decision, on the applicant's word or for want of cooperation."""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.models import Case, Document
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput

SHORTEST_REASON = 4


@act("withdraw_application")
def withdraw_application(*, actor: Actor, on: dt.date, case_id: int, signed: bool, reason: str) -> Case:
    """The applicant withdraws in writing; the members are free to apply again."""
    case = flow.lock(case_id)
    duties.may_withdraw(actor, case).or_refuse()
    if not signed:
        raise BadInput("撤回要有申请人签字的书面申明，请签好后勾选", field="signed")
    words = _reason(reason, "请写明申请人撤回的原因，例如：已找到工作")
    Document.objects.create(case=case, township=case.township, kind="撤回申请书", on=on, source="窗口")
    _end(case, on, "withdraw", words)
    audit.record(
        actor=actor,
        act="withdraw_application",
        on=on,
        subject=case,
        clause="57.4",
        matter=str(case.token),
        township=case.township,
        new={"state": case.state},
        reason=words,
    )
    return case


@act("terminate_case")
def terminate_case(*, actor: Actor, on: dt.date, case_id: int, reason: str) -> Case:
    """The family refuses to cooperate without good reason; the leader in charge ends the procedure (57.29).

    It ends an application for good, so it counts as the third hand although the procedure names none.
    """
    case = flow.lock(case_id)
    duties.may_terminate(actor, case).or_refuse()
    words = _reason(reason, "请写明怎样拒不配合、告知过几次，终止要有事实")
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=3, for_act="terminate_case")
    _end(case, on, "terminate", words)
    audit.record(
        actor=actor,
        act="terminate_case",
        on=on,
        subject=case,
        clause="57.29",
        matter=str(case.token),
        township=case.township,
        new={"state": case.state},
        reason=words,
    )
    return case


def _reason(given: str, advice: str) -> str:
    if len(given.strip()) < SHORTEST_REASON:
        raise BadInput(advice, field="reason")
    return given.strip()


def _end(case: Case, on: dt.date, key: str, reason: str) -> None:
    case.end_reason = reason
    case.save(update_fields=["end_reason"])
    flow.beside(on=on, case=case, key=key)
