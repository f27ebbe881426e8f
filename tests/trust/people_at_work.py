"""Random people over random steps of one case, by every way there is in; kept apart from the test that judges them."""

import copy
import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.test import Client

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case, Task
from jiuzhu.commands.demo_data.simulation import Simulation, mark
from jiuzhu.decisions.models import Hand
from jiuzhu.desks.shared import sessions
from jiuzhu.ground import clock
from jiuzhu.ground.actor import DISTRICT, SYSTEM, Actor
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.models import ClockworkRun
from jiuzhu.ground.refusals import Refusal
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.acts import accept_handover, appoint, end_appointment, hand_over, withdraw_handover
from jiuzhu.offices.models import Account, Appointment, Handover, Office
from jiuzhu.offices.queries import current_posts
from jiuzhu.offices.seats import actor_of
from jiuzhu.persons.acts import register_person
from jiuzhu.persons.models import Person
from jiuzhu.registry.models import MeansCheck
from tests.desks.casework.cases import received
from tests.desks.visitors import PASSWORD
from tests.district import BEIAO, DAY, holder

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
        self.known: dict[int, list[Actor]] = {}
        self.people = [_person(number) for number in range(PEOPLE)]
        for number, post in enumerate(POSTS):
            self.give_post(number % PEOPLE, post)
        self.case: Case = received(1)
        self.sent = 0

    def again(self) -> "Township":
        """The same township on its first day; what was stored since then has been rolled back."""
        other = copy.copy(self)
        other.known = {}
        other.case = Case.objects.get(pk=self.case.pk)
        return other

    def give_post(self, person: int, post: str) -> None:
        """Another post for somebody, from today; one they hold already they simply keep."""
        office = Office.objects.get(key=f"{BEIAO}.{OFFICES[post]}")
        if post in {held.post for held in current_posts(self.people[person].pk, self.on)}:
            return
        self.known.clear()
        appoint(actor=SYSTEM, on=self.on, person=self.people[person], office=office, post=post, effective_from=self.on)

    def end_posts(self, person: int) -> None:
        """Somebody leaves every post they hold; what they did stays done."""
        self.known.clear()
        held = Appointment.objects.filter(person=self.people[person], effective_to__isnull=True)
        held.filter(effective_from__lt=self.on).update(effective_to=self.on)

    def ends_post(self, person: int, which: int) -> bool:
        """The steward ends one of somebody's posts today; with open work that nobody else could do it is refused."""
        held = current_posts(self.people[person].pk, self.on)
        if not held:
            return False
        post = held[which % len(held)]
        self.known.clear()
        steward = holder("steward", "")
        return not self._refused(
            lambda: end_appointment(actor=steward, on=self.on, appointment_id=post.pk, last_day=self.on)
        )

    def hands_over(self, person: int, successor: int, which: int, *, signs: bool, page: bool) -> list[str]:
        """工作交接 from somebody to somebody, who signs for it or not; which verbs were done."""
        acted = {who for _, who, _ in self.hands()}  # only they have work on the case that is theirs to give
        waits = {post for _, post in self.open_acts()}
        workers = [(n, a) for n, row in enumerate(self.people) if row.pk in acted for a in self.actors(n)]
        able = [(n, a) for n, a in workers if a.post in waits] or workers
        if not able:
            return []
        person, leaver = able[(person + which) % len(able)]
        taker = self.people[successor % PEOPLE]
        if signs:  # who is going to sign was appointed to the post before
            self.give_post(successor % PEOPLE, leaver.post)
        if page:
            self._post(leaver, "/handovers/", {"successor": str(taker.pk)})
        else:
            self._refused(
                lambda: hand_over(
                    actor=leaver, on=self.on, appointment_id=leaver.appointment_id or 0, successor_id=taker.pk
                )
            )
        waiting = Handover.objects.filter(given_by=self.people[person], state="waiting").order_by("-pk").first()
        takers = self.actors(successor % PEOPLE)
        if waiting is None or not takers:
            return ["hand_over"] if waiting else []
        if not signs:
            self._refused(lambda: withdraw_handover(actor=takers[0], on=self.on, handover_id=waiting.pk, reason="不接"))
        elif page:
            self._post(takers[0], f"/handovers/{waiting.pk}/accept/", {})
        else:
            self._refused(lambda: accept_handover(actor=takers[0], on=self.on, handover_id=waiting.pk))
        waiting.refresh_from_db()
        return ["hand_over", {"accepted": "accept_handover"}.get(waiting.state, waiting.state)]

    def hands(self) -> list[tuple[Any, ...]]:
        """Every hand laid on the case."""
        return list(Hand.objects.filter(matter=self.case.token).order_by("pk").values_list("pk", "person", "hand"))

    def simulated_day(self) -> str:
        """`jiuzhu simulate` works through this township's day, by whoever holds the posts; a refusal keeps nothing."""
        if ClockworkRun.objects.filter(name=mark(BEIAO), day=self.on).exists():
            return "simulated before"
        office = Simulation(self.sent + 1, 0, lambda line: None)
        refused = self._refused(lambda: office.township_day(BEIAO, self.on, 0))
        set_scope(DISTRICT)
        return "simulation refused" if refused else "simulated"

    def _refused(self, do: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                do()
        except Refusal as refusal:
            assert refusal.sentence
            return True
        return False

    def give_account(self, person: int) -> None:
        """Another account for the same person."""
        self.known.clear()
        _account(self.people[person], f"p{person}-{Account.objects.count()}")

    def next_days(self, days: int) -> None:
        """Time passes."""
        self.known.clear()
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
        """Everything somebody can be today: each account in each post. Asked anew after anything that changes it."""
        if person not in self.known:
            posts = current_posts(self.people[person].pk, self.on)
            accounts = Account.objects.filter(person=self.people[person], active=True).select_related("person")
            self.known[person] = [actor_of(a, post) for a in accounts.order_by("pk") for post in posts]
        return self.known[person]

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
        words = self.words(act, second, outcome)
        fields = {key: str(value) for key, value in words.items()}
        if "second_person_id" in fields:
            fields["second"] = fields.pop("second_person_id")
        if "recommends" in fields:
            fields["recommends"] = "yes"
        return self._post(actor, f"/cases/{self.case.number}/acts/{act}/", fields)

    def _post(self, actor: Actor, address: str, fields: dict[str, str]) -> int:
        self.sent += 1
        sent = fields | {"form_key": f"machine-{self.sent}", "password": PASSWORD}
        answer = _signed_in(actor).post(address, sent)
        set_scope(DISTRICT)
        assert answer.status_code < 500, address
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
