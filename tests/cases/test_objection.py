"""公示异议 (57.19): the flow stops, two others survey again or an appraisal does, then everything new; time runs on."""

import datetime as dt
from typing import Any

import pytest

from jiuzhu.cases import acts, duties, standing
from jiuzhu.cases.acts.decide import NotReadyToDecide
from jiuzhu.cases.acts.publish import ObjectionOpen
from jiuzhu.cases.late import DateBeforeEvidence
from jiuzhu.cases.models import Appraisal, Case, Finding, HomeVisit, Objection, Publication, Round, Task
from jiuzhu.commands.demo_data.people import People
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.offices.acts import appoint
from jiuzhu.offices.models import Account, Office
from jiuzhu.persons.acts import register_person
from tests.cases.stages import decided, found, november, received, reviewed, to_publication, waiting
from tests.district import BEIAO, holder

pytestmark = pytest.mark.django_db


def objected(case: Case, **changes: Any) -> Objection:
    """A neighbour objects on 11月12日, at the window."""
    given = {"text": "他家在城里还有一套房", "received_on": november(12), "by_name": "邻居老林"} | changes
    return acts.record_objection(actor=holder("village_worker"), on=november(12), case_id=case.pk, **given)


def close(case: Case, outcome: str, on: dt.date = dt.date(2026, 11, 17), note: str = "") -> Case:
    """The handler enters how the notice ended."""
    return acts.close_publication(actor=holder("handler"), on=on, case_id=case.pk, outcome=outcome, note=note)


def more_investigators() -> None:
    """Two more come to the township: with the village worker there are three who have not been there."""
    people = People(99, area=1)
    for index in range(2):
        who = people.person(sex="male", born_on=dt.date(1985, 1, 1))
        person = register_person(actor=SYSTEM, on=november(2), name=who.name, number=who.number)
        Account.objects.create(person=person, username=f"again{index}")
        office = Office.objects.get(key=f"{BEIAO}.window")
        appoint(
            actor=SYSTEM, on=november(2), person=person, office=office, post="second_investigator",
            effective_from=november(2),
        )  # fmt: skip


def visit_again(case: Case, first: Any, second_id: int) -> Case:
    """A new visit on 11月18日."""
    return acts.record_home_visit(
        actor=first,
        on=november(18),
        case_id=case.pk,
        visited_on=november(18),
        second_person_id=second_id,
        family_signed=True,
        notes="城里的房是兄弟的，看了产权证",
    )


def test_an_objection_stops_the_flow() -> None:
    case = to_publication(received())
    row = objected(case)
    assert (row.named, row.handled_round) == (True, None)
    line = AuditEntry.objects.get(act="record_objection")
    assert "老林" not in line.entry
    assert "一套房" not in line.entry
    with pytest.raises(ObjectionOpen, match="1 件异议"):
        close(case, "clear")
    assert Publication.objects.get(case=case).closed_on is None
    due = case.due_on
    close(case, "objected")
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.handled_round, set(row.surveyed_by)) == (2, {holder("handler", nth=n).person_id for n in (0, 1)})
    assert waiting(case) == {"visit"}
    assert case.due_on == due
    assert Round.objects.get(case=case, number=2).reported_on == november(5)


def test_a_nameless_objection_from_the_note_counts_too() -> None:
    case = to_publication(received())
    with pytest.raises(BadInput, match="异议的内容"):
        close(case, "objected", november(12))
    close(case, "objected", november(12), "村里有人说他在外打工")
    row = Objection.objects.get(case=case)
    assert (row.named, row.text, row.handled_round) == (False, "村里有人说他在外打工", 2)
    with pytest.raises(NotYourDuty, match="没有署名"):
        acts.answer_objection(actor=holder("handler"), on=november(12), objection_id=row.pk, answer="查清了")


def test_two_others_survey_again() -> None:
    case = to_publication(received())
    objected(case)
    close(case, "objected")
    more_investigators()
    new, newer = holder("second_investigator"), holder("second_investigator", nth=1)
    with pytest.raises(NotYourDuty, match="您调查过本户"):
        visit_again(case, holder("handler"), new.person_id)
    with pytest.raises(BadInput, match="调查过本户"):
        visit_again(case, new, holder("handler").person_id)
    assert {p.pk for p in standing.investigators_for(case, november(18))} == {
        holder("village_worker").person_id, new.person_id, newer.person_id
    }  # fmt: skip
    acts.assign_resurvey(actor=holder("handler"), on=november(17), case_id=case.pk, person_id=new.person_id)
    assert Task.objects.get(case=case, step="visit", closed_on__isnull=True).person_id == new.person_id
    with pytest.raises(NotYourDuty, match="已经交给"):
        visit_again(case, newer, new.person_id)
    visit_again(case, new, newer.person_id)
    acts.countersign_home_visit(actor=newer, on=november(18), case_id=case.pk)
    assert HomeVisit.objects.filter(household=case.household).count() == 2
    assert waiting(case) == {"finding"}


def test_new_finding_new_opinion_new_publication_and_an_answer() -> None:
    case = to_publication(received())
    row = objected(case)
    close(case, "objected")
    acts.record_appraisal(
        actor=holder("handler"), on=november(18), case_id=case.pk, held_on=november(18), minutes="评议〔2026〕3号",
        result="到会 11 人，一致认为情况属实",
    )  # fmt: skip
    appraisal = Appraisal.objects.get(case=case)
    assert (appraisal.round_no, appraisal.minutes) == (2, "评议〔2026〕3号")
    assert HomeVisit.objects.filter(household=case.household).count() == 1
    with pytest.raises(NotYourDuty, match="还没有结论"):
        acts.answer_objection(actor=holder("handler"), on=november(18), objection_id=row.pk, answer="房子不是他家的")
    found(case, november(18))
    reviewed(case, "confirm", november(18))
    acts.start_publication(actor=holder("handler"), on=november(18), case_id=case.pk)
    close(case, "clear", november(26))
    assert [p.outcome for p in Publication.objects.filter(case=case).order_by("pk")] == ["objected", "clear"]
    assert Finding.objects.filter(case=case).count() == 2
    with pytest.raises(NotReadyToDecide, match="1 件署名的异议还没有答复"):
        decided(case, "approve", november(27))
    assert [o.pk for o in standing.unanswered_in(BEIAO)] == [row.pk]
    acts.answer_objection(actor=holder("handler"), on=november(27), objection_id=row.pk, answer="房子不是他家的")
    row.refresh_from_db()
    assert (row.answered_on, row.answer) == (november(27), "房子不是他家的")
    with pytest.raises(NotYourDuty, match="已经答复过"):
        acts.answer_objection(actor=holder("handler"), on=november(27), objection_id=row.pk, answer="再说一遍")
    decided(case, "approve", november(27))
    assert waiting(case) == {"announce"}


def test_days_and_places_of_an_objection() -> None:
    case = to_publication(received())
    with pytest.raises(DateBeforeEvidence, match="张榜的日期"):
        objected(case, received_on=november(8))
    with pytest.raises(BadInput, match="补录"):
        objected(case, received_on=november(11))
    row = objected(case, received_on=november(11), late_reason="村里昨晚收到，今天带来")
    assert (row.received_on, row.entered_on) == (november(11), november(12))
    assert not duties.may_record_objection(holder("leader_in_charge"), case).yes
    other = holder("handler", township="330305002")
    assert not duties.may_record_objection(other, case).yes
    assert not duties.may_record_appraisal(holder("handler"), case).yes
