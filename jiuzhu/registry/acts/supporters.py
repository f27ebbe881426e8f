"""户外义务人: who owes the applicant support from outside the household, and whether they may be checked (43.10)."""

import datetime as dt
from dataclasses import replace

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.persons import id_number
from jiuzhu.persons.acts import register_person
from jiuzhu.persons.models import Person
from jiuzhu.plain.days import age_on
from jiuzhu.registry import duties
from jiuzhu.registry.acts.consents import add_consent
from jiuzhu.registry.choices import NEAR_RELATIVES, SUPPORTER_ANSWERS, UNSIGNED
from jiuzhu.registry.declaration import SupporterDeclared
from jiuzhu.registry.models import Household, Supporter
from jiuzhu.registry.queries import ADULT


@act("note_supporter")
def note_supporter(*, actor: Actor, on: dt.date, household: Household, supporter: SupporterDeclared) -> Supporter:
    """Register one supporter, or what one who is registered answers now: signed, not willing, out of reach, not owing.

    The same person is found again by number; one whose number nobody knew, by name and kinship.
    """
    duties.may_declare(actor, household.township).or_refuse()
    Household.objects.select_for_update().get(pk=household.pk)
    if supporter.answer not in SUPPORTER_ANSWERS:
        raise BadInput(f"请选择签没签：{'、'.join(SUPPORTER_ANSWERS.values())}", field="answer")
    if supporter.answer == "signed" and supporter.signed_on is None:
        raise BadInput("请填写签字日期", field="signed_on")
    row = add_supporter(actor, on, household, supporter)
    audit.record(
        actor=actor,
        act="note_supporter",
        on=on,
        subject=row,
        clause=("43.10", "ssf.41"),
        matter=household.matter,
        township=household.township,
        new={"answer": supporter.answer, "kin": row.kin, "person": row.person_id, "signed_on": supporter.signed_on},
        personal={"name": row.name, "why": row.why} if row.why else {"name": row.name},
    )
    return row


def add_supporter(
    actor: Actor, on: dt.date, household: Household, told: SupporterDeclared, place: str = ""
) -> Supporter:
    """The row of one supporter, with the permission of one who signed; part of the acts that register them.

    `place`: where its inputs stand.
    """
    told = replace(told, name=told.name.strip(), number=told.number.strip(), why=told.why.strip())
    refuse_unfit_supporter(told, on, place)
    person = None
    if told.number:
        person = register_person(actor=actor, on=on, name=told.name, number=told.number, field=f"{place}number")
        if household.members.filter(person=person).exists():
            raise BadInput(f"{person.name}是本户的家庭成员，不是户外的义务人", field=f"{place}number")
    row = _known(household, told, person) or Supporter(
        household=household, township=household.township, registered_on=on
    )
    row.person, row.name, row.kin = person or row.person, person.name if person else told.name, told.kin
    if told.answer in UNSIGNED:
        row.answer, row.why, row.answered_on = told.answer, told.why, on
    elif told.answer == "signed":
        row.answer, row.why, row.answered_on = "", "", None
    row.save()
    if not household.supported:
        household.supported = True
        household.save(update_fields=["supported"])
    if told.answer == "signed" and person is not None:
        given = {"signed_on": told.signed_on, "until": told.until, "scope": "application", "kin": told.kin}
        add_consent(household, person, on, place=place, **given)
    return row


def refuse_unfit_supporter(told: SupporterDeclared, on: dt.date, place: str) -> None:
    """Raise BadInput for what can be seen without looking anybody up."""
    if not told.name:
        raise BadInput("请填写义务人的姓名", field=f"{place}name")
    if told.kin not in NEAR_RELATIVES:
        raise BadInput(f"请选择是申请人的什么人：{'、'.join(NEAR_RELATIVES.values())}", field=f"{place}kin")
    if told.answer not in {"", *SUPPORTER_ANSWERS}:
        raise BadInput(f"请选择签没签：{'、'.join(SUPPORTER_ANSWERS.values())}", field=f"{place}answer")
    if told.answer in UNSIGNED and not told.why.strip():
        raise BadInput(f"选了“{SUPPORTER_ANSWERS[told.answer]}”，请写明原因和怎么知道的", field=f"{place}why")
    if told.answer == "signed" and not told.number.strip():
        raise BadInput("签了核对授权的，请填写身份证号，核对中心凭它核对", field=f"{place}number")
    if not told.number.strip():
        return
    number = id_number.parse(told.number, on=on, field=f"{place}number")
    if age_on(number.born_on, on) < ADULT:
        raise BadInput(f"{told.name}未成年，没有赡养、抚养、扶养的义务，不用登记", field=f"{place}number")


def _known(household: Household, told: SupporterDeclared, person: Person | None) -> Supporter | None:
    rows = list(household.supporters.all())
    same = [row for row in rows if person is not None and row.person_id == person.pk]
    named = [r for r in rows if (r.name, r.kin) == (told.name, told.kin) and None in (r.person_id, person)]
    return (same or named or [None])[0]
