"""工作交接: a list both sign, three hands counted over who acted before, and nobody's hands changed by it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from jiuzhu.cases import acts as case_acts
from jiuzhu.cases.acts.handover import SuccessorActedBefore
from jiuzhu.cases.models import Case, CasePerson, Task
from jiuzhu.decisions.models import Hand
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotFound, NotYourDuty, Refusal
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.acts import accept_handover, appoint, end_appointment, hand_over, withdraw_handover
from jiuzhu.offices.acts.handover import NothingToHandOver
from jiuzhu.offices.models import Account, Appointment, Handover, HandoverLine, Office
from jiuzhu.offices.seats import actor_of
from tests.desks.casework.cases import checked, found, on, published, received, visited
from tests.district import BEIAO, DAY, build, holder

pytestmark = pytest.mark.django_db
OTHER = "330305002"


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled, no cases."""
    build()


def given(leaver: Actor, to: Actor | None, day: int = 2, note: str = "") -> Handover:
    """The leaver signs the list for this successor."""
    return hand_over(
        actor=leaver,
        on=on(day),
        appointment_id=leaver.appointment_id or 0,
        successor_id=to.person_id if to else None,
        note=note,
    )


def named(who: Actor, post: str, office: str, first: dt.date = DAY) -> Actor:
    """This person in another post of 北岙街道."""
    account = Account.objects.select_related("person").get(pk=who.account_id)
    row = appoint(
        actor=holder("steward", ""),
        on=DAY,
        person=account.person,
        office=Office.objects.get(key=f"{BEIAO}.{office}"),
        post=post,
        effective_from=first,
    )
    return actor_of(account, row)


def lines(row: Handover) -> list[tuple[str, str, str]]:
    """(case number, task, kind) as listed."""
    return list(row.lines.order_by("pk").values_list("number", "title", "kind"))


def hands() -> list[tuple[str, int, int, str]]:
    """Every hand as stored."""
    return [(str(h.matter), h.person_id, h.hand, h.act) for h in Hand.objects.order_by("pk")]


def test_the_cases_one_worked_on_are_listed_and_the_successor_signs() -> None:
    case, other = received(1), received(2)
    leaver, successor = holder("handler"), holder("handler", nth=1)
    before = hands()
    row = given(leaver, successor, note="两户都约好下周入户")
    assert lines(row) == [(case.number, "入户核查", "post"), (other.number, "入户核查", "post")]
    assert (row.state, row.given_on, row.closed_on, row.township) == ("waiting", DAY, None, BEIAO)
    accept_handover(actor=successor, on=on(3), handover_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.closed_on) == ("accepted", on(3))
    assert hands() == before, "a handover lays no hand and takes none away"
    found = AuditEntry.objects.filter(act__in=["hand_over", "accept_handover"]).order_by("pk")
    assert [(e.act, e.person_id_value) for e in found] == [
        ("hand_over", leaver.person_id),
        ("accept_handover", successor.person_id),
    ]


def test_the_last_holder_hands_over_everything_that_waits_for_the_post() -> None:
    case = received(1)
    head = holder("social_affairs_head")
    successor = named(holder("village_worker"), "social_affairs_head", "social_affairs", DAY + dt.timedelta(days=1))
    row = given(head, successor)
    assert lines(row) == [(case.number, "委托确认", "post")]


def test_a_task_that_names_the_leaver_names_the_successor_after_the_second_signature() -> None:
    case = received(1)
    leaver, successor = holder("handler"), holder("handler", nth=1)
    Task.objects.filter(case=case, step="visit").update(person_id=leaver.person_id)
    row = given(leaver, successor)
    assert lines(row) == [(case.number, "入户核查", "named")]
    task = Task.objects.get(case=case, step="visit")
    assert task.person_id == leaver.person_id, "one signature passes nothing on"
    accept_handover(actor=successor, on=DAY, handover_id=row.pk)
    task.refresh_from_db()
    assert task.person_id == successor.person_id
    end_appointment(actor=holder("steward", ""), on=DAY, appointment_id=leaver.appointment_id or 0, last_day=DAY)
    assert Appointment.objects.get(pk=leaver.appointment_id).effective_to == DAY + dt.timedelta(days=1)


