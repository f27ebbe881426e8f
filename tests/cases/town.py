"""A small township for stories: families of several kinds, everybody at their post, each open task doable by key."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

from jiuzhu.cases import acts, assessment, duties, standing
from jiuzhu.cases.models import Case, MeansCheck, Publication, Task
from jiuzhu.cases.ways import way_of
from jiuzhu.clockwork import owe_month
from jiuzhu.commands.demo_data.people import People
from jiuzhu.ground.actor import SYSTEM, Actor
from jiuzhu.ground.duties import Answer
from jiuzhu.ground.refusals import Refusal
from jiuzhu.offices.acts import appoint
from jiuzhu.offices.models import Account, Office
from jiuzhu.persons.acts import register_person
from jiuzhu.registry.declaration import AmountDeclared, MemberDeclared, RelativeDeclared
from tests.cases.stages import apply, old_and_alone, self_care_assessed, supporters_found
from tests.district import BEIAO, DAY, build, holder

RELATIVE = (RelativeDeclared(name="王某", kin="sibling", post="社区委员"),)
KINDS = ("disabled", "dibian", "relative", "rich", "single", "old")


def make_town() -> None:
    """The district, and two more investigators in 北岙街道, so that others can survey again."""
    build()
    people = People(99, area=1)
    office = Office.objects.get(key=f"{BEIAO}.window")
    for index in range(2):
        who = people.person(sex="male", born_on=dt.date(1985, 1, 1) + dt.timedelta(days=index))
        person = register_person(actor=SYSTEM, on=DAY, name=who.name, number=who.number)
        Account.objects.create(person=person, username=f"again{index}")
        appoint(actor=SYSTEM, on=DAY, person=person, office=office, post="second_investigator", effective_from=DAY)


def family_of(kind: str, seed: int) -> dict[str, Any]:
    """What a family of this kind declares differently from the builder's couple."""
    if kind == "disabled":
        return {}
    if kind == "relative":
        return {"relatives": RELATIVE}
    if kind == "single":  # above 低保 together, and he is severely disabled
        return {"amounts": (AmountDeclared(member=0, kind="wages", fen=300_000, per="month"),)}
    if kind == "old":  # 特困, once it is known that nobody owes support
        return {"members": old_and_alone(seed), "amounts": ()}
    people = People(seed * 77 + 3)
    she = people.person(sex="female", born_on=dt.date(1970, 3, 2) + dt.timedelta(days=seed))
    member = MemberDeclared(name=she.name, number=she.number, relation="self", works=True, consented=True)
    wage = 150_000 if kind == "dibian" else 900_000
    return {"members": (member,), "amounts": (AmountDeclared(member=0, kind="wages", fen=wage, per="month"),)}


# What a refusal says may be done instead, and the outcome that does it.
WAYS_OUT = (("建议不予确认", "no"), ("请退回重新调查", "return"))


