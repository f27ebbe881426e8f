"""A township's working day by its acts: the same verbs as the pages, each by somebody who holds the post."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from jiuzhu.cases import acts, assessment
from jiuzhu.cases.models import Case, Task
from jiuzhu.cases.queries import INVESTIGATING
from jiuzhu.commands.demo_data.families import family
from jiuzhu.commands.demo_data.people import People
from jiuzhu.entitlements.queries import owed_in
from jiuzhu.funds.queries import payables_of_month
from jiuzhu.ground.actor import SYSTEM, Actor
from jiuzhu.handoffs import owe
from jiuzhu.law.calendar import working_day
from jiuzhu.offices.models import Account, Appointment, Village
from jiuzhu.offices.seats import actor_of
from jiuzhu.payments.acts import prepare_run, release_run
from jiuzhu.payments.models import Order, Run
from jiuzhu.registry.models import MeansCheck

PROGRAMME = "dibao"
REPORT_DAYS = 3  # how long the check centre usually takes
HURRY_DAYS = 4  # what is due this soon is not put off


@dataclass
class Township:
    """The staff and villages of a township, read once."""

    code: str
    villages: list[str]
    actors: dict[str, list[Actor]] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str) -> "Township":
        """Everyone who holds a post there."""
        found = cls(
            code, list(Village.objects.filter(township_id=code).order_by("code").values_list("code", flat=True))
        )
        accounts = {a.person_id: a for a in Account.objects.select_related("person")}
        for row in Appointment.objects.filter(office__township=code).select_related("office", "person").order_by("pk"):
            found.actors.setdefault(row.post, []).append(actor_of(accounts[row.person_id], row))
        return found

    def one(self, post: str, nth: int = 0) -> Actor:
        """A holder of a post."""
        return self.actors[post][nth]

    def investigators(self) -> list[Actor]:
        """Who may go along on a visit, handlers first."""
        return [actor for post in INVESTIGATING for actor in self.actors.get(post, [])]


class Office:
    """Works through days: new applications, what is open, the month's run."""

    def __init__(self, people: People, townships: list[str]) -> None:
        self.people = people
        self.townships = [Township.of(code) for code in townships]
        self.owed: dict[str, set[dt.date]] = {}
        self.families = 0

    def day(self, on: dt.date, applications: int, *, lazy: int = 4) -> int:
        """One day: so many applications over the district, then the open steps; one in `lazy` waits for another day."""
        if not working_day(on):
            return 0
        for township in self.townships:
            self.owe(township, on.replace(day=1))
        for _ in range(applications):
            self.receive(self.townships[self._busy()], on)
        done = 0
        for township in self.townships:
            # Twice: what a morning's step opens can be done in the afternoon.
            done += self.work(township, on, lazy) + self.work(township, on, lazy)
            self.pay(township, on)
        return done

    def owe(self, township: Township, month: dt.date) -> None:
        """What the clockwork does on the first of a month, done once when its first working day comes."""
        if month in self.owed.setdefault(township.code, set()):
            return
        self.owed[township.code].add(month)
        for row in owed_in(township.code, PROGRAMME, month):
            owe(SYSTEM, month, row, month)

    def _busy(self) -> int:
        return self.people.below(len(self.townships))

    def receive(self, township: Township, on: dt.date) -> Case:
        """A family at the window."""
        self.families += 1
        return acts.receive_application(
            actor=township.one("handler", self.people.below(2)),
            on=on,
            programme=PROGRAMME,
            township=township.code,
            village=township.villages[self.people.below(len(township.villages))],
            declaration=family(self.people, on, int(township.code[-3:]) * 10_000 + self.families),
        )

    def work(self, township: Township, on: dt.date, lazy: int) -> int:
        """Do the open steps of a township, most of them."""
        tasks = Task.objects.filter(township=township.code, closed_on__isnull=True).select_related("case")
        done = 0
        for task in tasks.order_by("due_on", "pk"):
            if lazy and (task.due_on - on).days > HURRY_DAYS and self.people.below(lazy) == 0:
                continue
            done += bool(DO[task.step](self, township, task, on))
        return done

    def pay(self, township: Township, on: dt.date) -> None:
        """The run of the month: prepared by one, released by another two days later."""
        month = on.replace(day=1)
        waiting = Run.objects.filter(township=township.code, state="prepared").first()
        if waiting and (on - waiting.prepared_on).days >= 1:
            release_run(actor=township.one("finance_releaser"), on=on, run_id=waiting.pk, typed_fen=waiting.sum_fen)
        owed = payables_of_month(township.code, PROGRAMME, month).exclude(
            pk__in=Order.objects.filter(township=township.code).values("payable")
        )
        if 3 <= on.day < 10 and not waiting and owed.exists():
            prepare_run(
                actor=township.one("finance_preparer"), on=on, township=township.code, programme=PROGRAMME, month=month
            )

    def handler_of(self, township: Township, case: Case) -> Actor:
        """The handler who accepted the case goes on with it."""
        first = case.tasks.filter(step="receive").values_list("closed_by_id", flat=True).first()
        return next((a for a in township.actors["handler"] if a.person_id == first), township.one("handler"))