def test_a_written_refusal_still_to_be_delivered_is_passed_on() -> None:
    """Its task comes after the procedure's end and lays no hand."""
    case = found(received(1))
    head, leader = holder("social_affairs_head"), holder("leader_in_charge")
    case_acts.give_opinion(actor=head, on=on(9), case_id=case.pk, outcome="refuse", text="超过标准")
    case_acts.decide_case(actor=leader, on=on(10), case_id=case.pk, outcome="refuse", text="超过标准")
    leaver, successor = holder("handler"), holder("handler", nth=1)
    row = given(leaver, successor, 10)
    assert lines(row) == [(case.number, "书面送达", "post")]
    accept_handover(actor=successor, on=on(10), handover_id=row.pk)
    case_acts.deliver_refusal(
        actor=successor, on=on(11), case_id=case.pk, how="in_person", received_by="本人", delivered_on=on(11)
    )
    assert not Task.objects.filter(case=case, closed_on__isnull=True).exists()


def test_who_was_at_the_visit_confirms_it_themselves() -> None:
    case = checked(received(1))
    second = holder("handler", nth=1)
    case_acts.record_home_visit(
        actor=holder("handler"),
        on=on(6),
        case_id=case.pk,
        visited_on=on(6),
        second_person_id=second.person_id or 0,
        family_signed=True,
        notes="看过",
    )
    row = given(second, holder("handler"), day=6)
    line = row.lines.get(title="入户记录确认")
    assert line.kind == "left" and "同去的本人确认" in line.why
    accept_handover(actor=holder("handler"), on=on(6), handover_id=row.pk)
    assert Task.objects.get(case=case, step="visit_second").person_id == second.person_id


def reviewed_by_future_handler() -> tuple[Case, Actor]:
    """A case whose check the head confirmed; the head is appointed handler too."""
    case = checked(received(1))
    return case, named(holder("social_affairs_head"), "handler", "window")


def test_a_successor_who_acted_in_another_hand_leaves_the_case_to_a_colleague_by_name() -> None:
    case, both = reviewed_by_future_handler()
    colleague = holder("handler", nth=1)
    row = given(holder("handler"), both, day=5)
    line = row.lines.get(number=case.number)
    assert line.kind == "left"
    assert line.why == f"接手人已在本户审核环节办理过，不能办这一步；由同岗位的{colleague.name}办理"


def test_without_such_a_colleague_the_handover_is_refused_and_the_case_named() -> None:
    case, both = reviewed_by_future_handler()
    colleague = holder("handler", nth=1)
    end_appointment(actor=holder("steward", ""), on=on(5), appointment_id=colleague.appointment_id or 0, last_day=on(5))
    with pytest.raises(SuccessorActedBefore, match=rf"{case.number}（已在本户审核环节办理过）") as refused:
        given(holder("handler"), both, day=6)
    assert refused.value.field == "successor"
    assert not Handover.objects.exists() and not HandoverLine.objects.exists()


def test_a_member_of_the_family_does_not_take_it_over() -> None:
    case = received(1)
    successor, leaver = holder("handler", nth=1), holder("handler")
    CasePerson.objects.create(case=case, township=BEIAO, person_id=successor.person_id, family="livelihood")
    with pytest.raises(SuccessorActedBefore, match=f"{case.number}（是本户的家庭成员）"):
        given(leaver, successor)
    assert not Handover.objects.exists()


def test_acting_in_another_hand_between_the_two_signatures_is_found() -> None:
    case = received(1)
    leaver = holder("handler")
    both = named(holder("social_affairs_head"), "handler", "window")
    row = given(leaver, both)
    assert row.lines.get(number=case.number).kind == "post"
    case_acts.confirm_check_authorisation(actor=holder("social_affairs_head"), on=on(3), case_id=case.pk)
    with pytest.raises(SuccessorActedBefore, match=f"情况变了.*{case.number}"):
        accept_handover(actor=both, on=on(3), handover_id=row.pk)
    row.refresh_from_db()
    assert row.state == "waiting"


