"""Verb: declare a household."""

import datetime as dt
import uuid
from typing import Any

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.persons import id_number
from jiuzhu.persons.acts import register_person
from jiuzhu.registry import duties
from jiuzhu.registry.acts.agents import add_agent, refuse_unfit_agent
from jiuzhu.registry.acts.consents import add_consent
from jiuzhu.registry.acts.relatives import add_relative
from jiuzhu.registry.acts.supporters import add_supporter, refuse_unfit_supporter
from jiuzhu.registry.declaration import Declaration
from jiuzhu.registry.models import Household, IncomeFact, Member
from jiuzhu.registry.queries import has_to_sign, signing


@act("declare_household")
def declare_household(
    *, actor: Actor, on: dt.date, township: str, village: str, matter: uuid.UUID, declaration: Declaration
) -> Household:
    """Store a family's declaration: household, members, amounts, consents."""
    duties.may_declare(actor, township).or_refuse()
    refuse_incomplete(declaration)
    household = Household.objects.create(
        township=township,
        village=village,
        matter=str(matter),
        address=declaration.address,
        residence=declaration.residence.strip(),
        phone=declaration.phone,
        payee_name=declaration.payee_name or declaration.members[0].name,
        account=declaration.account,
        money_fen=declaration.money_fen,
        homes=declaration.homes,
        vehicles=declaration.vehicles,
        shops=declaration.shops,
        companies=declaration.companies,
        related=bool(declaration.relatives),
        represented=declaration.agent is not None,
        pledged_on=on,
        pledged_instead=[text.strip() for text in declaration.pledged_instead if text.strip()],
    )
    if declaration.agent is not None:
        add_agent(household, declaration.agent, on, place="agent-")
    members = [_member(actor, on, household, i, m) for i, m in enumerate(declaration.members)]
    _beside(actor, on, household, declaration)
    IncomeFact.objects.bulk_create(
        IncomeFact(
            household=household,
            township=township,
            member=members[a.member],
            kind=a.kind,
            fen=a.fen,
            per=a.per,
            spending=a.spending,
        )
        for a in declaration.amounts
    )
    audit.record(
        actor=actor,
        act="declare_household",
        on=on,
        subject=household,
        clause=("57.9", "57.10"),
        matter=str(matter),
        township=township,
        new={
            "amounts": len(declaration.amounts),
            "members": len(members),
            "relatives": len(declaration.relatives),
            "supporters": len(declaration.supporters),
            "village": village,
        },
        personal={"account": declaration.account, "phone": declaration.phone} if declaration.account else None,
    )
    return household


def _beside(actor: Actor, on: dt.date, household: Household, declaration: Declaration) -> None:
    """Near relatives who handle such cases, and supporters: people who are no members."""
    for index, relative in enumerate(declaration.relatives):
        add_relative(household, relative, on, place=f"relatives-{index}-")
    for index, supporter in enumerate(declaration.supporters):
        add_supporter(actor, on, household, supporter, place=f"supporters-{index}-")


def refuse_unready(declaration: Declaration, on: dt.date) -> None:
    """Raise BadInput for what could not be received as it is: before it is handed in by a village (57.9)."""
    refuse_incomplete(declaration)
    if declaration.agent is not None:
        refuse_unfit_agent(declaration.agent, on, place="agent-")
    for index, supporter in enumerate(declaration.supporters):
        refuse_unfit_supporter(supporter, on, place=f"supporters-{index}-")
    missing = []
    for index, member in enumerate(declaration.members):
        number = id_number.parse(member.number, on=on, field=f"members-{index}-number")
        if has_to_sign(number.born_on, on, "") and not member.consented:
            missing.append(signing(member.name, number.born_on, on))
    if missing:
        raise BadInput(f"{unsigned(missing)}请签好后勾选。", field="consents")


def unsigned(missing: list[str]) -> str:
    """Who still has to sign, and who has to at all."""
    return (
        f"{'、'.join(missing)}还没有签核对授权书。成年家庭成员都要签，年幼的由监护人签。"
        "（57号第九条、个人信息保护法第三十一条）"
    )


def refuse_incomplete(declaration: Declaration) -> None:
    """Raise BadInput where the declaration lacks something of its own, or contradicts itself."""
    if not declaration.members or declaration.members[0].relation != "self":
        raise BadInput("第一名成员须是申请人本人", field="members-0-relation")
    for index, member in enumerate(declaration.members):
        if member.relation == "other" and not member.kinship.strip():
            raise BadInput("关系选了“其他”，请写明是申请人的什么人，例如：儿媳、外甥", field=f"members-{index}-kinship")
    spouses = [index for index, m in enumerate(declaration.members) if m.relation == "spouse"]
    if len(spouses) > 1:
        raise BadInput("配偶只能有一名，请改另一名与申请人的关系", field=f"members-{spouses[1]}-relation")
    numbers = [m.number.strip().upper() for m in declaration.members]
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            raise BadInput(f"成员 {index + 1} 的身份证号与前面的成员相同，请检查", field=f"members-{index}-number")
    for index, supporter in enumerate(declaration.supporters):
        number = supporter.number.strip().upper()
        if number and number in numbers:
            raise BadInput("这个身份证号前面已经填过，请检查：同一个人只填一处", field=f"supporters-{index}-number")
        numbers.append(number)
    if not declaration.pledged:
        raise BadInput("请申请人先签真实性承诺，再勾选", field="pledged")


def _member(actor: Actor, on: dt.date, household: Household, index: int, declared: Any) -> Member:
    person = register_person(
        actor=actor, on=on, name=declared.name, number=declared.number, field=f"members-{index}-number"
    )
    member = Member.objects.create(
        household=household,
        township=household.township,
        person=person,
        relation=declared.relation,
        kinship=declared.kinship.strip() if declared.relation == "other" else "",
        disability_kind=declared.disability_kind,
        disability_grade=declared.disability_grade,
        serious_illness=declared.serious_illness,
        student=declared.student,
        independent=declared.independent,
        co_residing=declared.co_residing,
        absent=declared.absent,
        works=declared.works,
        note=declared.note,
    )
    if declared.consented:
        add_consent(
            household,
            person,
            on,
            signed_on=declared.consent_from,
            until=declared.consent_until,
            scope=declared.consent_scope,
            guardian=declared.guardian,
            place=f"members-{index}-",
        )
    return member
