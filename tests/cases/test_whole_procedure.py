"""The whole procedure by random stories: no dead end, no lost deadline, no month owed twice or skipped.

A story is told by its number: the same number tells the same story again. `JZ_LONG=1` runs the long form, some minutes.
"""

import datetime as dt
import os
from collections import Counter
from random import Random

import pytest
from django.db import transaction

from jiuzhu.cases.models import Case, CasePerson, Round, Task
from jiuzhu.entitlements.models import Entitlement
from jiuzhu.funds.models import Payable
from jiuzhu.handoffs import IN_CASH
from jiuzhu.plain.days import next_month
from jiuzhu.supervision.checks import CHECKS
from tests.cases.town import BESIDE, KINDS, OUTCOMES, Town, make_town

LONG = bool(os.environ.get("JZ_LONG"))
STORIES, MOVES = (400, 60) if LONG else (12, 14)
MOVE_WEIGHTS = {
    "task": 10, "all_waiting": 4, "beside": 9, "out_of_turn": 2, "days": 3, "slow_check": 1, "objection": 2,
    "family": 1, "to_the_end": 1,
}  # fmt: skip

KIND_FOR = {"agree_programme": "single", "record_bureau_visit": "relative", "record_supporters": "old"}


class Story:
    """A township's month with a few families, by a number."""

    def __init__(self, number: int, seen: Counter[str]) -> None:
        self.random = Random(number)
        self.town = Town(seen)
        self.done: set[str] = set()
        theme = BESIDE[number % len(BESIDE)]
        for seed, kind in enumerate((KIND_FOR.get(theme, "disabled"), *self.random.choices(KINDS, k=2)), start=1):
            self.town.applies(kind, seed)
        self._begins_with(theme, self.town.cases[0])
        for case in self.town.cases[1:]:
            for _ in range(self.random.randint(0, 6)):
                self._all_waiting(case)

    def _begins_with(self, theme: str, case: Case) -> None:
        """The first family goes on until what this story is about can happen, and it happens: each act in turn."""
        for _ in range(20):
            case.refresh_from_db()
            if theme == "extend_deadline":
                self._slow_check(case)
            elif theme in {"assign_resurvey", "answer_objection"}:
                self._objection(case)
            if theme in self.town.possible(case, on_purpose=True) and self.town.beside(theme, case):
                return
            self._all_waiting(case)

    def moves(self) -> None:
        """One thing happens."""
        name = self.random.choices(list(MOVE_WEIGHTS), list(MOVE_WEIGHTS.values()))[0]
        case = self.random.choice(self.town.cases)
        case.refresh_from_db()
        getattr(self, f"_{name}")(case)

    def _task(self, case: Case) -> None:
        if tasks := self.town.open_tasks(case):
            task = self.random.choice(tasks)
            self.town.does(task, self.random.choice(OUTCOMES.get(task.step, ("",))))

    def _all_waiting(self, case: Case) -> None:
        for task in self.town.open_tasks(case):
            self.town.does(task)

    def _beside(self, case: Case) -> None:
        if possible := self.town.possible(case, on_purpose=self.random.random() < 0.15):
            what = self.random.choice([w for w in possible if w not in self.done] or possible)
            self.town.beside(what, case)
            self.done.add(what)

    def _out_of_turn(self, case: Case) -> None:
        """What the duty says no to, the act refuses."""
        if refused := sorted(set(BESIDE) - {"answer_objection"} - set(self.town.possible(case, on_purpose=True))):
            what = self.random.choice(refused)
            assert not self.town.beside(what, case), what

    def _days(self, case: Case) -> None:
        self.town.days_pass(self.random.choice((1, 1, 2, 8)))

    def _slow_check(self, case: Case) -> None:
        for task in self.town.open_tasks(case):
            if task.step == "confirm_check":
                self.town.does(task)
        if any(task.step == "check_report" for task in self.town.open_tasks(case)):
            self.town.days_pass(16)
            self.town.beside("extend_deadline", case)

    def _objection(self, case: Case) -> None:
        for task in self.town.open_tasks(case):
            if task.step == "publication_end" and self.town.beside("record_objection", case):
                assert not self.town.does(task, "clear")
                self.town.does(task, "objected")
                if self.random.random() < 0.5:
                    self.town.beside("assign_resurvey", case)

    def _family(self, case: Case) -> None:
        self.town.applies(self.random.choice(KINDS), self.random.randint(1, 5))

    def _to_the_end(self, case: Case) -> None:
        self.town.finishes(case)

    def ends(self) -> None:
        """Everything is brought to its end, and `verify` finds nothing."""
        for case in self.town.cases:
            self.town.finishes(case)
        every_month_is_owed_once(self.town.day)
        found = {check.key: list(check.breaches()) for check in CHECKS}
        assert not any(found.values()), found


def no_case_without_a_task() -> None:
    """An open case waits for somebody; a closed one at most for its delivery; only open ones hold their family."""
    for case in Case.objects.all():
        steps = set(Task.objects.filter(case=case, closed_on__isnull=True).values_list("step", flat=True))
        assert steps if case.state == "open" else steps <= {"deliver_refusal"}, (case.number, case.state, steps)
        assert CasePerson.objects.filter(case=case, is_open=True).exists() == (case.state == "open")


def no_deadline_is_lost() -> None:
    """Every open task belongs to the last round and has a day and a sentence; no limit moves beyond the cap."""
    for task in Task.objects.filter(closed_on__isnull=True).select_related("case"):
        assert "。" in task.due_why, (task.step, task.due_why)
        assert task.due_on >= task.case.accepted_on
        assert task.round_id == Round.objects.filter(case=task.case).latest("number").pk
    for case in Case.objects.all():
        # the cap of 30 days, and what a holiday may roll it on
        assert (case.extended_to or case.due_on) <= case.accepted_on + dt.timedelta(days=40)
        assert "。" in case.due_why


def every_month_is_owed_once(today: dt.date) -> None:
    """From the first month granted to this one, each once; nothing for 低边."""
    for row in Entitlement.objects.all():
        months = [row.span.lower]
        while next_month(months[-1]) <= today:
            months.append(next_month(months[-1]))
        owed = list(Payable.objects.filter(matter=row.matter).order_by("month").values_list("month", flat=True))
        assert owed == (months if row.programme in IN_CASH else []), row.matter


def tell(number: int, seen: Counter[str]) -> None:
    """One story, rolled back at its end."""
    with transaction.atomic():
        story = Story(number, seen)
        for _ in range(MOVES):
            story.moves()
            no_case_without_a_task()
            no_deadline_is_lost()
            every_month_is_owed_once(story.town.day)
        story.ends()
        transaction.set_rollback(True)


@pytest.mark.property
@pytest.mark.django_db
def test_a_months_stories_have_no_dead_end() -> None:
    make_town()
    seen: Counter[str] = Counter()
    for number in range(STORIES):
        try:
            tell(number, seen)
        except Exception as error:
            raise AssertionError(f"story {number}") from error
    done = {name for name in seen if not name.startswith("no ")}
    assert set(BESIDE) <= done, sorted(set(BESIDE) - done)
    assert {"announce", "deliver_refusal", "publication_end objected", "visit appraisal"} <= done
    assert {"agree single", "agree tekun", "self_care"} <= done, sorted(done)
