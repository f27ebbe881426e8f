"""委托代理: a power of attorney is taken in, and it ends (57.6)."""

import datetime as dt

from jiuzhu.ground import audit, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.persons import id_number
from jiuzhu.persons.models import Person
from jiuzhu.registry import duties
from jiuzhu.registry.choices import AGENT_SCOPES
from jiuzhu.registry.declaration import AgentDeclared
from jiuzhu.registry.models import Agent, Household

SHORTEST_REASON = 4


@act("note_agent")
def note_agent(*, actor: Actor, on: dt.date, household: Household, agent: AgentDeclared) -> Agent:
    """A power of attorney given after the application was declared."""
    duties.may_declare(actor, household.township).or_refuse()
    row = Household.objects.select_for_update().get(pk=household.pk)
    if not row.represented:
        row.represented = True
        row.save(update_fields=["represented"])
    household.represented = True
    made = add_agent(row, agent, on)
    _told(actor, on, made, "note_agent", "")
    return made


@act("end_agent")
def end_agent(*, actor: Actor, on: dt.date, agent: Agent, reason: str) -> Agent:
    """The family takes the power back, or the agent lays it down."""
    duties.may_declare(actor, agent.township).or_refuse()
    row = Agent.objects.select_for_update().get(pk=agent.pk)
    if row.ended_on is not None:
        raise BadInput("这份委托已经终止")
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("请写明为什么终止，例如：申请人已能自己办理", field="reason")
    row.ended_on, row.end_reason = on, reason.strip()[:200]
    row.save(update_fields=["ended_on", "end_reason"])
    _told(actor, on, row, "end_agent", reason.strip())
    return row


def refuse_unfit_agent(agent: AgentDeclared, on: dt.date, place: str = "") -> None:
    """Raise BadInput for what is no power of attorney. `place`: where its inputs stand."""
    if not agent.name.strip():
        raise BadInput("请填写代理人的姓名，或者代办的村（居）委会", field=f"{place}name")
    if not agent.relation.strip():
        raise BadInput("请填写代理人与申请人的关系，例如：侄女、所在村（居）委会", field=f"{place}relation")
    if agent.scope not in AGENT_SCOPES:
        raise BadInput(f"请选择代理事项：{'、'.join(AGENT_SCOPES.values())}", field=f"{place}scope")
    if agent.until is None or agent.until < on:
        raise BadInput("请照委托书填写代理期限，不能是已经过去的日期", field=f"{place}until")
    if not agent.filed:
        raise BadInput("请先收下申请人签名的委托书，再勾选", field=f"{place}filed")
    if agent.number.strip():
        id_number.parse(agent.number, on=on, field=f"{place}number")


def add_agent(household: Household, agent: AgentDeclared, on: dt.date, place: str = "") -> Agent:
    """The row; part of the acts that take a power of attorney. `place`: where its inputs stand."""
    refuse_unfit_agent(agent, on, place)
    name, relation = agent.name.strip(), agent.relation.strip()
    number = id_number.parse(agent.number, on=on).text if agent.number.strip() else ""
    known = Person.objects.filter(id_hash=crypto.keyed_hash(number)).first() if number else None
    return Agent.objects.create(
        household=household,
        township=household.township,
        name=name,
        number=number,
        relation=relation,
        phone=agent.phone,
        scope=agent.scope,
        given_on=on,
        until=agent.until,
        filed=True,
        person=known,
    )


def _told(actor: Actor, on: dt.date, row: Agent, name: str, reason: str) -> None:
    audit.record(
        actor=actor,
        act=name,
        on=on,
        subject=row,
        clause="57.6",
        matter=row.household.matter,
        township=row.township,
        new={"scope": row.scope, "until": row.until},
        personal={"name": row.name, "number": row.number} if row.number else {"name": row.name},
        reason=reason,
    )
