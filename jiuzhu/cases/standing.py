"""What stands beside the steps of a case: open objections, who may not survey again, a bureau's visit still to come."""

import datetime as dt

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from jiuzhu.cases import looks, queries
from jiuzhu.cases.models import BureauVisit, Case, Complaint, HomeVisit, Objection
from jiuzhu.persons.models import Person
from jiuzhu.persons.queries import records_of_all


def open_objections(case: Case) -> QuerySet[Objection]:
    """Objections that no new survey has taken up yet and that nobody set aside."""
    return Objection.objects.filter(case=case, handled_round__isnull=True, set_aside_on__isnull=True).order_by("pk")


def unanswered(case: Case) -> QuerySet[Objection]:
    """Objections by name that have no answer yet."""
    return Objection.objects.filter(case=case, named=True, answered_on__isnull=True).order_by("pk")


def unanswered_in(township: str) -> QuerySet[Objection]:
    """Objections by name in a township that were surveyed again and wait for their answer, the oldest first."""
    return (
        Objection.objects.filter(township=township, named=True, answered_on__isnull=True, handled_round__isnull=False)
        .select_related("case__applicant")
        .order_by("received_on", "pk")
    )


def surveyed_by(case: Case) -> list[int]:
    """Everybody who has visited this family in this case."""
    pairs = HomeVisit.objects.filter(household_id=case.household_id).values_list("first_id", "second_id")
    return sorted({person for pair in pairs for person in pair})


def barred_investigators(case: Case) -> set[int]:
    """Persons who may not survey this family again: they did before an objection (57.19); every record of theirs."""
    rows = Objection.objects.filter(case=case, handled_round__isnull=False).values_list("surveyed_by", flat=True)
    return records_of_all(person for row in rows for person in row)


def investigators_for(case: Case, on: dt.date) -> list[Person]:
    """Who may go on the next visit of this case: investigators of the township, without those who are kept out."""
    unfree = barred_investigators(case) | looks.of(case).kept_out
    return [person for person in queries.investigators(case.township, on) if person.pk not in unfree]


def awaiting_bureau_visit(township: str = "") -> QuerySet[Case]:
    """Open cases that are registered as related or complained about and that the bureau has not visited since (57.20).

    `since` is the day of the last complaint, or of acceptance. Without a township: the district.
    """
    visited = BureauVisit.objects.filter(case=OuterRef("pk"), visited_on__gte=OuterRef("since"))
    last = Complaint.objects.filter(case=OuterRef("pk")).order_by("-received_on").values("received_on")[:1]
    rows = Case.objects.filter(state="open", **({"township": township} if township else {}))
    return (
        rows.annotate(complained_on=Subquery(last))
        .annotate(since=Coalesce("complained_on", "accepted_on", output_field=DateField()))
        .filter(Q(household__related=True) | Q(complained_on__isnull=False))
        .filter(~Exists(visited))
        .select_related("applicant", "household")
        .order_by("due_on", "pk")
    )


def bureau_visit_missing(case: Case) -> bool:
    """Whether the bureau still has to visit before this case may be decided."""
    return awaiting_bureau_visit().filter(pk=case.pk).exists()
