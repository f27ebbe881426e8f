"""57.20: registered relatives and complaints bring the bureau to the door before anybody decides."""

import datetime as dt

import pytest

from jiuzhu.cases import acts, standing
from jiuzhu.cases.acts.decide import NotReadyToDecide
from jiuzhu.cases.models import BureauVisit, Case, Complaint
from jiuzhu.decisions.models import Hand
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from tests.cases.stages import decided, november, received, to_decision, to_opinion, waiting
from tests.cases.town import RELATIVE
from tests.district import BEIAO, holder

pytestmark = pytest.mark.django_db


def bureau_visits(case: Case, on: dt.date = dt.date(2026, 11, 18), **changes: str) -> BureauVisit:
    """The bureau's officer and a colleague."""
    given = {"companion": "区民政局 林某", "notes": "情况与申报相符"} | changes
    officer = holder("bureau_officer", township="")
    return acts.record_bureau_visit(actor=officer, on=on, case_id=case.pk, visited_on=on, **given)


def test_a_registered_relative_is_not_decided_without_the_bureau() -> None:
    case = to_decision(received(relatives=RELATIVE))
    for outcome in ("approve", "refuse"):
        with pytest.raises(NotReadyToDecide, match="近亲属备案"):
            decided(case, outcome)
    assert [c.pk for c in standing.awaiting_bureau_visit(BEIAO)] == [case.pk]
    row = bureau_visits(case)
    assert (row.visited_on, row.round_no, row.companion) == (november(18), 1, "区民政局 林某")
    assert Hand.objects.get(matter=case.token, act="record_bureau_visit").hand == 1
    assert not standing.awaiting_bureau_visit().exists()
    decided(case, "approve")
    assert waiting(case) == {"announce"}


def test_sending_back_never_waits_for_the_bureau() -> None:
    case = decided(to_decision(received(relatives=RELATIVE)), "return")
    assert waiting(case) == {"visit"}


def test_a_complaint_after_the_visit_brings_the_bureau_again() -> None:
    case = to_decision(received(relatives=RELATIVE))
    bureau_visits(case, november(17))
    row = acts.record_complaint(
        actor=holder("handler"), on=november(18), case_id=case.pk, text="他儿子有车", received_on=november(18)
    )
    assert Complaint.objects.get(case=case).pk == row.pk
    assert "有车" not in AuditEntry.objects.get(act="record_complaint").entry
    with pytest.raises(NotReadyToDecide, match="投诉举报"):
        decided(case, "approve")
    bureau_visits(case, november(19))
    decided(case, "approve", november(19))
    case.refresh_from_db()
    assert waiting(case) == {"announce"}


def test_only_the_bureau_visits_by_two_and_when_it_is_time() -> None:
    case = received(relatives=RELATIVE)
    with pytest.raises(NotYourDuty, match="只能在这些环节"):
        bureau_visits(case)
    to_opinion(case)
    with pytest.raises(BadInput, match="不少于两人"):
        bureau_visits(case, companion="")
    with pytest.raises(NotYourDuty):
        acts.record_bureau_visit(
            actor=holder("handler"),
            on=november(18),
            case_id=case.pk,
            visited_on=november(18),
            companion="某",
            notes="看",
        )
    assert not BureauVisit.objects.exists()
    bureau_visits(case)
    assert BureauVisit.objects.count() == 1
