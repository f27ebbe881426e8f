"""Random people over random steps of one case, by every way there is in; kept apart from the test that judges them."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.test import Client

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case, Task
from jiuzhu.decisions.models import Hand
from jiuzhu.desks.shared import sessions
from jiuzhu.ground import clock
from jiuzhu.ground.actor import DISTRICT, SYSTEM, Actor
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.refusals import Refusal
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.acts import appoint
from jiuzhu.offices.models import Account, Appointment, Office
from jiuzhu.offices.queries import actor_of, current_posts
from jiuzhu.persons.acts import register_person
from jiuzhu.persons.models import Person
from jiuzhu.registry.models import MeansCheck
from tests.desks.casework.cases import received
from tests.desks.visitors import PASSWORD
from tests.district import BEIAO, DAY

OFFICES = {
    "handler": "window",
    "second_investigator": "window",
    "village_worker": "window",
    "social_affairs_head": "social_affairs",
    "leader_in_charge": "leadership",
}
POSTS = tuple(OFFICES)
PEOPLE = 5  # few, so that they meet themselves
STEP_OF = {
    "confirm_check_authorisation": "confirm_check",
    "record_home_visit": "visit",
    "countersign_home_visit": "visit_second",
    "submit_finding": "finding",
    "give_opinion": "opinion",
    "start_publication": "publish",
    "close_publication": "publication_end",
    "decide_case": "decide",
    "announce_decision": "announce",
}
# Who the notice puts where, written down here once more and on its own: hand by act (n1.1; 57.16 for the visit).
HAND_OF = {
    "receive_application": 1,
    "record_home_visit": 1,
    "countersign_home_visit": 1,
    "submit_finding": 1,
    "start_publication": 1,
    "close_publication": 1,
    "announce_decision": 1,
    "confirm_check_authorisation": 2,
    "give_opinion": 2,
    "decide_case": 3,
}


class Township:
    """A few people, each with any posts and any number of accounts, and one case."""

    def __init__(self) -> None:
        self.on = DAY
        self.people = [_person(number) for number in range(PEOPLE)]
        for number, post in enumerate(POSTS):
            self.give_post(number % PEOPLE, post)
        self.case: Case = received(1)
        self.sent = 0

    def give_post(self, person: int, post: str) -> None:
        """Another post for somebody, from today; one they hold already they simply keep."""
        office = Office.objects.get(key=f"{BEIAO}.{OFFICES[post]}")
        if post in {held.post for held in current_posts(self.people[person].pk, self.on)}:
            return
        appoint(actor=SYSTEM, on=self.on, person=self.people[person], office=office, post=post, effective_from=self.on)

    def end_posts(self, person: int) -> None:
        """Somebody leaves every post they hold; what they did stays done."""
        held = Appointment.objects.filter(person=self.people[person], effective_to__isnull=True)
        held.filter(effective_from__lt=self.on).update(effective_to=self.on)

    def give_account(self, person: int) -> None:
        """Another account for the same person."""
        _account(self.people[person], f"p{person}-{Account.objects.count()}")

    def next_days(self, days: int) -> None:
        """Time passes."""
        self.on += dt.timedelta(days=days)
        set_day(self.on)

    def report_arrives(self) -> None:
        """The check centre answers, if it was asked and has not yet."""
        check = MeansCheck.objects.filter(matter=str(self.case.token), reported_on__isnull=True).first()
        if check is not None:
            acts.record_check_report(
                actor=SYSTEM, on=self.on, check_id=check.pk, report={}, incomes=[], property_found={}
            )

    def actors(self, person: int) -> list[Actor]:
        """Everything somebody can be today: each account in each post."""
        posts = current_posts(self.people[person].pk, self.on)
        accounts = Account.objects.filter(person=self.people[person], active=True).select_related("person")
        return [actor_of(account, post) for account in accounts.order_by("pk") for post in posts]

    def open_acts(self) -> list[tuple[str, str]]:
        """(act, post it waits for) of the open steps."""
        by_step = {step: act for act, step in STEP_OF.items()}
        waiting = Task.objects.filter(case=self.case, closed_on__isnull=True).order_by("pk")
        return [(by_step[t.step], t.post) for t in waiting if t.step in by_step]

    def words(self, act: str, second: int, outcome: int) -> dict[str, Any]:
        """What the act asks for beside actor, day and case."""
        opinion, end, decision = ("confirm", "return", "refuse"), ("clear", "objected"), ("approve", "return", "refuse")
        return {
            "record_home_visit": {
                "visited_on": self.on,
                "second_person_id": self.people[second].pk,
                "family_signed": True,
                "notes": "与申报一致",
            },
            "submit_finding": {"recommends": True, "conclusion": "符合条件"},
            "give_opinion": {"outcome": opinion[outcome % 3], "text": "说明"},
            "close_publication": {"outcome": end[outcome % 2], "note": "有人说有车"},
            "decide_case": {"outcome": decision[outcome % 3], "text": "说明"},
        }.get(act, {})

    def by_act(self, actor: Actor, act: str, second: int, outcome: int) -> str:
        """The verb itself, as API and batch will call it; the refusal's sentence or nothing."""
        verb = getattr(acts, act)
        try:
            with transaction.atomic():
                verb(actor=actor, on=self.on, case_id=self.case.pk, **self.words(act, second, outcome))
        except Refusal as refusal:
            return refusal.sentence
        return ""

    def by_page(self, actor: Actor, act: str, second: int, outcome: int) -> int:
        """The form on the case page, through the middleware; the answer's status."""
        self.sent += 1
        words = self.words(act, second, outcome)
        fields = {key: str(value) for key, value in words.items()}
        if "second_person_id" in fields:
            fields["second"] = fields.pop("second_person_id")
        if "recommends" in fields:
            fields["recommends"] = "yes"
        fields |= {"form_key": f"machine-{self.sent}", "password": PASSWORD}
        client = _signed_in(actor)
        answer = client.post(f"/cases/{self.case.number}/acts/{act}/", fields)
        set_scope(DISTRICT)
        return answer.status_code

    def free_person(self, act: str, post: str) -> int | None:
        """Somebody in the post who stands in no other hand; for a second signature the one who was named."""
        if act == "countersign_home_visit":
            named = Task.objects.get(case=self.case, step="visit_second", closed_on__isnull=True).person_id
            return next((n for n, p in enumerate(self.people) if p.pk == named), None)
        return next((n for n in self._free(HAND_OF[act]) if any(a.post == post for a in self.actors(n))), None)

    def free_investigator(self) -> int | None:
        """Somebody else than the first who may go on the visit."""
        able = {"second_investigator", "village_worker"}
        free = [n for n in self._free(1) if able.intersection(a.post for a in self.actors(n))]
        return free[-1] if free else None

    def stands_in_another(self, person: int, hand: int) -> bool:
        """Whether somebody already worked on the case in another hand."""
        return person not in self._free(hand)

    def _free(self, hand: int) -> list[int]:
        others = Hand.objects.filter(matter=self.case.token).exclude(hand=hand)
        taken = set(others.values_list("person", flat=True))
        return [n for n, person in enumerate(self.people) if person.pk not in taken]

    def by_force(self, person: int, hand: int, *, stays: bool, in_bulk: bool) -> bool:
        """A row past all acts; whether the database took it. It mostly doesn't stay: too many bind everybody."""
        row = {"matter": self.case.token, "township": BEIAO, "person_id": self.people[person].pk, "hand": hand}
        try:
            with transaction.atomic():
                if in_bulk:
                    Hand.objects.bulk_create([Hand(**row, act="by_force", on=self.on)])
                else:
                    connection.cursor().execute(
                        'INSERT INTO decisions_hand (matter, township, person_id, hand, act, "on")'
                        " VALUES (%(matter)s, %(township)s, %(person_id)s, %(hand)s, 'by_force', %(on)s)",
                        row | {"on": self.on},
                    )
                transaction.set_rollback(not stays)
        except IntegrityError as error:
            assert "three_hands" in str(error)
            return False
        return True


def _person(number: int) -> Person:
    from jiuzhu.commands.demo_data.people import People

    who = People(500 + number, area=80 + number).person(sex="female", born_on=dt.date(1980, 1, 1))
    row = register_person(actor=SYSTEM, on=DAY, name=who.name, number=who.number)
    _account(row, f"p{number}")
    return row


def _account(person: Person, username: str) -> None:
    account = Account(person=person, username=username, demo=True)
    account.set_password(PASSWORD)
    account.save()


def _signed_in(actor: Actor) -> Client:
    """A browser whose session is this account in this post, made as sign-in and change of desk make it."""
    client = Client(raise_request_exception=False)
    session = client.session
    session.update({"account": actor.account_id, "post": actor.appointment_id})
    session["since"] = clock.real_now().timestamp()
    session.save()
    client.cookies[sessions.SEEN] = sessions.stamp(session.session_key or "", clock.real_now())
    return client