class Town:
    """The office at one day. `seen` counts what was done and what was refused."""

    def __init__(self, seen: Counter[str]) -> None:
        self.seen = seen
        self.refused = ""
        self.day = DAY
        self.cases: list[Case] = []
        self.handler, self.head, self.leader = (
            holder(p) for p in ("handler", "social_affairs_head", "leader_in_charge")
        )
        self.bureau = holder("bureau_officer", township="")
        self.village = holder("village_worker")
        able = [self.handler, holder("handler", nth=1), self.village]
        able += [holder("second_investigator", nth=n) for n in (0, 1)]
        self.investigators: dict[int | None, Actor] = {a.person_id: a for a in able}

    def days_pass(self, days: int) -> None:
        """Day by day; on the first of a month the clockwork owes what runs."""
        for _ in range(days):
            self.day += dt.timedelta(days=1)
            if self.day.day == 1:
                owe_month(self.day)

    def tries(self, name: str, do: Callable[[], object]) -> bool:
        """Whether it was done; a refusal is an answer."""
        try:
            do()
        except Refusal as refusal:
            assert str(refusal)
            self.refused = str(refusal)
            self.seen[f"no {name}"] += 1
            return False
        self.seen[name] += 1
        return True

    def applies(self, kind: str, seed: int) -> None:
        """A family at the window."""

        def do() -> None:
            self.cases.append(apply(seed, on=self.day, **family_of(kind, seed)))

        self.tries("receive_application", do)

    def open_tasks(self, case: Case) -> list[Task]:
        """In order."""
        return list(Task.objects.filter(case=case, closed_on__isnull=True).order_by("pk"))

    def does(self, task: Task, outcome: str = "") -> bool:
        """The task by whoever has its post; `outcome` where the step has several, otherwise what leads to an end."""
        step = getattr(self, f"_{task.step}")
        case = Case.objects.get(pk=task.case_id)
        return self.tries(f"{task.step} {outcome}".strip(), lambda: step(case, task, outcome))

    def _given(self, actor: Actor, case: Case) -> dict[str, Any]:
        return {"actor": actor, "on": self.day, "case_id": case.pk}

    def _confirm_check(self, case: Case, task: Task, outcome: str) -> None:
        acts.confirm_check_authorisation(**self._given(self.head, case))

    def _check_report(self, case: Case, task: Task, outcome: str) -> None:
        check = MeansCheck.objects.filter(household_id=case.household_id).latest("pk")
        income = {"person_id": case.applicant_id, "kind": "property", "fen": 5_000_000, "per": "year"}
        incomes = [income] if outcome == "found" else []
        acts.record_check_report(
            actor=SYSTEM, on=self.day, check_id=check.pk, report={"n": check.pk}, incomes=incomes, property_found={}
        )

    def _visit(self, case: Case, task: Task, outcome: str) -> None:
        barred = standing.barred_investigators(case)
        free = [a for a in self.investigators.values() if a.person_id not in barred]
        if barred and (outcome == "appraisal" or len(free) < 2):
            acts.record_appraisal(
                **self._given(self.handler, case), held_on=self.day, minutes=f"评议{task.pk}", result="情况属实"
            )
            return
        first = self.investigators[task.person_id] if task.person_id else free[0]
        second = next(a for a in free if a.person_id != first.person_id)
        acts.record_home_visit(
            **self._given(first, case),
            visited_on=self.day,
            second_person_id=second.person_id,
            family_signed=True,
            notes="看过住房和收入凭据",
        )

    def _visit_second(self, case: Case, task: Task, outcome: str) -> None:
        acts.countersign_home_visit(**self._given(self.investigators[task.person_id], case))

    def _self_care(self, case: Case, task: Task, outcome: str) -> None:
        self_care_assessed(case, "walking", on=self.day)

    def _finding(self, case: Case, task: Task, outcome: str) -> None:
        eligible = assessment.of_case(case, self.day)[1].eligible
        acts.submit_finding(
            **self._given(self.handler, case), recommends=eligible and outcome != "no", conclusion="见入户记录"
        )

    def _opinion(self, case: Case, task: Task, outcome: str) -> None:
        finding = case.findings.latest("pk")
        likely = "confirm" if finding.eligible and finding.recommends else "refuse"
        acts.give_opinion(**self._given(self.head, case), outcome=outcome or likely, text="按规定")

    def _publish(self, case: Case, task: Task, outcome: str) -> None:
        acts.start_publication(**self._given(self.handler, case))

    def _publication_end(self, case: Case, task: Task, outcome: str) -> None:
        waits = standing.open_objections(case).exists()
        acts.close_publication(
            **self._given(self.handler, case), outcome=outcome or ("objected" if waits else "clear"), note="村里有人说"
        )

    def _decide(self, case: Case, task: Task, outcome: str) -> None:
        likely = "approve" if case.opinions.latest("pk").outcome == "confirm" else "refuse"
        acts.decide_case(**self._given(self.leader, case), outcome=outcome or likely, text="按规定")

    def _announce(self, case: Case, task: Task, outcome: str) -> None:
        acts.announce_decision(**self._given(self.handler, case))

    def _deliver_refusal(self, case: Case, task: Task, outcome: str) -> None:
        acts.deliver_refusal(
            **self._given(self.handler, case), how="in_person", received_by="本人", delivered_on=self.day
        )

    def finishes(self, case: Case) -> None:
        """Every task as it comes, what a decision waits for first; a case that can't end so is a dead end."""
        for _ in range(40):
            case.refresh_from_db()
            waiting = self.open_tasks(case)
            if not waiting:
                break
            if any(task.step == "finding" for task in waiting) and self._other_way(case) == "tekun":
                assert self.beside("agree_programme", case), self.refused
                continue  # it waits for the self-care assessment now
            for task in waiting:
                self._before(case, task)
                done = self.does(task) or any(said in self.refused and self.does(task, way) for said, way in WAYS_OUT)
                assert done, f"{case.number} can't get past {task.step}: {self.refused}"
        assert case.state != "open", f"{case.number} never ends"

    def _before(self, case: Case, task: Task) -> None:
        if task.step == "publication_end":
            last = Publication.objects.filter(case=case).latest("pk").last_day
            self.days_pass(max(0, (last - self.day).days + 1))
        if task.step == "decide":
            if standing.unanswered(case).exists():
                assert self.beside("answer_objection", case)
            if standing.bureau_visit_missing(case):
                assert self.beside("record_bureau_visit", case)

    def bureau_visits(self, case: Case) -> object:
        """The bureau's officer at the family's door."""
        return acts.record_bureau_visit(
            **self._given(self.bureau, case), visited_on=self.day, companion="区民政局 林某", notes="与申报相符"
        )

    def beside(self, what: str, case: Case) -> bool:
        """One of the acts beside the steps."""
        return self.tries(what, lambda: getattr(self, f"_{what}")(case))

    def possible(self, case: Case, on_purpose: bool) -> list[str]:
        """The acts beside the steps whose duty says yes now; those that end a case only on purpose."""
        may = {what: duty(ACTOR_OF[what](self), case).yes for what, duty in DUTIES.items()}
        may["answer_objection"] = any(
            duties.may_answer_objection(self.handler, row).yes for row in standing.unanswered(case)
        )
        return [w for w in BESIDE if may[w] and (on_purpose or w not in {"withdraw_application", "terminate_case"})]

    def _extend_deadline(self, case: Case) -> None:
        to = case.accepted_on + dt.timedelta(days=30)
        acts.extend_deadline(**self._given(self.leader, case), extended_to=to, reason="核对中心还在等银行答复")

    def _withdraw_application(self, case: Case) -> None:
        acts.withdraw_application(**self._given(self.handler, case), signed=True, reason="家里有了别的收入")

    def _terminate_case(self, case: Case) -> None:
        acts.terminate_case(**self._given(self.leader, case), reason="三次上门拒绝入户")

    def _object_to_check_report(self, case: Case) -> None:
        acts.object_to_check_report(**self._given(self.handler, case), objection="利息不是我的", evidence="银行证明")

    def _record_objection(self, case: Case) -> None:
        name = "" if [c.pk for c in self.cases].index(case.pk) % 2 else "邻居"
        acts.record_objection(
            **self._given(self.village, case), text="他家另有房子", received_on=self.day, by_name=name
        )

    def _record_complaint(self, case: Case) -> None:
        acts.record_complaint(**self._given(self.handler, case), text="他家有车", received_on=self.day)

    def _record_bureau_visit(self, case: Case) -> None:
        self.bureau_visits(case)

    def _correct_clerical_error(self, case: Case) -> None:
        homes = 1 + (case.household.homes or 0) % 2
        acts.correct_clerical_error(
            **self._given(self.handler, case), subject="household", subject_id=0, field="homes", value=homes,
            reason="录入时看错一行",
        )  # fmt: skip

    def _agree_programme(self, case: Case) -> None:
        other = self._other_way(case) or ("dibian" if case.programme == "dibao" else "dibao")
        acts.agree_programme(**self._given(self.handler, case), programme=other, signed=True, agreed_on=self.day)
        self.seen[f"agree {other}"] += 1

    def _other_way(self, case: Case) -> str:
        """The first way that fits and isn't this case's own; empty if there is none."""
        found = assessment.ways_of_case(case, self.day)[1]
        return next((key for key, way in found.items() if way.eligible and key != way_of(case)), "")

    def _record_supporters(self, case: Case) -> None:
        supporters_found(case, on=self.day)

    def _assign_resurvey(self, case: Case) -> None:
        chosen = standing.investigators_for(case, self.day)[-1]
        acts.assign_resurvey(**self._given(self.handler, case), person_id=chosen.pk)

    def _answer_objection(self, case: Case) -> None:
        for row in standing.unanswered(case):
            acts.answer_objection(actor=self.handler, on=self.day, objection_id=row.pk, answer="已经查清")


