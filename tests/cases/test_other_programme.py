"""低边 instead of 低保 with the family's consent (n9.1), and 单人户 out of a 低边 family (57.8)."""

import datetime as dt
from typing import Any

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.acts.agree import DoesNotFit
from jiuzhu.cases.models import Case, Finding, Publication
from jiuzhu.commands.demo_data.people import People
from jiuzhu.decisions.models import Decision
from jiuzhu.entitlements.models import EntitledPerson, Entitlement
from jiuzhu.funds.models import Payable
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.registry.declaration import AmountDeclared, MemberDeclared
from tests.cases.stages import apply, decided, found, november, received, reviewed, to_finding, waiting
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
    with pytest.raises(BadInput, match="特困"):
        agree(case, programme="tekun")
    with pytest.raises(BadInput, match="受理日期"):
        agree(case, agreed_on=november(1))
    rich = to_finding(
        apply(2, members=two_healthy(9), amounts=(AmountDeclared(member=0, kind="wages", fen=900_000, per="month"),))
    )
    with pytest.raises(DoesNotFit, match="也不符合低边"):
        agree(rich)
    rich.refresh_from_db()
    assert (rich.programme, rich.applied_for) == ("dibao", "")


def test_one_severely_disabled_member_of_a_dibian_family_enters_alone() -> None:
    case = to_finding(received(amounts=WAGE))
    with pytest.raises(DoesNotFit, match="本户有 1 人符合低保"):
        agree(case)
    found(case, november(9))
    he = case.household.members.get(relation="spouse")
    finding = Finding.objects.get(case=case)
    assert (finding.members, finding.members_count, finding.amount_fen) == ([he.pk], 1, 118_500)
    reviewed(case)
    acts.start_publication(actor=holder("handler"), on=november(9), case_id=case.pk)
    acts.close_publication(actor=holder("handler"), on=november(17), case_id=case.pk, outcome="clear")
    decided(case, "approve")
    row = Entitlement.objects.get(matter=case.token)
    assert list(row.persons.values_list("person_id", flat=True)) == [he.person_id]
    assert Payable.objects.get(township=BEIAO, matter=case.token).amount_fen == 118_500
