"""受理: a family applies, the case begins, the clock starts."""

import datetime as dt
import uuid
from dataclasses import replace

from jiuzhu.cases import deadlines, duties, flow, queries, subjects
from jiuzhu.cases.acts.before import take_over
from jiuzhu.cases.acts.relatives import in_office
from jiuzhu.cases.acts.supporters import file_consent
from jiuzhu.cases.models import Case, Document, Round, Task
from jiuzhu.cases.numbers import next_number
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.law.procedure import Procedure
from jiuzhu.law.procedure import procedure as procedure_on
from jiuzhu.registry.acts import declare_household
from jiuzhu.registry.acts.declare import unsigned
from jiuzhu.registry.declaration import Declaration
from jiuzhu.registry.models import Household
from jiuzhu.registry.queries import without_consent


class ConsentMissing(BadInput):
    """An adult member has not signed the permission to check (57.9)."""


@act("receive_application")
def receive_application(
    *,
    actor: Actor,
    on: dt.date,
    programme: str,
    township: str,
    village: str,
    declaration: Declaration,
    channel: str = "window",
    enquiry_id: int | None = None,
) -> Case:
    """Accept a complete application on this day; the day itself is not counted in the deadline (n1.3).

    `enquiry_id`: the registered application whose missing papers have come (57.10).
    """
    duties.may_receive(actor, township).or_refuse()
    if village not in queries.villages_of(township):
        raise BadInput("请选择申请人所在的村（社区）", field="village")
    token = uuid.uuid4()
    declaration = replace(declaration, relatives=in_office(declaration.relatives, township, on))
    household = declare_household(
        actor=actor, on=on, township=township, village=village, matter=token, declaration=declaration
    )
    _refuse_without_consent(household, on)
    if declaration.agent is not None:
        channel = "agent"
    elif declaration.residence.strip():
        channel = "elsewhere"
    case, procedure = _case_of(household, token, programme, channel, on)
    taken = take_over(case, enquiry_id, on) if enquiry_id is not None else None
    people = household.members.select_related("person")
    subjects.enter(case, {m.person_id: m.person.name for m in people}, on)
    first = flow.open_round(case, procedure, on)
    first.save()
    _open_first_task(case, first, on, procedure.open_steps(procedure.start())[0].key)
    duties.may_do(actor, case, "receive").or_refuse()
    if actor.person_id:
        lay_hand(actor=actor, on=on, matter=token, township=township, hand=1, for_act="receive_application")
    if taken is not None and taken.handed_in_by_id:
        hand = {"hand": 1, "for_act": "hand_in_application", "person_id": taken.handed_in_by_id}
        lay_hand(actor=actor, on=on, matter=token, township=township, **hand)
    _file_papers(case, household, on)
    flow.complete(actor=actor, on=on, case=case, step_key="receive")
    audit.record(
        actor=actor,
        act="receive_application",
        on=on,
        subject=case,
        clause=("n1.3", "57.10"),
        matter=str(token),
        township=township,
        new={"due_on": case.due_on, "number": case.number, "procedure": procedure.version},
    )
    return case


def _case_of(
    household: Household, token: uuid.UUID, programme: str, channel: str, on: dt.date
) -> tuple[Case, Procedure]:
    """The case's row, pinned to the version in force on the day of acceptance."""
    procedure = procedure_on(programme, on)
    due = deadlines.case_due(programme, on, household.township)
    case = Case.objects.create(
        token=token,
        number=next_number(Case, household.township, queries.PROGRAMME_SHORT[programme], on),
        township=household.township,
        village=household.village,
        programme=programme,
        procedure=procedure.version,
        procedure_digest=procedure.digest,
        household=household,
        applicant=household.members.all()[0].person,
        members_count=household.members.count(),
        channel=channel,
        accepted_on=on,
        due_on=due.due_on,
        due_why=due.why,
    )
    return case, procedure


def _file_papers(case: Case, household: Household, on: dt.date) -> None:
    filed = [f"委托书：{agent.name}"[:40] for agent in household.agents.all()] if household.represented else []
    signed = list(household.consents.values_list("kin", "person__name").order_by("pk"))
    inside = sum(1 for kin, _ in signed if not kin)
    for kind in ("申请书与真实性承诺", f"核对授权书 × {inside}", *filed):
        Document.objects.create(case=case, township=case.township, kind=kind, on=on, source="窗口")
    for kin, name in signed:
        if kin:
            file_consent(case, name, on)


def _refuse_without_consent(household: Household, on: dt.date) -> None:
    if missing := without_consent(household, on):
        raise ConsentMissing(f"{unsigned(missing)}请签好后勾选再受理。", field="consents")


def _open_first_task(case: Case, first: Round, on: dt.date, step: str) -> None:
    Task.objects.create(
        case=case,
        round=first,
        township=case.township,
        village=case.village,
        step=step,
        title="受理",
        post="handler",
        opened_on=on,
        due_on=on,
        due_why=case.due_why,
    )
