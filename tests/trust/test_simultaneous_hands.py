"""One person, two accounts, two posts, the same moment: exactly one of the two hands is laid, every time.

Real threads on real connections to a committed database. A barrier lets both begin at once.
"""

import datetime as dt
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.decisions.models import Decision, Hand
from jiuzhu.ground.actor import SYSTEM, Actor
from jiuzhu.ground.refusals import NotYourDuty
from jiuzhu.ground.scope import scoped
from jiuzhu.offices.acts import appoint
from jiuzhu.offices.models import Account, Appointment
from jiuzhu.offices.seats import actor_of
from jiuzhu.supervision.checks import CHECKS
from tests.cases.test_straight_case import to_opinion
from tests.desks.casework.cases import received
from tests.district import BEIAO, DAY, build, holder

PAIRS = 60
PARALLEL_STRANDS = 20
Verb = Callable[[], object]


class Both:
    """Two people at two desks, each with a connection of their own."""

    def __init__(self) -> None:
        self.start = threading.Barrier(2)
        self.threads = ThreadPoolExecutor(max_workers=2)

    def at_once(self, first: Verb, second: Verb) -> list[object]:
        """What each got: the answer, or what it was refused with."""
        return [f.result(60) for f in (self.threads.submit(self._one, first), self.threads.submit(self._one, second))]

    def _one(self, verb: Verb) -> object:
        self.start.wait(30)
        try:
            with scoped(SYSTEM):
                return verb()
        except (NotYourDuty, DatabaseError) as refused:
            return refused

    def leave(self) -> None:
        """Both go home."""
        going = threading.Barrier(2)

        def close() -> None:
            going.wait(30)
            connection.close()

        for done in [self.threads.submit(close), self.threads.submit(close)]:
            done.result(30)
        self.threads.shutdown()


@pytest.fixture
def both(committed: Any) -> Iterator[Both]:
    """The district, and two desks."""
    with transaction.atomic():
        build()
    desks = Both()
    yield desks
    desks.leave()


def one_person(first_post: str, second_post: str) -> tuple[Actor, Actor]:
    """The holder of the first post also holds the second, under another account."""
    one = holder(first_post)
    office = Appointment.objects.get(pk=holder(second_post).appointment_id).office
    person = Account.objects.select_related("person").get(pk=one.account_id).person
    also = appoint(actor=SYSTEM, on=DAY, person=person, office=office, post=second_post, effective_from=DAY)
    account = Account.objects.create(person=person, username=f"{second_post}-again", password="!", demo=True)
    return one, actor_of(account, also)


def sound() -> None:
    """`verify` finds nobody in two hands."""
    with scoped(SYSTEM):
        assert [found for c in CHECKS if "hands" in c.key for found in c.breaches()] == []


def laid(matter: uuid.UUID, person: int | None) -> set[int]:
    """Hands of a person on a matter."""
    with scoped(SYSTEM):
        return set(Hand.objects.filter(matter=matter, person_id=person).values_list("hand", flat=True))


def winners(outcomes: list[object]) -> list[int]:
    """Which of the two were not refused."""
    return [n for n, got in enumerate(outcomes) if not isinstance(got, Exception)]


def test_review_and_approval_by_one_person(both: Both) -> None:
    with scoped(SYSTEM):
        reviewer, approver = one_person("social_affairs_head", "leader_in_charge")
    for number in range(PAIRS):
        matter = uuid.UUID(int=number + 1)

        def lay(actor: Actor, hand: int, matter: uuid.UUID = matter) -> Hand:
            return lay_hand(actor=actor, on=DAY, matter=matter, township=BEIAO, hand=hand, for_act="of_this_test")

        outcomes = both.at_once(lambda: lay(reviewer, 2), lambda: lay(approver, 3))
        won = winners(outcomes)
        assert len(won) == 1, outcomes
        lost = outcomes[1 - won[0]]
        assert isinstance(lost, NotYourDuty), lost
        assert "须是三个不同的人" in lost.sentence
        assert laid(matter, reviewer.person_id) == {won[0] + 2}
    sound()


def test_past_every_act_and_duty(both: Both) -> None:
    somebody = holder("leader_in_charge").person_id
    for number in range(PAIRS):
        matter = uuid.UUID(int=number + 1)

        def insert(hand: int, matter: uuid.UUID = matter) -> Hand:
            given = {"matter": matter, "township": BEIAO, "person_id": somebody, "hand": hand}
            return Hand.objects.create(**given, act="by_hand", on=DAY)

        outcomes = both.at_once(lambda: insert(2), lambda: insert(3))
        assert len(winners(outcomes)) == 1, outcomes
        assert len(laid(matter, somebody)) == 1
    sound()


def cases_at_opinion() -> list[int]:
    """So many cases, surveyed and waiting for the reviewer."""
    with scoped(SYSTEM):
        return [to_opinion(received(seed)).pk for seed in range(1, PAIRS + 1)]


def test_opinion_and_decision_on_the_same_case(both: Both) -> None:
    waiting = cases_at_opinion()
    with scoped(SYSTEM):
        head, leader = one_person("social_affairs_head", "leader_in_charge")
    on = dt.date(2026, 11, 9)
    for pk in waiting:
        outcomes = both.at_once(
            lambda pk=pk: acts.give_opinion(actor=head, on=on, case_id=pk, outcome="refuse", text="不符合"),  # type: ignore[misc]
            lambda pk=pk: acts.decide_case(actor=leader, on=on, case_id=pk, outcome="refuse", text="不符合"),  # type: ignore[misc]
        )
        assert winners(outcomes) == [0], outcomes
        refused = outcomes[1]
        # Before the opinion the case isn't ready; after it the person is the reviewer already.
        assert isinstance(refused, NotYourDuty)
        assert "要先完成" in refused.sentence or "您是本户审核人" in refused.sentence
        with scoped(SYSTEM):
            case = Case.objects.get(pk=pk)
            assert (case.state, case.opinions.count()) == ("open", 1)
            assert not Decision.objects.filter(matter=case.token).exists()
        assert laid(case.token, head.person_id) == {2}
    sound()


def test_authorisation_and_home_visit_on_the_same_case(both: Both) -> None:
    with scoped(SYSTEM):
        waiting = [received(seed) for seed in range(1, PARALLEL_STRANDS + 1)]
        head, visits = one_person("social_affairs_head", "handler")
        second = holder("handler", nth=1).person_id
    on = dt.date(2026, 11, 3)
    for case in waiting:
        outcomes = both.at_once(
            lambda pk=case.pk: acts.confirm_check_authorisation(actor=head, on=on, case_id=pk),  # type: ignore[misc]
            lambda pk=case.pk: acts.record_home_visit(  # type: ignore[misc]
                actor=visits,
                on=on,
                case_id=pk,
                visited_on=on,
                second_person_id=second,
                family_signed=True,
                notes="与申报一致",
            ),
        )
        won = winners(outcomes)
        assert len(won) == 1, outcomes
        lost = outcomes[1 - won[0]]
        assert isinstance(lost, NotYourDuty)
        assert "您是本户" in lost.sentence and "须是另一个人" in lost.sentence
        assert laid(case.token, head.person_id) == {2 - won[0]}
    sound()