def test_only_the_leaver_gives_and_only_the_named_successor_takes() -> None:
    received(1)
    leaver, successor = holder("handler"), holder("handler", nth=1)
    with pytest.raises(NotYourDuty, match="由离任的本人"):
        hand_over(actor=successor, on=DAY, appointment_id=leaver.appointment_id or 0, successor_id=successor.person_id)
    row = given(leaver, successor)
    for nobody in (leaver, holder("leader_in_charge"), holder("steward", "")):
        with pytest.raises(NotYourDuty, match=f"接手人{successor.name}本人签收"):
            accept_handover(actor=nobody, on=DAY, handover_id=row.pk)
    row.refresh_from_db()
    assert row.state == "waiting"


@pytest.mark.parametrize("post", ["leader_in_charge", "finance_preparer"])
def test_a_successor_holds_the_same_post(post: str) -> None:
    received(1)
    with pytest.raises(BadInput, match="担任经办人") as refused:
        given(holder("handler"), holder(post))
    assert refused.value.field == "successor"
    with pytest.raises(BadInput, match="从名单里选择"):
        given(holder("handler"), holder("handler", OTHER))
    with pytest.raises(BadInput, match="从名单里选择"):
        given(holder("handler"), None)
    assert not Handover.objects.exists()


def test_without_open_work_there_is_nothing_to_sign() -> None:
    with pytest.raises(NothingToHandOver, match="可以直接请管理员结束任职"):
        given(holder("handler"), holder("handler", nth=1))
    assert not Handover.objects.exists()


def test_one_list_waits_at_a_time_and_a_withdrawn_one_makes_room() -> None:
    received(1)
    leaver, successor = holder("handler"), holder("handler", nth=1)
    row = given(leaver, successor)
    with pytest.raises(Refusal, match="在等接手人签收"):
        given(leaver, successor)
    with pytest.raises(Refusal, match="还没有签收"):
        end_appointment(actor=holder("steward", ""), on=DAY, appointment_id=leaver.appointment_id or 0, last_day=DAY)
    with pytest.raises(BadInput, match="写明原因"):
        withdraw_handover(actor=successor, on=DAY, handover_id=row.pk, reason="")
    with pytest.raises(NotYourDuty, match="移交人、接手人或管理员"):
        withdraw_handover(actor=holder("leader_in_charge"), on=DAY, handover_id=row.pk, reason="不归我")
    withdraw_handover(actor=successor, on=DAY, handover_id=row.pk, reason="名单不全")
    row.refresh_from_db()
    assert (row.state, row.reason, row.closed_on) == ("withdrawn", "名单不全", DAY)
    assert given(leaver, successor).pk != row.pk
    with pytest.raises(NotYourDuty, match="已经签收或撤回"):
        accept_handover(actor=successor, on=DAY, handover_id=row.pk)


def test_another_township_knows_nothing_of_it_and_no_line_is_changed() -> None:
    visited(received(1))
    row = given(holder("handler"), holder("handler", nth=1), day=6)
    set_scope(OTHER)
    assert not Handover.objects.exists() and not HandoverLine.objects.exists()
    with pytest.raises(NotFound):
        accept_handover(actor=holder("handler", OTHER), on=on(6), handover_id=row.pk)
    set_scope(BEIAO)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        HandoverLine.objects.filter(handover=row).update(title="x")
    assert lines(row)[0][1] == "调查结论"


def test_the_database_refuses_a_handover_to_oneself() -> None:
    published(received(1))
    row = given(holder("handler"), holder("handler", nth=1), day=9)
    with pytest.raises(IntegrityError, match="handover_between_two_people"), transaction.atomic():
        Handover.objects.filter(pk=row.pk).update(taken_by_id=row.given_by_id)
    with pytest.raises(IntegrityError, match="handover_closed_iff_day"), transaction.atomic():
        Handover.objects.filter(pk=row.pk).update(state="accepted")
