"""复查 (57.18): a report objected to with evidence is set aside, the centre is asked again, the rest stays done."""

import pytest

from jiuzhu.cases import acts, queries
from jiuzhu.cases.models import Case, Finding, Round, Task
from jiuzhu.ground.models import OutboxMessage
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.registry.models import IncomeFact, MeansCheck
from tests.cases.stages import authorised, found, november, received, reported, visited, waiting
from tests.district import holder

pytestmark = pytest.mark.django_db


def with_strange_income(case: Case) -> MeansCheck:
    """The report shows a wage and a deposit that the family says are not theirs."""
    check = authorised(case)
    income = {"person_id": case.applicant_id, "kind": "wages", "fen": 5_000_000, "per": "year"}
    reported(check, incomes=[income], property_found={"money": 90_000_000})
    visited(case)
    return check


def object_to(case: Case, evidence: str = "单位出具的同名同姓证明", objection: str = "不是我的工资") -> Case:
    """The applicant objects at the window."""
    return acts.object_to_check_report(
        actor=holder("handler"), on=november(9), case_id=case.pk, objection=objection, evidence=evidence
    )


def test_the_centre_is_asked_again_and_the_visit_stays_done() -> None:
    case = received()
    check = with_strange_income(case)
    case.household.refresh_from_db()
    assert case.household.money_fen == 90_000_000
    assert IncomeFact.objects.filter(household=case.household, source="check").count() == 1
    object_to(case)
    check.refresh_from_db()
    case.household.refresh_from_db()
    assert check.set_aside_on == november(9)
    assert case.household.money_fen == 620_000
    assert not IncomeFact.objects.filter(household=case.household, source="check").exists()
    second = Round.objects.get(case=case, number=2)
    assert (second.visited_on, second.check_authorised_on, second.reported_on) == (november(6), november(3), None)
    assert waiting(case) == {"check_report"}
    again = MeansCheck.objects.filter(household=case.household).latest("pk")
    assert (again.pk != check.pk, again.requested_on) == (True, november(9))
    assert OutboxMessage.objects.filter(channel="means_check.request", key=again.request_key).exists()

    reported(again, november(12))
    assert waiting(case) == {"finding"}
    assert queries.check_days(case, november(20)) == (5 - 3) + (12 - 9)
    found(case, november(12))
    assert Finding.objects.get(case=case).eligible


def test_a_second_report_that_finds_the_same_counts_once() -> None:
    case = received()
    with_strange_income(case)
    object_to(case)
    again = MeansCheck.objects.filter(household=case.household).latest("pk")
    income = {"person_id": case.applicant_id, "kind": "wages", "fen": 5_000_000, "per": "year"}
    reported(again, november(12), incomes=[income])
    rows = IncomeFact.objects.filter(household=case.household, source="check")
    assert [row.fen for row in rows] == [5_000_000 - 720_000]


def test_an_opinion_being_waited_for_falls_away_with_its_finding() -> None:
    case = received()
    reported(authorised(case))
    visited(case)
    found(case)
    assert waiting(case) == {"opinion"}
    object_to(case)
    assert waiting(case) == {"check_report"}
    assert Task.objects.get(case=case, step="opinion").outcome == "superseded"
    assert Finding.objects.filter(case=case).count() == 1


def test_no_recheck_without_evidence_or_before_the_report() -> None:
    case = received()
    with pytest.raises(NotYourDuty, match="只能在这些环节"):
        object_to(case)
    with_strange_income(case)
    with pytest.raises(BadInput, match="没有佐证的不复查"):
        object_to(case, evidence=" ")
    with pytest.raises(BadInput, match="哪一项"):
        object_to(case, objection="")
    with pytest.raises(NotYourDuty, match="经办人"):
        acts.object_to_check_report(
            actor=holder("leader_in_charge"), on=november(9), case_id=case.pk, objection="不是我的", evidence="证明"
        )
    assert MeansCheck.objects.filter(household=case.household).count() == 1
