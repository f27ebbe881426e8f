"""低边 or 单人户 instead of 低保 with the family's consent, and what that leaves to the others (n9.1, 57.8)."""

import datetime as dt
from typing import Any

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.acts.agree import DoesNotFit
from jiuzhu.cases.acts.find import AlreadyEntitled
from jiuzhu.cases.models import Case, Finding, Publication
from jiuzhu.cases.subjects import AlreadyApplied
from jiuzhu.commands.demo_data.people import People
from jiuzhu.decisions.models import Decision
from jiuzhu.entitlements.models import EntitledPerson, Entitlement
from jiuzhu.funds.models import Payable
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.registry.declaration import AmountDeclared, MemberDeclared
from tests.cases.stages import (
    apply,
    authorised,
    decided,
    found,
    november,
    received,
    reported,
    reviewed,
    to_finding,
    visited,
    waiting,
)
from tests.district import BEIAO, holder

pytestmark = pytest.mark.django_db
# 3,000.00 a month for two: 1,500.00 each, above 低保 (1,185.00) and within 低边.
WAGE = (AmountDeclared(member=0, kind="wages", fen=300_000, per="month"),)


def two_healthy(seed: int = 5) -> tuple[MemberDeclared, ...]:
    """A couple without disability."""
    people = People(seed * 77 + 3)
    she = people.person(sex="female", born_on=dt.date(1970, 3, 2) + dt.timedelta(days=seed))
    he = people.person(sex="male", born_on=dt.date(1968, 5, 6) + dt.timedelta(days=seed))
    return (
        MemberDeclared(name=she.name, number=she.number, relation="self", works=True, consented=True),
        MemberDeclared(name=he.name, number=he.number, relation="spouse", works=True, consented=True),
    )


def surveyed(**changes: Any) -> Case:
    """A couple above the 低保 line, checked and visited."""
    return to_finding(received(members=two_healthy(), amounts=WAGE, **changes))


def agree(case: Case, on: dt.date = dt.date(2026, 11, 9), **changes: Any) -> Case:
    """The family signs."""
    given = {"programme": "dibian", "signed": True, "agreed_on": on} | changes
    return acts.agree_programme(actor=holder("handler"), on=on, case_id=case.pk, **given)


def test_the_case_goes_on_as_dibian_from_its_first_day() -> None:
    case = surveyed()
    number, accepted = case.number, case.accepted_on
    with pytest.raises(BadInput, match="建议不予确认"):
        found(case)
    agree(case)
    case.refresh_from_db()
    assert (case.programme, case.applied_for, case.number) == ("dibian", "dibao", number)
    assert case.procedure.startswith("dibian/2026-07-01")
    assert (case.accepted_on, case.due_on) == (accepted, november(23))
    assert waiting(case) == {"finding"}
    assert case.documents.filter(kind="同意按低边办理的意见").exists()

    found(case, november(9))
    reviewed(case)
    acts.start_publication(actor=holder("handler"), on=november(9), case_id=case.pk)
    acts.close_publication(actor=holder("handler"), on=november(17), case_id=case.pk, outcome="clear")
    decided(case, "approve")
    acts.announce_decision(actor=holder("handler"), on=november(18), case_id=case.pk)
    assert Publication.objects.get(case=case).amount_fen is None
    assert Decision.objects.get(matter=case.token).amount_fen is None
    row = Entitlement.objects.get(matter=case.token)
    assert (row.programme, row.amount_fen, row.span.lower) == ("dibian", None, dt.date(2026, 12, 1))
    assert EntitledPerson.objects.filter(entitlement=row).count() == 2
    assert not Payable.objects.filter(matter=case.token).exists()


def test_agreeing_after_the_finding_makes_it_again() -> None:
    case = surveyed()
    found(case, recommends=False)
    assert waiting(case) == {"opinion"}
    agree(case)
    assert waiting(case) == {"finding"}
    found(case, november(9))
    assert [f.eligible for f in Finding.objects.filter(case=case).order_by("pk")] == [False, True]
    reviewed(case)
    assert waiting(case) == {"publish"}


def test_only_what_fits_and_only_in_writing() -> None:
    case = received(members=two_healthy(), amounts=WAGE)
    with pytest.raises(NotYourDuty, match="核对和入户都完成以后"):
        agree(case)
    to_finding(case)
    with pytest.raises(BadInput, match="书面同意"):
        agree(case, signed=False)
    with pytest.raises(DoesNotFit, match="不符合特困：赡养情况未查"):
        agree(case, programme="tekun")
    with pytest.raises(DoesNotFit, match="不符合单人户低保：低边家庭中没有"):
        agree(case, programme="single")
    with pytest.raises(BadInput, match="特困、低保、单人户低保、低边"):
        agree(case, programme="linshi")
    with pytest.raises(BadInput, match="受理日期"):
        agree(case, agreed_on=november(1))
    rich = to_finding(
        apply(2, members=two_healthy(9), amounts=(AmountDeclared(member=0, kind="wages", fen=900_000, per="month"),))
    )
    with pytest.raises(DoesNotFit, match="也不符合低边"):
        agree(rich)
    rich.refresh_from_db()
    assert (rich.programme, rich.applied_for) == ("dibao", "")


