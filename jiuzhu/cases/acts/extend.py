"""延长期限: the leader in charge gives a slow means check more time, up to the cap (n1.3)."""

import datetime as dt

from jiuzhu.cases import deadlines, duties, flow, queries
from jiuzhu.cases.models import Case
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.law.deadlines import Due, ExtensionRefused
from jiuzhu.plain.days import full

SHORTEST_REASON = 4


class ExtensionTooEarly(Refusal):
    """The check has not taken more than its days yet (n1.3)."""


class ExtensionBeyondCap(BadInput):
    """The new last day lies outside what n1.3 allows."""


class PastDeadline(Refusal):
    """The day has passed: what is late stays late, and can still be decided."""


@act("extend_deadline")
def extend_deadline(*, actor: Actor, on: dt.date, case_id: int, extended_to: dt.date, reason: str) -> Case:
    """Move the case's last day. It may run from the 16th day of the check, never beyond day 30 after acceptance.

    Not a hand of the decision: the procedure gives it none. A case already late is not made punctual afterwards.
    """
    case = flow.lock(case_id)
    duties.may_extend(actor, case).or_refuse()
    limit = case.extended_to or case.due_on
    due = _checked(case, actor, on, extended_to)
    if on > limit:
        raise PastDeadline(
            f"期限 {full(limit)} 已过，不能再延长。案件照样可以办理和决定，按超期统计，请尽快办结。（通知第一条）"
        )
    if due.due_on <= limit:
        raise ExtensionBeyondCap(f"现在的期限就到 {full(limit)}，延长的日期要在这以后", field="extended_to")
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("请写明延长的理由，例如：核对中心还在等银行答复", field="reason")
    old = {"due_on": limit}
    case.extended_to, case.extended_on, case.extended_by_id = due.due_on, on, actor.person_id
    case.extension_reason, case.due_why = reason.strip(), due.why[:300]
    case.save(update_fields=["extended_to", "extended_on", "extended_by", "extension_reason", "due_why"])
    flow.retime(case)
    audit.record(
        actor=actor,
        act="extend_deadline",
        on=on,
        subject=case,
        clause="n1.3",
        matter=str(case.token),
        township=case.township,
        old=old,
        new={"check_days": queries.check_days(case, on), "due_on": due.due_on},
        reason=reason.strip(),
    )
    return case


def _checked(case: Case, actor: Actor, on: dt.date, extended_to: dt.date) -> Due:
    days = queries.check_days(case, on)
    now = deadlines.case_due(case.programme, case.accepted_on, case.township, check_days=days)
    if not now.may_extend:
        raise ExtensionTooEarly(
            f"核对用了 {days} 天，还没有超过规定的天数，现在不能延长，请按原期限办理。（通知第一条）"
        )
    try:
        return deadlines.case_due(
            case.programme,
            case.accepted_on,
            case.township,
            check_days=days,
            extension=deadlines.Extension(extended_to, actor.name, on),
        )
    except ExtensionRefused as error:
        raise ExtensionBeyondCap(str(error), field="extended_to") from None
