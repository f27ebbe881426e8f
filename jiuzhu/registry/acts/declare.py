"""Verb: declare a household."""

import datetime as dt
import uuid
from typing import Any

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.law.figures import reading
from jiuzhu.persons.acts import register_person
from jiuzhu.registry import duties
from jiuzhu.registry.acts.relatives import add_relative
from jiuzhu.registry.declaration import Declaration
from jiuzhu.registry.models import Consent, Household, IncomeFact, Member


@act("declare_household")
def declare_household(
    *, actor: Actor, on: dt.date, township: str, village: str, matter: uuid.UUID, declaration: Declaration
) -> Household:
    """Store a family's declaration: household, members, amounts, consents."""
    duties.may_declare(actor, township).or_refuse()
    _refuse_incomplete(declaration)
    household = Household.objects.create(
        township=township,
        village=village,
        matter=str(matter),
        address=declaration.address,
        phone=declaration.phone,
        payee_name=declaration.payee_name or declaration.members[0].name,
        account=declaration.account,
        money_fen=declaration.money_fen,
        homes=declaration.homes,
        vehicles=declaration.vehicles,
        shops=declaration.shops,
        companies=declaration.companies,
        related=bool(declaration.relatives),
    )
    for index, relative in enumerate(declaration.relatives):
        add_relative(household, relative, on, place=f"relatives-{index}-")
    members = [_member(actor, on, household, i, m) for i, m in enumerate(declaration.members)]
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
            "village": village,
        },
        personal={"account": declaration.account, "phone": declaration.phone} if declaration.account else None,
    )
    return household


def _refuse_incomplete(declaration: Declaration) -> None:
    if not declaration.members or declaration.members[0].relation != "self":
        raise BadInput("第一名成员须是申请人本人", field="members-0-relation")
    numbers = [m.number.strip().upper() for m in declaration.members]
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            raise BadInput(f"成员 {index + 1} 的身份证号与前面的成员相同，请检查", field=f"members-{index}-number")
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
        consent_days = int(str(reading("consent_days", on, household.township).value))
        Consent.objects.create(
            household=household,
            township=household.township,
            person=person,
            signed_on=on,
            expires_on=on + dt.timedelta(days=consent_days),
        )
    return member
