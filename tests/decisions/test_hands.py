"""Three hands where they are kept: one natural person never stands in two hands of a matter, whoever asks how."""

import datetime as dt
import itertools
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from jiuzhu.decisions.acts import SamePersonTwice, lay_hand, make_decision
from jiuzhu.decisions.duties import may_lay_hand
from jiuzhu.decisions.models import Decision, Hand
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import NotYourDuty
from jiuzhu.offices.models import Account
from jiuzhu.offices.seats import actor_of
from tests.cases.stages import apply, to_decision
from tests.district import BEIAO, DAY, build, holder

pytestmark = pytest.mark.django_db
MATTER = uuid.UUID("6a0e8f0e-0000-4000-8000-000000000001")
OTHER = uuid.UUID("6a0e8f0e-0000-4000-8000-000000000002")


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled."""
    build()


def lay(actor: Any, hand: int, matter: uuid.UUID = MATTER, on: dt.date = DAY) -> Hand:
    """A hand on the matter."""
    return lay_hand(actor=actor, on=on, matter=matter, township=BEIAO, hand=hand, for_act="of_this_test")


def stored(matter: uuid.UUID = MATTER) -> list[tuple[int, int]]:
    """(person, hand) of the matter, in order."""
    return list(Hand.objects.filter(matter=matter).order_by("pk").values_list("person", "hand"))


def test_many_acts_of_one_hand_are_fine_two_hands_never() -> None:
    somebody = holder("handler")
    for number, (first, second) in enumerate(itertools.product((1, 2, 3), repeat=2)):
        matter = uuid.UUID(int=number)
        lay(somebody, first, matter)
        if first == second:
            lay(somebody, second, matter)
        else:
            assert may_lay_hand(somebody, matter, second).yes is False
            with pytest.raises(SamePersonTwice, match=r"三个不同的人.*请由同岗位的其他人办理"):
                lay(somebody, second, matter)
        laid = [first] * (2 if first == second else 1)
        assert stored(matter) == [(somebody.person_id, hand) for hand in laid]
        lines = AuditEntry.objects.filter(act="lay_hand", matter=str(matter))
        assert lines.count() == len(laid), "a refusal leaves no line"


def test_another_matter_is_another_question() -> None:
    somebody = holder("handler")
    lay(somebody, 1)
    assert lay(somebody, 2, OTHER).hand == 2
    assert may_lay_hand(somebody, OTHER, 2).yes


def test_a_second_account_and_another_post_are_the_same_person() -> None:
    handler = holder("handler")
    lay(handler, 1)
    second = Account.objects.create(person_id=handler.person_id, username="zweitkonto", password="!")
    appointment = type(second.person).objects.get(pk=handler.person_id).appointments.get()
    appointment.post = "leader_in_charge"
    again = actor_of(second, appointment)
    assert (again.account_id, again.post) == (second.pk, "leader_in_charge")
    assert may_lay_hand(again, MATTER, 3).why == "您是本户经办人，审批人须是另一个人。（通知第一条）"
    with pytest.raises(SamePersonTwice):
        lay(again, 3)
    assert stored() == [(handler.person_id, 1)]


def test_years_later_it_is_still_the_same_person() -> None:
    handler = holder("handler")
    lay(handler, 1)
    with pytest.raises(SamePersonTwice):
        lay(handler, 3, on=DAY.replace(year=2031))
    assert stored() == [(handler.person_id, 1)]


def test_the_system_lays_no_hand() -> None:
    with pytest.raises(NotYourDuty, match="系统不能代办"):
        lay(SYSTEM, 1)
    assert stored() == []


def test_a_hand_is_never_changed_or_taken_off() -> None:
    lay(holder("handler"), 1)
    for statement in (
        "UPDATE decisions_hand SET hand = 2",
        "DELETE FROM decisions_hand",
        "TRUNCATE decisions_hand",
        "UPDATE decisions_decision SET outcome = 'refuse'",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
    assert stored() == [(holder("handler").person_id, 1)]


@pytest.mark.parametrize("how", ["orm", "bulk", "sql"])
def test_past_every_act_the_constraint_refuses(how: str) -> None:
    somebody = holder("leader_in_charge").person_id
    given = {"matter": MATTER, "township": BEIAO, "person_id": somebody, "act": "by_hand", "on": DAY}
    Hand.objects.create(**given, hand=1)
    with pytest.raises(IntegrityError, match="three_hands"), transaction.atomic():
        if how == "orm":
            Hand.objects.create(**given, hand=3)
        elif how == "bulk":
            Hand.objects.bulk_create([Hand(**given, hand=1), Hand(**given, hand=2)])
        else:
            connection.cursor().execute(
                'INSERT INTO decisions_hand (matter, township, person_id, hand, act, "on")'
                " VALUES (%s, %s, %s, 3, 'x', %s)",
                [MATTER, BEIAO, somebody, DAY],
            )
    assert stored() == [(somebody, 1)]


def test_there_are_three_hands() -> None:
    for hand in (0, 4, -1):
        with pytest.raises(IntegrityError, match="hand_is_1_2_or_3"):
            lay(holder("handler"), hand)
    assert stored() == []


def test_a_decision_stands_once_a_round_and_whole() -> None:
    leader = holder("leader_in_charge")
    first, second = (to_decision(apply(seed)) for seed in (1, 2))
    words = {"round_no": 1, "programme": "dibao", "reason": "同意", "clause": "n1.1", "township": BEIAO}
    finding = first.findings.get()
    found = {"amount_fen": finding.amount_fen, "members_count": finding.members_count}
    grant = {**found, "effective_from": dt.date(2026, 12, 1)}
    for case in (first, second):
        lay(leader, 3, case.token)
    made = make_decision(actor=leader, on=DAY, matter=first.token, outcome="approve", **words, **grant)
    assert (made.decided_by_id, made.amount_fen) == (leader.person_id, finding.amount_fen)
    for refused, matter, changes in (
        ("decision_once_per_round", first.token, {"outcome": "approve", **grant}),
        ("decision_grant_fields_all_or_none", second.token, {"outcome": "approve", **found}),
        ("decision_grant_fields_all_or_none", second.token, {"outcome": "refuse", **grant}),
        ("check constraint", second.token, {"outcome": "maybe"}),
        ("decision_of_no_open_case", OTHER, {"outcome": "refuse"}),
    ):
        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            make_decision(actor=leader, on=DAY, matter=matter, **words, **changes)
    assert list(Decision.objects.values_list("matter", "outcome")) == [(first.token, "approve")]