def _authorise(office: Office, township: Township, task: Task, on: dt.date) -> object:
    return acts.confirm_check_authorisation(actor=township.one("social_affairs_head"), on=on, case_id=task.case_id)


def _report(office: Office, township: Township, task: Task, on: dt.date) -> object:
    check = MeansCheck.objects.filter(matter=str(task.case.token)).order_by("-pk").first()
    if check is None or (on - check.requested_on).days < REPORT_DAYS:
        return None
    applicant = task.case.applicant_id
    interest = (
        [{"person_id": applicant, "kind": "property", "fen": 8640, "per": "year"}]
        if office.people.below(5) == 0
        else []
    )
    return acts.record_check_report(
        actor=SYSTEM, on=on, check_id=check.pk, report={"demo": True}, incomes=interest, property_found={}
    )


def _visit(office: Office, township: Township, task: Task, on: dt.date) -> object:
    handler = office.handler_of(township, task.case)
    second = next((a for a in township.investigators() if a.person_id != handler.person_id), None)
    return second and acts.record_home_visit(
        actor=handler,
        on=on,
        case_id=task.case_id,
        visited_on=on,
        second_person_id=second.person_id,
        family_signed=True,
        notes="入户查看住房和家庭情况，与申报一致，家庭成员已签字。",
    )


def _countersign(office: Office, township: Township, task: Task, on: dt.date) -> object:
    second = next((a for a in township.investigators() if a.person_id == task.person_id), None)
    return second and acts.countersign_home_visit(actor=second, on=on, case_id=task.case_id)


def _finding(office: Office, township: Township, task: Task, on: dt.date) -> object:
    _, found = assessment.of_case(task.case, on)
    word = "符合条件，建议确认。" if found.eligible else f"{found.why}建议不予确认。"
    return acts.submit_finding(
        actor=office.handler_of(township, task.case),
        on=on,
        case_id=task.case_id,
        recommends=found.eligible,
        conclusion=word,
    )


def _opinion(office: Office, township: Township, task: Task, on: dt.date) -> object:
    finding = task.case.findings.order_by("-pk").first()
    outcome, text = ("confirm", "调查清楚，拟确认。") if finding.eligible else ("refuse", finding.why)
    return acts.give_opinion(
        actor=township.one("social_affairs_head"), on=on, case_id=task.case_id, outcome=outcome, text=text
    )


def _publish(office: Office, township: Township, task: Task, on: dt.date) -> object:
    return acts.start_publication(actor=office.handler_of(township, task.case), on=on, case_id=task.case_id)


def _publication_end(office: Office, township: Township, task: Task, on: dt.date) -> object:
    if on <= task.case.publications.order_by("-pk").first().last_day:
        return None
    return acts.close_publication(
        actor=office.handler_of(township, task.case), on=on, case_id=task.case_id, outcome="clear"
    )


def _decide(office: Office, township: Township, task: Task, on: dt.date) -> object:
    opinion = task.case.opinions.order_by("-pk").first()
    outcome, text = ("approve", "同意。") if opinion.outcome == "confirm" else ("refuse", opinion.text)
    return acts.decide_case(
        actor=township.one("leader_in_charge"), on=on, case_id=task.case_id, outcome=outcome, text=text
    )


def _announce(office: Office, township: Township, task: Task, on: dt.date) -> object:
    return acts.announce_decision(actor=office.handler_of(township, task.case), on=on, case_id=task.case_id)


def _deliver(office: Office, township: Township, task: Task, on: dt.date) -> object:
    return acts.deliver_refusal(
        actor=office.handler_of(township, task.case),
        on=on,
        case_id=task.case_id,
        how="in_person",
        received_by=task.case.applicant.name,
        delivered_on=on,
    )


DO: dict[str, Callable[[Office, Township, Task, dt.date], object]] = {
    "confirm_check": _authorise,
    "check_report": _report,
    "visit": _visit,
    "visit_second": _countersign,
    "finding": _finding,
    "opinion": _opinion,
    "publish": _publish,
    "publication_end": _publication_end,
    "decide": _decide,
    "announce": _announce,
    "deliver_refusal": _deliver,
}
