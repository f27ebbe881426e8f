"""Posts: who is appointed where and until when, and that a post does not end over open work."""

import datetime as dt

import pytest

from jiuzhu.cases import acts as case_acts
from jiuzhu.cases.acts.handover import OpenWork
from jiuzhu.cases.models import Task
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty, Refusal
from jiuzhu.offices.acts import appoint, end_appointment
from jiuzhu.offices.models import Appointment, Office
from jiuzhu.offices.queries import staffing
from tests.desks.casework.cases import checked, on, received
from tests.district import BEIAO, DAY, WANGCHAO, build, holder

pytestmark = pytest.mark.django_db
OTHER = "330305002"
TOMORROW = DAY + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled, no cases."""
    build()


def post_of(post: str, township: str = BEIAO, nth: int = 0) -> Appointment:
    """The row of a post's nth holder."""
    return Appointment.objects.select_related("person", "office").get(pk=holder(post, township, nth).appointment_id)


def ended(post: Appointment, last_day: dt.date = DAY) -> Appointment:
    """The steward ends it."""
    return end_appointment(actor=holder("steward", ""), on=DAY, appointment_id=post.pk, last_day=last_day)


def named(post: Appointment, other: str, day: dt.date = DAY) -> Appointment:
    """The steward appoints this person to another post of the same office's township."""
    office = Office.objects.get(key=f"{post.office.township}.{other}")
    kinds = {"window": "handler", "leadership": "leader_in_charge", "social_affairs": "social_affairs_head"}
    return appoint(
        actor=holder("steward", ""), on=DAY, person=post.person, office=office, post=kinds[other], effective_from=day
    )


def test_a_post_ends_after_its_last_day_and_leaves_a_line() -> None:
    post = post_of("handler")
    assert ended(post, TOMORROW).effective_to == DAY + dt.timedelta(days=2)
    post.refresh_from_db()
    assert post.effective_to == DAY + dt.timedelta(days=2)
    entry = AuditEntry.objects.get(act="end_appointment")
    assert (entry.township, entry.actor_post) == (BEIAO, "steward")


def test_a_post_does_not_end_in_the_past_or_twice() -> None:
    post = post_of("handler")
    with pytest.raises(BadInput, match="不能早于今天"):
        ended(post, DAY - dt.timedelta(days=1))
    ended(post)
    with pytest.raises(Refusal, match="已经结束"):
        end_appointment(actor=holder("steward", ""), on=TOMORROW, appointment_id=post.pk, last_day=TOMORROW)
    with pytest.raises(Refusal, match="没有这项任职"):
        end_appointment(actor=holder("steward", ""), on=DAY, appointment_id=10**9, last_day=DAY)
    post.refresh_from_db()
    assert post.effective_to == TOMORROW


def test_only_stewards_appoint_and_end() -> None:
    post = post_of("handler")
    with pytest.raises(NotYourDuty, match="管理员维护"):
        end_appointment(actor=holder("leader_in_charge"), on=DAY, appointment_id=post.pk, last_day=DAY)
    with pytest.raises(NotYourDuty, match="管理员维护"):
        appoint(
            actor=holder("handler"),
            on=DAY,
            person=post.person,
            office=post.office,
            post="leader_in_charge",
            effective_from=DAY,
        )
    post.refresh_from_db()
    assert post.effective_to is None


