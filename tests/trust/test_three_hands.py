"""No matter ever has one person in two hands: random people, random steps, every way in (n1.1, trust.md).

Ways in: the acts, the pages, posts given, ended and handed over, a simulated day of the office, rows past all acts.
`JZ_LONG=1` runs the long form, ten thousand stories, by the hundred; `JZ_STORIES=5000` in each of two processes is the
same work in half the time. Every hundred says how far it is (`-s`).
"""

import json
import os
from collections import defaultdict

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from jiuzhu.decisions.models import Decision, Hand
from jiuzhu.ground import audit
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import NotYourDuty
from jiuzhu.supervision.checks import CHECKS
from tests.district import build
from tests.trust.people_at_work import HAND_OF, PEOPLE, POSTS, STEP_OF, Township

LONG = bool(os.environ.get("JZ_LONG"))
STORIES, STEPS = int(os.environ.get("JZ_STORIES", "10000" if LONG else "16")), 25
A_HUNDRED = 100  # stories of one batch; each batch of the long form draws anew
anybody = st.integers(0, PEOPLE - 1)
number = st.integers(0, 11)


class Office(RuleBasedStateMachine):
    """One case in a small township; each story is rolled back at its end."""

    seen: dict[str, int] = defaultdict(int)  # what the stories met, over all of them
    beginning: Township  # made once; every story goes on from here

    def __init__(self) -> None:
        super().__init__()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.township = self.beginning.again()
        self.seen["stories"] += 1

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)

    @initialize(weeks=st.integers(0, 5), outcomes=st.lists(st.sampled_from([0, 0, 0, 1, 2]), min_size=5, max_size=5))
    def some_work_is_done(self, weeks: int, outcomes: list[int]) -> None:
        """Stories begin at every stage of a case."""
        for outcome in outcomes[:weeks]:
            self.a_week_at_the_office(outcome, 0, False)

    @rule(person=anybody, post=st.sampled_from(POSTS))
    def gets_another_post(self, person: int, post: str) -> None:
        self.township.give_post(person, post)

    @rule(person=anybody)
    def leaves_all_posts(self, person: int) -> None:
        self.township.end_posts(person)

    @rule(person=anybody, which=number)
    def a_post_is_ended_by_the_steward(self, person: int, which: int) -> None:
        self.seen["end_appointment" if self.township.ends_post(person, which) else "refused"] += 1

    @rule(person=anybody, successor=anybody, which=number, signs=st.booleans(), page=st.booleans())
    def work_is_handed_over(self, person: int, successor: int, which: int, signs: bool, page: bool) -> None:
        self.hands_over(person, successor, which, signs, page)

    def hands_over(self, person: int, successor: int, which: int, signs: bool, page: bool) -> None:
        before = self.township.hands()
        for done in self.township.hands_over(person, successor, which, signs=signs, page=page):
            self.seen[done] += 1
        assert self.township.hands() == before, "a handover lays no hand and takes none away"

    @rule()
    def the_office_works_a_simulated_day(self) -> None:
        self.seen[self.township.simulated_day()] += 1

    @rule(person=anybody)
    def gets_another_account(self, person: int) -> None:
        self.township.give_account(person)

    @rule(days=st.sampled_from([1, 3, 8]))
    def days_pass(self, days: int) -> None:
        self.township.next_days(days)

    @rule()
    def the_report_arrives(self) -> None:
        self.township.report_arrives()

    @rule(outcome=st.sampled_from([0, 0, 0, 0, 1, 2]), wrong=anybody, page=st.booleans())
    def another_week(self, outcome: int, wrong: int, page: bool) -> None:
        self.a_week_at_the_office(outcome, wrong, page)

    def a_week_at_the_office(self, outcome: int, wrong: int, page: bool) -> None:
        """What waits, three times over: first somebody newly put into the post tries, then somebody who is free to.

        In some weeks who worked on it hands over what is left, and the successor signs.
        """
        for third in range(3):
            self.township.report_arrives()
            if wrong % 2:
                self.hands_over(wrong, wrong + third, third, True, page)
            for act, post in self.township.open_acts():
                self._done_by_the_free(act, post, outcome, wrong, page)

    def _done_by_the_free(self, act: str, post: str, outcome: int, wrong: int, page: bool) -> None:
        if act == "close_publication":
            self.township.next_days(8)
        person, second = self.township.free_person(act, post), self.township.free_investigator()
        if person is None or second is None:
            return
        if self.township.stands_in_another(wrong, HAND_OF[act]):
            self.township.give_post(wrong, post)
            self.tries(act, wrong, second, outcome, page, post)
        self.tries(act, person, second, outcome, page, post)

    @precondition(lambda self: self.township.open_acts())
    @rule(which=number, person=anybody, second=anybody, outcome=st.sampled_from([0, 0, 0, 1, 2]), page=st.booleans())
    def whoever_holds_the_post_goes_on(self, which: int, person: int, second: int, outcome: int, page: bool) -> None:
        waiting = self.township.open_acts()
        act, post = waiting[which % len(waiting)]
        self.tries(act, person, second, outcome, page, post)

    @rule(act=st.sampled_from(sorted(STEP_OF)), person=anybody, second=anybody, outcome=number, page=st.booleans())
    def somebody_tries_anything(self, act: str, person: int, second: int, outcome: int, page: bool) -> None:
        self.tries(act, person, second, outcome, page, "")

    @rule(person=anybody, hand=st.sampled_from([1, 2, 3]), how=number)
    def somebody_writes_past_the_acts(self, person: int, hand: int, how: int) -> None:
        who = self.township.people[person].pk
        others = set(Hand.objects.filter(matter=self.township.case.token, person=who).values_list("hand", flat=True))
        taken = self.township.by_force(person, hand, stays=how == 0, in_bulk=how % 2 == 1)
        assert taken == (not others - {hand})
        self.seen["by_force" if taken else "force_refused"] += 1

    def tries(self, act: str, person: int, second: int, outcome: int, page: bool, post: str) -> None:
        """By the first fitting of the person's accounts and posts; with a post wanted, only in that one."""
        able = [a for a in self.township.actors(person) if not post or a.post == post or act.startswith("counter")]
        if not able:
            return
        actor = able[outcome % len(able)]
        hand = HAND_OF[act]
        before = set(
            Hand.objects.filter(matter=self.township.case.token, person=actor.person_id).values_list("hand", flat=True)
        )
        if page:
            status = self.township.by_page(actor, act, second, outcome)
            done = status == 302
            assert status in (302, 400, 403, 409), status
        else:
            said = self.township.by_act(actor, act, second, outcome)
            done = said == ""
        if before - {hand}:
            assert not done, f"{act} by a person who stands in hand {before}"
            self.seen["other_hand_refused"] += 1
        self.seen[act if done else "refused"] += 1

    @invariant()
    def nobody_stands_in_two_hands(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT matter, person_id FROM decisions_hand GROUP BY 1, 2 HAVING count(DISTINCT hand) > 1")
            assert cursor.fetchall() == []

    @invariant()
    def nor_does_the_log_say_so(self) -> None:
        """Who acted, as the audit lines tell it, without the table of hands."""
        hands = defaultdict(set)
        lines = AuditEntry.objects.filter(matter=str(self.township.case.token), act__in=HAND_OF)
        for act, entry in lines.values_list("act", "entry"):
            hands[json.loads(entry)["actor"]["person"]].add(HAND_OF[act])
        assert [person for person, found in hands.items() if len(found) > 1] == []

    @invariant()
    def every_decision_had_three_people(self) -> None:
        self.seen["returned"] += self.township.case.rounds.count() > 1
        if Decision.objects.filter(matter=self.township.case.token).exists():
            self.seen["decided"] += 1
            assert [b for c in CHECKS if "hands" in c.key for b in c.breaches()] == []


@pytest.mark.property
@pytest.mark.django_db(databases=["default", "access_log"])
def test_no_matter_ever_has_one_person_in_two_hands() -> None:
    build()
    Office.seen.clear()
    Office.beginning = Township()
    while (told := Office.seen["stories"]) < STORIES:
        how = settings(
            max_examples=min(A_HUNDRED, STORIES - told),
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not LONG,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(Office, settings=how)
        print(f"{Office.seen['stories']} stories: {dict(sorted(Office.seen.items()))}", flush=True)  # noqa: T201
    # A machine that never gets anywhere proves nothing: the stories met reviews, refusals and the constraint.
    ways = ("end_appointment", "hand_over", "accept_handover", "simulated")
    hoped = (*STEP_OF, *ways, "refused", "other_hand_refused", "force_refused", "by_force", "decided", "returned")
    assert not [met for met in hoped if not Office.seen[met]], dict(Office.seen)


@pytest.mark.django_db
def test_the_machine_sees_a_breach(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shown red: past duty and act the database still wants the hand; a line that got there is found by the log."""
    build()
    township = Township()
    head = township.people[POSTS.index("social_affairs_head")]
    township.give_post(POSTS.index("social_affairs_head"), "handler")
    actors = {a.post: a for a in township.actors(POSTS.index("social_affairs_head"))}
    assert township.by_act(actors["social_affairs_head"], "confirm_check_authorisation", 0, 0) == ""
    assert "须是另一个人" in township.by_act(actors["handler"], "record_home_visit", 1, 0)
    monkeypatch.setattr("jiuzhu.cases.duties.steps.may_lay_hand", lambda *given: NotYourDuty and _yes())
    monkeypatch.setattr("jiuzhu.cases.acts.visit.lay_hand", lambda **given: None)
    with pytest.raises(IntegrityError, match="signed_without_its_hand"):
        township.by_act(actors["handler"], "record_home_visit", 1, 0)
    audit.record(
        actor=actors["handler"],
        act="record_home_visit",
        on=township.on,
        subject=township.case,
        clause="57.16",
        matter=str(township.case.token),
        township=township.case.township,
    )
    machine = Office.__new__(Office)
    machine.township = township
    with pytest.raises(AssertionError):
        machine.nor_does_the_log_say_so()
    assert Hand.objects.filter(person=head).count() == 1


def _yes() -> object:
    from jiuzhu.ground.duties import YES

    return YES
