"""Questions about cases: worklists, one case, its history. Constant query counts, keyset paging."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from jiuzhu.cases.models import (
    Announcement,
    Assistance,
    Case,
    CasePerson,
    Enquiry,
    MeansCheck,
    Publication,
    Task,
)
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.crypto import keyed_hash
from jiuzhu.ground.keyset import place_of, text_of
from jiuzhu.ground.models import AuditEntry
from jiuzhu.law.deadlines import not_announced
from jiuzhu.offices.models import Appointment, Township, Village
from jiuzhu.offices.queries import holders
from jiuzhu.persons.models import Person
from jiuzhu.persons.queries import known_before, named, read_as

PAGE = 20
PROGRAMME_SHORT = {"dibao": "DB", "dibian": "BY", "tekun": "TK", "linshi": "LS", "yishi_yiyi": "YY"}
INVESTIGATING = ("handler", "second_investigator", "village_worker")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list and the key of the next one, or nothing."""

    rows: list[Task]
    next_key: str


def villages_of(township: str) -> set[str]:
    """Codes of a township's villages."""
    return set(Village.objects.filter(township_id=township).values_list("code", flat=True))


def township_short(township: str) -> str:
    """The letters a township's case numbers begin with."""
    return Township.objects.values_list("short", flat=True).get(code=township)


def investigators(township: str, on: dt.date) -> list[Person]:
    """Persons who may go on a home visit in a township."""
    return list({a.person_id: a.person for a in holders(township, INVESTIGATING, on)}.values())


# What a line of a list shows: no more is read, for a case has forty columns and people more.
TASK_LINE = ("step", "title", "post", "village", "due_on", "due_why", "case__number", "case__programme",
             "case__extended_to", "case__applicant__name")  # fmt: skip
CASE_LINE = ("number", "state", "programme", "village", "members_count", "accepted_on", "due_on", "due_why",
             "extended_to", "ended_on", "applicant__name")  # fmt: skip


def waiting_for(actor: Actor) -> QuerySet[Task]:
    """Open tasks that the actor's post must do, or that name the actor; with the case and its applicant."""
    mine = Q(post=actor.post, person__isnull=True) | Q(person_id=actor.person_id)
    rows = Task.objects.filter(mine, closed_on__isnull=True)
    if actor.township:  # posts of the district have work in every township
        rows = rows.filter(township=actor.township)
    return rows.select_related("case__applicant").order_by("due_on", "pk")


def worklist(actor: Actor, after: str = "") -> Page:
    """A page of what waits for the actor, by due day; `after` is the last page's key (`2026-12-01.42`)."""
    rows = waiting_for(actor)
    if place := place_of(after):
        rows = rows.filter(Q(due_on__gt=place.day) | Q(due_on=place.day, pk__gt=place.pk))
    found = list(_lines(rows, PAGE + 1))
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], text_of(last.due_on, last.pk) if last else "")


def waiting_for_others(actor: Actor, most: int) -> list[Task]:
    """The most urgent open tasks of cases the actor has worked on that wait for somebody else."""
    worked_on = Task.objects.filter(case=OuterRef("case"), closed_by=actor.person_id)
    rows = Task.objects.filter(Exists(worked_on), closed_on__isnull=True, township=actor.township).exclude(
        Q(post=actor.post, person__isnull=True) | Q(person_id=actor.person_id)
    )
    return list(_lines(rows.order_by("due_on", "pk"), most).select_related("person").only(*TASK_LINE, "person__name"))


def _lines(rows: QuerySet[Task], most: int) -> QuerySet[Task]:
    """The first of these tasks as lines of a list. They are chosen before cases and people are read, else the database
    reads the family of every task that waits."""
    chosen = Task.objects.filter(pk__in=rows.values("pk")[:most])
    return chosen.select_related("case__applicant").only(*TASK_LINE).order_by("due_on", "pk")


def case_by_number(number: str) -> Case | None:
    """The case within the transaction's scope."""
    return Case.objects.filter(number=number).select_related("household", "applicant").first()


