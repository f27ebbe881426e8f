"""Questions of the oversight desk. Each is one query over what the scope lets through; none stores a number."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from jiuzhu.cases.models import Case, CasePerson, Objection, Task
from jiuzhu.decisions.models import Decision, Hand
from jiuzhu.ground.keyset import place_of, text_of
from jiuzhu.payments.models import Order
from jiuzhu.persons.queries import joined_records, records
from jiuzhu.plain.days import next_month

PAGE = 20
CLOSE_DAYS = 1  # today and tomorrow
SLOW_SHOWN = 10


@dataclass(frozen=True, slots=True)
class InWork:
    """Open cases of a township on a day; `late` and `close` by the day they are due, extensions included."""

    township: str
    open: int
    late: int
    close: int
    extended: int


@dataclass(frozen=True, slots=True)
class Decided:
    """Cases of a township decided in a month, and how many of them in time."""

    township: str
    count: int
    in_time: int


@dataclass(frozen=True, slots=True)
class Duration:
    """A decided case: calendar days from acceptance to decision, and whether it was late or extended."""

    days: int
    late: bool
    extended: bool


@dataclass(frozen=True, slots=True)
class Which:
    """A set of cases behind a number: its Chinese name and the condition."""

    title: str
    condition: Q
    by_month: bool = False


def _limited() -> QuerySet[Case]:
    return Case.objects.annotate(limit=Coalesce("extended_to", "due_on"))


def _decided_cases(month: dt.date) -> QuerySet[Case]:
    """Cases whose latest decision was made in the month, with `decided` (its day) and `limit`."""
    latest = Decision.objects.filter(matter=OuterRef("token")).order_by("-pk").values("decided_on")[:1]
    return _limited().annotate(decided=Subquery(latest)).filter(decided__gte=month, decided__lt=next_month(month))


def _late(day: dt.date) -> Q:
    return Q(state="open", limit__lt=day)


def _close(day: dt.date) -> Q:
    return Q(state="open", limit__gte=day, limit__lte=day + dt.timedelta(days=CLOSE_DAYS))


def in_work(day: dt.date) -> list[InWork]:
    """Townships that have open cases, by code."""
    rows = (
        _limited()
        .filter(state="open")
        .values("township")
        .annotate(
            open=Count("pk"),
            late=Count("pk", filter=_late(day)),
            close=Count("pk", filter=_close(day)),
            extended=Count("pk", filter=Q(extended_to__isnull=False)),
        )
        .order_by("township")
    )
    return [InWork(**row) for row in rows]


def decided(month: dt.date) -> list[Decided]:
    """Townships that decided something in the month (its first day), by code."""
    rows = (
        _decided_cases(month)
        .values("township")
        .annotate(count=Count("pk"), in_time=Count("pk", filter=Q(decided__lte=F("limit"))))
        .order_by("township")
    )
    return [Decided(**row) for row in rows]


def days_to_decision(month: dt.date) -> list[Duration]:
    """One entry for each case decided in the month, the shortest first."""
    rows = _decided_cases(month).values_list("accepted_on", "decided", "limit", "extended_to")
    found = [Duration((d - a).days, d > limit, extended is not None) for a, d, limit, extended in rows]
    return sorted(found, key=lambda one: (one.days, one.late))


def paid(month: dt.date) -> dict[str, int]:
    """Fen confirmed by the bank in the month, by township."""
    rows = (
        Order.objects.filter(state="paid", settled_on__gte=month, settled_on__lt=next_month(month))
        .values("township")
        .annotate(fen=Sum("amount_fen"))
        .order_by("township")
    )
    return {row["township"]: row["fen"] for row in rows}


def slow(day: dt.date) -> list[tuple[Case, list[str]]]:
    """The latest of the late: cases, longest overdue first, each with the titles of its open steps."""
    cases = list(_limited().filter(_late(day)).select_related("applicant").order_by("limit", "pk")[:SLOW_SHOWN])
    titles: dict[int, list[str]] = {case.pk: [] for case in cases}
    open_tasks = Task.objects.filter(case__in=titles, closed_on__isnull=True).order_by("due_on", "pk")
    for case_id, title in open_tasks.values_list("case_id", "title"):
        titles[case_id].append(title)
    return [(case, titles[case.pk]) for case in cases]


def _set_aside() -> QuerySet[Objection]:
    return Objection.objects.filter(case=OuterRef("pk"), set_aside_on__isnull=False)


def set_aside_count() -> int:
    """Cases with an objection that was set aside, whenever."""
    return Case.objects.filter(Exists(_set_aside())).count()


def _acted_twice() -> Q:
    """Cases in which two records of one natural person laid hands, or one of them handled the other's own family."""
    people = joined_records()
    hands = Hand.objects.filter(person__in=people).annotate(records=records("person_id"))
    other = Hand.objects.filter(matter=OuterRef("matter"), person__in=people).exclude(person=OuterRef("person"))
    twice = hands.filter(Exists(other.annotate(same=records("person_id")).filter(same=OuterRef("records"))))
    family = CasePerson.objects.filter(person__in=people).annotate(records=records("person_id"))
    own = hands.filter(matter=OuterRef("case__token"), records=OuterRef("records"))
    return Q(token__in=twice.values("matter")) | Q(pk__in=family.filter(Exists(own)).values("case"))


def acted_twice_count() -> int:
    """How many cases one human being handled under two records, or handled for their own family."""
    return Case.objects.filter(_acted_twice()).count()


def sets(day: dt.date) -> dict[str, Which]:
    """The sets a number of the overview may stand for."""
    return {
        "in_work": Which("在办", Q(state="open")),
        "late": Which("已超期，还在办", _late(day)),
        "close": Which("到明天为止", _close(day)),
        "extended": Which("已延长，还在办", Q(state="open", extended_to__isnull=False)),
        "decided": Which("已决定", Q(), by_month=True),
        "decided_in_time": Which("按期决定", Q(decided__lte=F("limit")), by_month=True),
        "decided_late": Which("超期才决定", Q(decided__gt=F("limit")), by_month=True),
        "set_aside": Which("有异议不按异议处理", Q(Exists(_set_aside()))),
        "acted_twice": Which("同一人用两份记录办过", _acted_twice()),
        "paid": Which("已发", Q(), by_month=True),
    }


def cases_of(which: str, day: dt.date, month: dt.date, township: str = "") -> QuerySet[Case]:
    """The cases behind a number, by the day they are due; `which` is a key of `sets`."""
    asked = sets(day)[which]
    rows = _paid_cases(month) if which == "paid" else _decided_cases(month) if asked.by_month else _limited()
    rows = rows.filter(asked.condition)
    if township:
        rows = rows.filter(township=township)
    return rows.select_related("applicant").order_by("limit", "pk")


def _paid_cases(month: dt.date) -> QuerySet[Case]:
    settled = Order.objects.filter(
        payable__matter=OuterRef("token"), state="paid", settled_on__gte=month, settled_on__lt=next_month(month)
    )
    return _limited().filter(Exists(settled))


def page_of(rows: QuerySet[Case], after: str) -> tuple[list[Case], str]:
    """A page of cases and the key of the next (`2026-12-01.42`), or an empty key."""
    if place := place_of(after):
        rows = rows.filter(Q(limit__gt=place.day) | Q(limit=place.day, pk__gt=place.pk))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], text_of(last.limit, last.pk) if last else ""  # type: ignore[attr-defined]
