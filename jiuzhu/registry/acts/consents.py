"""Permissions to check: who signed, for what, from when until when; signed again when one has run out (57.9)."""

import datetime as dt
import json

from jiuzhu.figures.queries import overlay
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.law.figures import reading
from jiuzhu.persons.models import Person
from jiuzhu.plain.days import age_on, full
from jiuzhu.registry import duties
from jiuzhu.registry.choices import CONSENT_SCOPES
from jiuzhu.registry.models import Consent, Household, MeansCheck, Member
from jiuzhu.registry.queries import guardian_signs_until, without_consent


class ConsentRunOut(Refusal):
    """A permission to check has run out: nobody may look any more (57.9)."""


@act("note_consent")
def note_consent(
    *,
    actor: Actor,
    on: dt.date,
    member: Member,
    signed_on: dt.date | None,
    until: dt.date | None,
    scope: str,
    guardian: str = "",
) -> Consent:
    """One more permission of a member. A request that has not reached the check centre carries its day from now on."""
    duties.may_declare(actor, member.township).or_refuse()
    row = add_consent(
        member.household, member.person, on, signed_on=signed_on, until=until, scope=scope, guardian=guardian
    )
    _tell_unsent(row)
    audit.record(
        actor=actor,
        act="note_consent",
        on=on,
        subject=row,
        clause="57.9",
        matter=member.household.matter,
        township=member.township,
        new={"expires_on": row.expires_on, "person": row.person_id, "scope": scope, "signed_on": row.signed_on},
    )
    return row


def add_consent(
    household: Household,
    person: Person,
    on: dt.date,
    *,
    signed_on: dt.date | None,
    until: dt.date | None,
    scope: str,
    guardian: str = "",
    kin: str = "",
    place: str = "",
) -> Consent:
    """The row; part of the acts that take one. `until` is its last day; longer than the figure says none holds.

    `guardian`: who signed for a child (pipl.31).
    """
    _refuse_unfit_guardian(person, on, household.township, guardian.strip(), place)
    signed = signed_on or on
    holds = int(str(reading("consent_days", on, household.township, overlay()).value))
    longest = signed + dt.timedelta(days=holds)
    last = until or longest
    if scope not in CONSENT_SCOPES:
        raise BadInput(f"请选择授权的范围：{'、'.join(CONSENT_SCOPES.values())}", field=f"{place}consent_scope")
    if signed > on:
        raise BadInput("授权书的签字日期不能在今天之后", field=f"{place}consent_from")
    if last <= signed or last < on:
        raise BadInput(
            f"{person.name}的核对授权到 {full(last)}，已经到期。请重新签授权书", field=f"{place}consent_until"
        )
    if last > longest:
        raise BadInput(f"核对授权最长到 {full(longest)}，请照授权书改", field=f"{place}consent_until")
    return Consent.objects.create(
        household=household,
        township=household.township,
        person=person,
        scope=scope,
        guardian=guardian.strip(),
        kin=kin,
        signed_on=signed,
        expires_on=last,
    )


def _refuse_unfit_guardian(person: Person, on: dt.date, township: str, guardian: str, place: str) -> None:
    limit = guardian_signs_until(on, township)
    if age_on(person.born_on, on) < limit:
        if not guardian or guardian == person.name:
            raise BadInput(
                f"{person.name}未满 {limit} 周岁，由监护人签字同意，请写明监护人的姓名。（个人信息保护法第三十一条）",
                field=f"{place}guardian",
            )
    elif guardian:
        raise BadInput(f"{person.name}已满 {limit} 周岁，由本人签字，监护人不用填", field=f"{place}guardian")


def refuse_without_consent(household: Household, on: dt.date) -> None:
    """Raise `ConsentRunOut` unless every adult's permission holds on the day."""
    if missing := without_consent(household, on):
        raise ConsentRunOut(
            f"{'、'.join(missing)}的核对授权没有签，或者已过有效期，不能发出核对。请经办人先补签核对授权。（57号第九条）"
        )


def _tell_unsent(row: Consent) -> None:
    """A request nobody has received yet names the new last day; one the centre has stays as it was sent."""
    waiting = MeansCheck.objects.select_for_update().filter(
        household_id=row.household_id, reported_on__isnull=True, set_aside_on__isnull=True, request_no=""
    )
    for check in waiting:
        asked = json.loads(check.request)
        for person in asked:
            if person["id_number"] == row.person.id_number:
                person["consent_until"] = max(person["consent_until"], row.expires_on.isoformat())
        check.request = json.dumps(asked, ensure_ascii=False)
        check.save(update_fields=["request"])