def history(case: Case) -> list[AuditEntry]:
    """Audit lines of the case's own acts, latest first."""
    return list(
        AuditEntry.objects.filter(matter=str(case.token), entry__contains='"type":"cases.case"')
        .select_related("private")
        .order_by("-pk")[:60]
    )


def case_list(township: str, after: str = "") -> tuple[list[Case], str]:
    """A page of a township's cases, latest first."""
    rows = Case.objects.filter(township=township).select_related("applicant").order_by("-accepted_on", "-pk")
    rows = rows.only(*CASE_LINE)
    if place := place_of(after):
        rows = rows.filter(Q(accepted_on__lt=place.day) | Q(accepted_on=place.day, pk__lt=place.pk))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], text_of(last.accepted_on, last.pk) if last else ""


SEARCH_LIMIT = 30


# A name that more people have than this is so common that the latest cases soon hold enough of them.
FEW_PEOPLE = 2000


def search_cases(text: str, township: str = "") -> list[Case]:
    """Cases in scope by case number, ID number, or a member's name or pinyin; latest first, one more than is shown.

    `township`: of whoever asks; the same cases as without it, but found by its own list.
    """
    rows = Case.objects.select_related("applicant").order_by("-accepted_on", "-pk")
    if township:
        rows = rows.filter(township=township)
    return list(_matching(rows, text.strip())[: SEARCH_LIMIT + 1])


def _matching(rows: QuerySet[Case], text: str) -> QuerySet[Case]:
    joined = text.replace(" ", "")
    key = joined.lower()
    if len(joined) == 18 and joined[:17].isdigit():
        of = Q(person__id_hash=keyed_hash(joined.upper())) | Q(person_id__in=known_before(joined))
        found = CasePerson.objects.filter(of)
        return rows.filter(pk__in=found.values("case_id"))
    if "-" in joined:
        return rows.filter(number__begins=joined.upper())
    if not joined.isascii():
        before = known_before(joined)  # who was corrected is still found under the name of before
        of = Q(person__name__contains=joined) | Q(person_id__in=before)
        return _with(rows, [*named(joined, FEW_PEOPLE + 1), *before], of)
    if not key.isalpha():
        return rows.filter(number__icontains=joined)
    reading = Q(person__search_key__startswith=key) | Q(person__search_key__contains=f" {key}")
    return _with(rows, read_as(key, FEW_PEOPLE + 1), reading)


def _with(rows: QuerySet[Case], people: list[int], of: Q) -> QuerySet[Case]:
    """Cases with one of these people; where they are too many, the latest cases are looked through one by one."""
    if len(people) <= FEW_PEOPLE:
        return rows.filter(pk__in=CasePerson.objects.filter(person_id__in=people).values("case_id"))
    one = CasePerson.objects.filter(of, case=OuterRef("pk")).values("pk")[:1]
    return rows.alias(one=Subquery(one)).filter(one__isnull=False)


def cases_of(names: list[str]) -> list[Case]:
    """Cases in scope whose applicant has one of these names."""
    return list(Case.objects.filter(applicant__name__in=names).select_related("applicant"))


def open_publications(township: str) -> QuerySet[Publication]:
    """Notices without a result yet, with their cases; one whose case ended meanwhile stands no longer."""
    rows = Publication.objects.filter(township=township, closed_on__isnull=True, case__state="open")
    return rows.select_related("case").order_by("last_day", "pk")


def running_publications(on: dt.date, township: str) -> list[Publication]:
    """Notices that stand on this day."""
    return list(open_publications(township).filter(first_day__lte=on, last_day__gte=on).order_by("village", "pk"))


def standing_announcements(on: dt.date, township: str) -> list[Announcement]:
    """What is announced on this day, by programme and village, the latest first."""
    return list(
        Announcement.objects.filter(township=township, first_day__lte=on, last_day__gte=on)
        .select_related("case")
        .order_by("programme", "village", "-first_day", "pk")
    )


