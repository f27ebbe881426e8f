"""委托代理 during a case: somebody is given the power to act for the family, and it ends (57.6)."""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.models import Case, Document
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry.acts import end_agent, note_agent
from jiuzhu.registry.declaration import AgentDeclared


@act("appoint_agent")
def appoint_agent(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    name: str,
    relation: str,
    until: dt.date,
    number: str = "",
    phone: str = "",
    scope: str = "apply",
    filed: bool = False,
) -> Case:
    """The family gives somebody a power of attorney; the paper is filed with the case."""
    case = flow.lock(case_id)
    duties.may_change_agent(actor, case).or_refuse()
    given = AgentDeclared(
        name=name, relation=relation, until=until, number=number, phone=phone, scope=scope, filed=filed
    )
    row = note_agent(actor=actor, on=on, household=case.household, agent=given)
    Document.objects.create(case=case, township=case.township, kind=f"委托书：{row.name}"[:40], on=on, source="窗口")
    _told(actor, on, case, "appoint_agent", {"agent": row.pk, "until": row.until}, "")
    return case


@act("end_power_of_attorney")
def end_power_of_attorney(*, actor: Actor, on: dt.date, case_id: int, agent_id: int, reason: str) -> Case:
    """From today on nobody acts for the family under it."""
    case = flow.lock(case_id)
    duties.may_change_agent(actor, case).or_refuse()
    row = case.household.agents.filter(pk=agent_id).first()
    if row is None:
        raise BadInput("请选择要终止的委托", field="agent_id")
    end_agent(actor=actor, on=on, agent=row, reason=reason)
    _told(actor, on, case, "end_power_of_attorney", {"agent": row.pk}, reason.strip())
    return case


def _told(actor: Actor, on: dt.date, case: Case, name: str, new: dict[str, object], reason: str) -> None:
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act=name)
    audit.record(
        actor=actor,
        act=name,
        on=on,
        subject=case,
        clause="57.6",
        matter=str(case.token),
        township=case.township,
        new=new,
        reason=reason,
    )
