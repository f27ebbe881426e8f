"""What the rows say about one case at one moment, each question asked once.

Duties ask here. An act locks its case and so has a fresh one: it always asks anew. A page that asks many duties about
the same case says `keep(case)` first; then they share the answers. Never keep a case that is going to be changed.
"""

from functools import cached_property

from jiuzhu.cases import flow
from jiuzhu.cases.models import (
    Assistance,
    BureauVisit,
    Case,
    CasePerson,
    Complaint,
    Finding,
    MeansCheck,
    Objection,
    Publication,
    Round,
    Task,
)
from jiuzhu.cases.notices import with_photos
from jiuzhu.decisions.models import Hand
from jiuzhu.decisions.queries import hands_of
from jiuzhu.law.procedure import Procedure
from jiuzhu.persons.queries import every_record, records
from jiuzhu.registry.models import Agent, NearRelative, Supporter

KEPT = "_kept_look"


class Look:
    """A case's rows as duties read them."""

    def __init__(self, case: Case) -> None:
        self._case = case

    @cached_property
    def procedure(self) -> Procedure:
        """The version the case began under."""
        return flow.procedure_of(self._case)

    @cached_property
    def current(self) -> Round:
        """The latest round."""
        return flow.current_round(self._case)

    @cached_property
    def tasks(self) -> list[Task]:
        """Every task of the case, open and closed, in order."""
        return list(Task.objects.filter(case=self._case).select_related("person", "closed_by").order_by("pk"))

    def waiting(self, step: str) -> Task | None:
        """The open task of a step."""
        return next((t for t in self.tasks if t.step == step and t.closed_on is None), None)

    @cached_property
    def family(self) -> frozenset[int]:
        """Persons of the household, by every record of theirs."""
        rows = CasePerson.objects.filter(case=self._case).annotate(records=records("person_id"))
        return frozenset(record for every in rows.values_list("records", flat=True) for record in every)

    @cached_property
    def relatives(self) -> list[NearRelative]:
        """Near relatives of the household, as registered; `records`: every record of one who handles such cases."""
        rows = self._case.household.relatives.annotate(records=records("officer_id"))
        return list(rows) if self._case.household.related else []

    @cached_property
    def agents(self) -> list[Agent]:
        """Who acts, or acted, for the family under a power of attorney; `records`: every record of theirs."""
        rows = self._case.household.agents.annotate(records=records("person_id"))
        return list(rows) if self._case.household.represented else []

    @cached_property
    def supporters(self) -> list[Supporter]:
        """Who owes the applicant support from outside, as registered; `records`: every record of theirs, if known."""
        rows = self._case.household.supporters.annotate(records=records("person_id")).select_related("person")
        return list(rows) if self._case.household.supported else []

    @property
    def owing(self) -> list[Supporter]:
        """Supporters, without those who were found to owe nothing."""
        return [row for row in self.supporters if row.answer != "not_owing"]

    @cached_property
    def assistance(self) -> list[Assistance]:
        """Letters that ask another place for help, the oldest first."""
        return list(self._case.assistance.all()) if self._case.household.help_asked else []

    @cached_property
    def hands(self) -> list[Hand]:
        """All hands laid on the case, in order."""
        return hands_of(self._case.token)

    @cached_property
    def objections(self) -> list[Objection]:
        """All objections, the oldest first; without a notice there is none to ask for.

        `surveyors`, `recorders`: every record of who had surveyed before, and of who recorded it.
        """
        if not any(t.step == "publication_end" for t in self.tasks):
            return []
        rows = Objection.objects.filter(case=self._case).select_related("set_aside_by").order_by("pk")
        return list(rows.annotate(surveyors=every_record("surveyed_by"), recorders=records("recorded_by_id")))

    @cached_property
    def notices(self) -> list[Publication]:
        """All notices with their photos, the oldest first; before the first one there is none to ask for."""
        if not any(t.step == "publication_end" for t in self.tasks):
            return []
        return list(with_photos(Publication.objects.filter(case=self._case)).order_by("pk"))

    @cached_property
    def finding(self) -> Finding | None:
        """The latest finding; it stands until there is a new one."""
        if not any(t.step == "finding" and t.outcome == "done" for t in self.tasks):
            return None
        return Finding.objects.filter(case=self._case).order_by("-pk").first()

    @cached_property
    def checks(self) -> list[MeansCheck]:
        """All requests to the check centre about the household, the oldest first."""
        if not any(t.step == "check_report" for t in self.tasks):
            return []
        return list(MeansCheck.objects.filter(household_id=self._case.household_id, beside=False).order_by("pk"))

    @property
    def barred(self) -> set[int]:
        """Who may not survey this family again, by every record: they did before an objection (57.19)."""
        return {person for row in self.objections if row.handled_round is not None for person in row.surveyors}

    @property
    def kept_out(self) -> set[int]:
        """Who lays no first hand here: family, relatives, agents, supporters, those of another hand (57.11)."""
        outside = [*self.relatives, *self.agents, *self.owing, *(hand for hand in self.hands if hand.hand != 1)]
        return {record for row in outside for record in row.records or ()} | self.family

    @cached_property
    def complaints(self) -> list[Complaint]:
        """All complaints, the oldest first."""
        return list(Complaint.objects.filter(case=self._case).order_by("pk"))

    @cached_property
    def bureau_visits(self) -> list[BureauVisit]:
        """The bureau's visits, the oldest first; it visits who is related or complained about."""
        if not (self.complaints or self._case.household.related):
            return []
        return list(BureauVisit.objects.filter(case=self._case).select_related("by").order_by("pk"))


def of(case: Case) -> Look:
    """The kept look of this very object, or a fresh one."""
    kept = case.__dict__.get(KEPT)
    return kept if isinstance(kept, Look) else Look(case)


def keep(case: Case) -> Look:
    """From here on duties share what is asked about this object."""
    look = of(case)
    case.__dict__[KEPT] = look
    return look
