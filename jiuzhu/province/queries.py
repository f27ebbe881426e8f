"""Questions: what differs between our cases and the provincial system; may a run be released (n1.2, n8.2)."""

import datetime as dt
from typing import Protocol

from django.db.models import Case as When_
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from jiuzhu.cases.flow import MILESTONES
from jiuzhu.cases.models import Case, Task
from jiuzhu.ground.duties import YES, Answer, no
from jiuzhu.province import comparison
from jiuzhu.province.models import DifferenceExplained, ProvincialStep, RosterImport

PAGE = 20


class MonthPaid(Protocol):
    """What is asked of a run: the payments room stands beside this one, so its rows are known by their columns."""

    township: str
    programme: str
    month: dt.date
    prepared_by_id: int


def roster_of(township: str, programme: str, month: dt.date) -> RosterImport | None:
    """The roster that counts for a month: the latest."""
    rows = RosterImport.objects.filter(township=township, programme=programme, month=month)
    return rows.select_related("by").order_by("-pk").first()


def roster_for(run: MonthPaid) -> RosterImport | None:
    """The roster a run is compared with."""
    return roster_of(run.township, run.programme, run.month)


def open_differences(run: MonthPaid) -> int:
    """Differences between a run's month and its roster that nobody has answered for; 0 without a roster.

    What the preparer of the run has explained stays open: the second person answers (n8.2).
    """
    roster = roster_for(run)
    return comparison.open_count(roster, not_by=run.prepared_by_id) if roster else 0


def may_be_released(run: MonthPaid) -> Answer:
    """A guard of the payments room (settings.RELEASE_GUARDS): no while a loaded roster has open differences."""
    waiting = open_differences(run)
    if not waiting:
        return YES
    return no(
        f"与省系统{run.month.month}月名册逐人核对，还有 {waiting} 人不同，没有更正也没有说明。"
        "请复核人逐条写明原因，或者更正后导入新的名册，再放行。（通知第八条）"
    )


def rosters_page(township: str, after: int | None = None) -> tuple[list[RosterImport], str]:
    """A page of a township's rosters, latest first, and the key of the next page."""
    rows = RosterImport.objects.filter(township=township).select_related("by").order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def explanations(roster: RosterImport, id_hash: str) -> list[DifferenceExplained]:
    """What was said about a person's differences in this month, latest first."""
    rows = DifferenceExplained.objects.filter(
        township=roster.township, programme=roster.programme, month=roster.month, id_hash=id_hash
    )
    return list(rows.select_related("by").order_by("-pk"))


def without_number(township: str) -> QuerySet[Case]:
    """Open cases that have no provincial number yet, the oldest first."""
    rows = Case.objects.filter(township=township, state="open", provincial_number="")
    return rows.select_related("applicant").order_by("accepted_on", "pk")


def waiting_there(township: str, steps: tuple[str, ...]) -> QuerySet[Task]:
    """Steps done here in open cases and not yet noted there, the oldest first; of those the provincial system has."""
    noted = ProvincialStep.objects.filter(round=OuterRef("round"), step=OuterRef("step"))
    return (
        Task.objects.filter(~Exists(noted), township=township, step__in=steps)
        .filter(case__state="open", case__township=township)
        .filter(closed_on__isnull=False)
        .exclude(outcome="superseded")
        .select_related("case__applicant")
        .order_by("closed_on", "pk")
    )


def differing_days(township: str) -> QuerySet[ProvincialStep]:
    """Steps noted there on another day than here, `here_on`; the latest first. Not done here yet: not among them."""
    closed = Task.objects.filter(round=OuterRef("round"), step=OuterRef("step"), closed_on__isnull=False)
    day = closed.exclude(outcome="superseded").values("closed_on")[:1]
    happened = When_(*(When(step=step, then=F(f"round__{column}")) for step, column in MILESTONES.items()))
    return (
        ProvincialStep.objects.filter(township=township)
        .annotate(closed_on=Subquery(day))
        .filter(closed_on__isnull=False)
        .annotate(here_on=Coalesce(happened, F("closed_on")))
        .exclude(here_on=F("done_on"))
        .select_related("case__applicant", "round")
        .order_by("-pk")
    )