BESIDE = (
    "extend_deadline", "withdraw_application", "terminate_case", "object_to_check_report", "record_objection",
    "record_complaint", "record_bureau_visit", "correct_clerical_error", "agree_programme", "assign_resurvey",
    "answer_objection", "record_supporters",
)  # fmt: skip
DUTIES: dict[str, Callable[[Actor, Case], Answer]] = {
    "extend_deadline": duties.may_extend,
    "withdraw_application": duties.may_withdraw,
    "terminate_case": duties.may_terminate,
    "object_to_check_report": duties.may_object_to_report,
    "record_objection": duties.may_record_objection,
    "record_complaint": duties.may_record_complaint,
    "record_bureau_visit": duties.may_record_bureau_visit,
    "correct_clerical_error": duties.may_correct,
    "agree_programme": duties.may_agree_programme,
    "assign_resurvey": duties.may_arrange_resurvey,
    "record_supporters": duties.may_record_supporters,
}
ACTOR_OF: dict[str, Callable[[Town], Actor]] = dict.fromkeys(DUTIES, lambda town: town.handler) | {
    "extend_deadline": lambda town: town.leader,
    "terminate_case": lambda town: town.leader,
    "record_objection": lambda town: town.village,
    "record_bureau_visit": lambda town: town.bureau,
}
OUTCOMES = {
    "check_report": ("", "", "found"),
    "visit": ("", "appraisal"),
    "finding": ("", "", "no"),
    "opinion": ("", "", "", "refuse", "return"),
    "publication_end": ("clear", "clear", "", "objected"),
    "decide": ("", "", "", "refuse", "return"),
}