def test_an_appointment_fits_its_office_begins_today_at_the_earliest_and_is_not_given_twice() -> None:
    post, steward = post_of("handler"), holder("steward", "")
    bureau = Office.objects.get(key="bureau")
    before = Appointment.objects.count()
    for changes, field, says in (
        ({"office": bureau}, "office", "街道（乡镇）单位"),
        ({"post": "steward"}, "office", "区级单位"),
        ({"post": "mayor"}, "post", "请选择岗位"),
        ({"effective_from": DAY - dt.timedelta(days=1)}, "effective_from", "过去的日子"),
        ({"effective_from": TOMORROW, "effective_to": TOMORROW}, "last_day", "不能早于第一天"),
        ({"post": "village_worker", "village": f"{OTHER}200"}, "village", "不在该街道"),
        ({"post": "leader_in_charge", "village": WANGCHAO}, "village", "留空"),
        ({}, "post", "已经是"),
    ):
        given = {"person": post.person, "office": post.office, "post": "handler", "effective_from": DAY} | changes
        with pytest.raises(Refusal, match=says) as refused:
            appoint(actor=steward, on=DAY, **given)  # type: ignore[arg-type]
        assert refused.value.field == field
    assert Appointment.objects.count() == before


def test_the_last_holder_of_a_post_cant_leave_its_open_tasks() -> None:
    received(1)
    head = post_of("social_affairs_head")
    with pytest.raises(OpenWork, match=r"起没有别人担任社会事务办负责人，还有 1 件待办（.+ 委托确认）"):
        ended(head)
    head.refresh_from_db()
    assert head.effective_to is None
    named(post_of("village_worker"), "social_affairs")
    assert ended(head).effective_to == TOMORROW


def test_a_successor_who_begins_later_leaves_a_gap_and_the_post_does_not_end_before() -> None:
    received(1)
    head, later = post_of("social_affairs_head"), DAY + dt.timedelta(days=3)
    named(post_of("village_worker"), "social_affairs", later)
    with pytest.raises(OpenWork, match="11月3日起没有别人"):
        ended(head)
    assert ended(head, DAY + dt.timedelta(days=2)).effective_to == later


def test_without_open_tasks_the_last_holder_may_go() -> None:
    received(1)
    assert ended(post_of("leader_in_charge")).effective_to == TOMORROW


def test_a_township_s_tasks_do_not_hold_another_township_s_officer() -> None:
    received(1)
    assert ended(post_of("social_affairs_head", OTHER)).effective_to == TOMORROW


def test_a_task_that_names_somebody_holds_them_until_it_is_done() -> None:
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
    post = post_of("handler", nth=1)
    steward = holder("steward", "")
    with pytest.raises(OpenWork, match=r"还有 1 件写明由本人办的待办（.+ 入户记录确认）"):
        end_appointment(actor=steward, on=on(6), appointment_id=post.pk, last_day=on(6))
    case_acts.countersign_home_visit(actor=second, on=on(6), case_id=case.pk)
    assert not Task.objects.filter(person=post.person, closed_on__isnull=True).exists()
    end_appointment(actor=steward, on=on(6), appointment_id=post.pk, last_day=on(6))
    post.refresh_from_db()
    assert post.effective_to == on(7)


def test_a_full_township_has_no_warning_and_a_missing_hand_has_one() -> None:
    assert [row.warnings for row in staffing(DAY)] == [[]] * len(staffing(DAY))
    ended(post_of("leader_in_charge"))
    found = {row.township: row.warnings for row in staffing(TOMORROW)}
    assert any("分管领导没有人" in w for w in found[BEIAO])
    assert found[OTHER] == []


def test_two_posts_in_one_person_are_not_two_hands() -> None:
    leader, head = post_of("leader_in_charge"), post_of("social_affairs_head")
    named(head, "leadership")
    ended(leader)
    found = {row.township: row.warnings for row in staffing(TOMORROW)}
    assert any("三个不同的人" in w and head.person.name in w for w in found[BEIAO])


def test_one_person_in_both_finance_posts_is_warned_of() -> None:
    preparer, releaser = post_of("finance_preparer"), post_of("finance_releaser")
    appoint(
        actor=holder("steward", ""),
        on=DAY,
        person=preparer.person,
        office=preparer.office,
        post="finance_releaser",
        effective_from=DAY,
    )
    assert {row.township: row.warnings for row in staffing(DAY)}[BEIAO] == []
    ended(releaser)
    assert any("制单和复核" in w for w in {r.township: r.warnings for r in staffing(TOMORROW)}[BEIAO])