def check_days(case: Case, on: dt.date) -> int:
    """Calendar days the means check of a case has taken by `on`."""
    return days_of(MeansCheck.objects.filter(household_id=case.household_id, beside=False), on)


def counted_in(year: int) -> list[int]:
    """Cases with a last day in that year or later that still counts: their own, of an open task, of a letter."""
    first = dt.date(year, 1, 1)
    tasks = Task.objects.filter(case=OuterRef("pk"), closed_on__isnull=True, due_on__gte=first)
    letters = Assistance.objects.filter(case=OuterRef("pk"), answered_on__isnull=True, due_on__gte=first)
    own = Q(state="open") & (Q(due_on__gte=first) | Q(extended_to__gte=first) | Exists(letters))
    return list(Case.objects.filter(own | Exists(tasks)).order_by("pk").values_list("pk", flat=True))


def still_provisional(years: Iterable[int]) -> list[int]:
    """Cases with an open task that says its day is provisional, in one of these years."""
    words = reduce(or_, (Q(due_why__contains=not_announced(year)) for year in years), Q(pk__in=[]))
    rows = Task.objects.filter(words, closed_on__isnull=True)
    return sorted(set(rows.values_list("case_id", flat=True)))


def days_of(checks: Iterable[MeansCheck], on: dt.date) -> int:
    """Calendar days these requests have taken by `on`, all together; a running one counts too.

    A check runs from the day its officer noted, or from the request where nobody did. A re-check after an objection is
    still 核对: how the notice counts it is open, so its days are added.
    """
    return sum((min(check.reported_on or on, on) - began_on(check)).days for check in checks)


def began_on(check: MeansCheck) -> dt.date:
    """The first day of a check."""
    return check.started_on or check.requested_on


def is_late(case: Case, on: dt.date) -> bool:
    """Whether the case was decided, ended or is still open after its last day. A late case stays decidable."""
    decided = case.rounds.order_by("-number").values_list("decided_on", flat=True).first()
    return (decided or case.ended_on or on) > (case.extended_to or case.due_on)


def late_cases(township: str, on: dt.date) -> QuerySet[Case]:
    """Open cases of a township whose last day has passed, the longest overdue first; `limit` is that day."""
    return (
        Case.objects.filter(township=township, state="open")
        .annotate(limit=Coalesce("extended_to", "due_on"))
        .filter(limit__lt=on)
        .select_related("applicant")
        .order_by("limit", "pk")
    )


def waiting_enquiries(township: str) -> list[Enquiry]:
    """Registered applications that wait for missing papers, the oldest first; with their notices."""
    return list(
        Enquiry.objects.filter(township=township, closed_on__isnull=True, state__in=("noticed", "answered"))
        .select_related("notice")
        .order_by("opened_on", "pk")[:PAGE]
    )


def handed_in(township: str) -> QuerySet[Enquiry]:
    """Applications village workers handed in that wait for the window, the oldest first."""
    rows = Enquiry.objects.filter(township=township, closed_on__isnull=True, state="handed_in")
    return rows.select_related("handed_in_by").order_by("handed_in_on", "pk")


def handed_in_by(village: str) -> list[Enquiry]:
    """What was handed in from a village, open ones first, then the latest."""
    rows = Enquiry.objects.filter(village=village, handed_in_by__isnull=False).select_related("case")
    return list(rows.order_by(F("closed_on").desc(nulls_first=True), "-pk")[:PAGE])


def village_of(actor: Actor) -> str:
    """The village a village worker is appointed for, or nothing."""
    found = Appointment.objects.filter(pk=actor.appointment_id).values_list("village", flat=True).first()
    return found or ""


def enquiry_by_number(township: str, number: str) -> Enquiry | None:
    """A registered application of a township, open or closed."""
    return (
        Enquiry.objects.filter(township=township, number=number)
        .select_related("notice", "case", "handed_in_by")
        .first()
    )


def waiting_enquiry(township: str, number: str) -> Enquiry | None:
    """The same, if it still waits."""
    row = enquiry_by_number(township, number)
    return row if row is not None and row.closed_on is None else None