def alone(seed: int = 1, *, agreed: bool = True) -> Case:
    """A couple of the 低边 line; he is severely disabled. Checked and visited, and (`agreed`) signed for 单人户."""
    case = to_finding(received(seed, amounts=WAGE))
    if agreed:
        agree(case, programme="single")
        case.refresh_from_db()
    return case


def granted_alone(case: Case) -> Entitlement:
    """Through finding, opinion, notice and decision."""
    found(case, november(9))
    reviewed(case)
    acts.start_publication(actor=holder("handler"), on=november(9), case_id=case.pk)
    acts.close_publication(actor=holder("handler"), on=november(17), case_id=case.pk, outcome="clear")
    decided(case, "approve")
    return Entitlement.objects.get(matter=case.token)


def test_nobody_enters_alone_before_the_family_has_agreed() -> None:
    case = alone(agreed=False)
    with pytest.raises(BadInput, match="符合的是单人户低保、低边，家庭书面同意的请先登记改办"):
        found(case, november(9))
    found(case, november(9), recommends=False)
    row = Finding.objects.get(case=case)
    assert (row.eligible, row.way, row.amount_fen, row.members_count) == (False, "dibao", None, 2)
    assert {w["key"]: w["eligible"] for w in row.ways} == {
        "tekun": False,
        "dibao": False,
        "single": True,
        "dibian": True,
    }


def test_one_severely_disabled_member_of_a_dibian_family_enters_alone() -> None:
    case = alone()
    he, she = case.household.members.get(relation="spouse"), case.household.members.get(relation="self")
    assert (case.programme, case.alone, case.applied_for, case.due_on) == ("dibao", True, "dibao", november(23))
    assert case.documents.filter(kind="同意按单人户低保办理的意见").exists()
    assert list(case.persons.filter(is_open=True).values_list("person_id", flat=True)) == [he.person_id]
    row = granted_alone(case)
    finding = Finding.objects.get(case=case)
    assert (finding.way, finding.members, finding.members_count, finding.amount_fen) == ("single", [he.pk], 1, 118_500)
    notice = Publication.objects.get(case=case)
    assert (notice.name, notice.members_count, notice.amount_fen) == (he.person.name, 1, 118_500)
    assert (row.programme, row.personal, row.recipient_id, row.members_count) == ("dibao", True, he.person_id, 1)
    assert list(row.persons.values_list("person_id", flat=True)) == [he.person_id]
    payable = Payable.objects.get(township=BEIAO, matter=case.token)
    assert (payable.amount_fen, payable.unit) == (118_500, f"household:{case.household_id}")
    assert not EntitledPerson.objects.filter(person_id=she.person_id).exists()


def test_the_others_of_the_household_apply_for_dibian_beside_him() -> None:
    first = alone()
    again = apply(1, programme="dibian", amounts=WAGE, on=november(10))
    she, he = again.household.members.get(relation="self"), again.household.members.get(relation="spouse")
    assert {p.person_id: p.is_open for p in again.persons.all()} == {she.person_id: True, he.person_id: False}
    granted_alone(first)
    reported(authorised(again, november(10)), november(11))
    visited(again, november(11))
    found(again, november(12))
    reviewed(again, on=november(12))
    acts.start_publication(actor=holder("handler"), on=november(12), case_id=again.pk)
    acts.close_publication(actor=holder("handler"), on=november(20), case_id=again.pk, outcome="clear")
    decided(again, "approve", november(20))
    row = Entitlement.objects.get(matter=again.token)
    assert (row.programme, row.personal, row.members_count) == ("dibian", False, 1)
    assert list(row.persons.values_list("person_id", flat=True)) == [she.person_id]


def test_whoever_is_entitled_in_a_household_can_not_be_counted_in_another_application() -> None:
    case = alone()
    granted_alone(case)
    with pytest.raises(AlreadyApplied, match="正在领取"):
        he, she = case.household.members.get(relation="spouse").person, case.applicant
        members = (
            MemberDeclared(name=he.name, number=he.id_number, relation="self", consented=True),
            MemberDeclared(name=she.name, number=she.id_number, relation="spouse", consented=True),
        )
        apply(1, members=members, amounts=(), on=november(19))
    poorer = apply(1, amounts=(), on=november(19))
    reported(authorised(poorer, november(19)), november(20))
    visited(poorer, november(20))
    with pytest.raises(AlreadyEntitled, match="同一时间只能有一种"):
        found(poorer, november(20))


def test_from_alone_back_to_the_household_s_margin() -> None:
    case = alone()
    agree(case, programme="dibian")
    case.refresh_from_db()
    assert (case.programme, case.alone, case.applied_for) == ("dibian", False, "dibao")
    assert set(case.persons.values_list("is_open", flat=True)) == {True}
    found(case, november(9))
    row = Finding.objects.get(case=case)
    assert (row.way, row.members) == ("dibian", [case.household.members.get(relation="self").pk])
