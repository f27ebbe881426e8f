"""The second investigator of a visit: bound to the first hand once named, never somebody of another hand."""

import datetime as dt
from dataclasses import replace

import pytest

from jiuzhu.cases.acts import confirm_check_authorisation, record_home_visit
from jiuzhu.decisions.models import Hand
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.offices.acts import appoint
from jiuzhu.offices.models import Office
from jiuzhu.persons.models import Person
from jiuzhu.registry.models import HomeVisit
from tests.cases.stages import received
from tests.district import BEIAO, DAY, holder

pytestmark = pytest.mark.django_db


def test_whoever_is_named_for_the_visit_stands_in_the_first_hand() -> None:
    case = received()
    second = holder("handler", nth=1)
    head = holder("social_affairs_head")
    record_home_visit(
        actor=holder("handler"),
        on=DAY,
        case_id=case.pk,
        visited_on=DAY,
        second_person_id=second.person_id,
        family_signed=True,
        notes="看过住房",
    )
    assert set(Hand.objects.filter(matter=case.token, person_id=second.person_id).values_list("hand", flat=True)) == {1}
    also_head = replace(head, person_id=second.person_id)
    with pytest.raises(NotYourDuty, match="须是另一个人"):
        confirm_check_authorisation(actor=also_head, on=DAY, case_id=case.pk)


def test_who_reviewed_cannot_be_named_for_the_visit() -> None:
    case = received()
    head = holder("social_affairs_head")
    person = Person.objects.get(pk=head.person_id)
    appoint(
        actor=SYSTEM,
        on=DAY,
        person=person,
        office=Office.objects.get(key=f"{BEIAO}.window"),
        post="handler",
        effective_from=dt.date(2026, 1, 1),
    )
    confirm_check_authorisation(actor=head, on=DAY, case_id=case.pk)
    with pytest.raises(BadInput, match="请选择别的调查人"):
        record_home_visit(
            actor=holder("handler"),
            on=DAY,
            case_id=case.pk,
            visited_on=DAY,
            second_person_id=head.person_id,
            family_signed=True,
            notes="看过住房",
        )
    assert not HomeVisit.objects.exists()
