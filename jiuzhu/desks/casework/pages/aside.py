"""What happened beside the steps: objections, complaints, the bureau's visits, appraisals, delivery, an early end."""

from dataclasses import dataclass

from jiuzhu.cases import looks
from jiuzhu.cases.acts.deliver import HOW
from jiuzhu.cases.acts.set_aside import GROUNDS
from jiuzhu.cases.models import Appraisal, BureauVisit, Case, Complaint, Delivery, Objection


@dataclass(frozen=True, slots=True)
class Aside:
    """The rows; who objected or complained stands on no page."""

    objections: tuple[Objection, ...]
    appraisals: tuple[Appraisal, ...]
    complaints: tuple[Complaint, ...]
    bureau_visits: tuple[BureauVisit, ...]
    delivery: Delivery | None
    delivered_how: str

    @property
    def any(self) -> bool:
        """Whether there is something to show."""
        return bool(self.objections or self.complaints or self.bureau_visits or self.appraisals)


def _worded(row: Objection) -> Objection:
    row.set_aside_word = GROUNDS.get(row.set_aside_ground, "")  # type: ignore[attr-defined]
    return row


def aside_of(case: Case) -> Aside:
    """Asked only where it can be: an objection needs a notice, a delivery a refusal."""
    look = looks.of(case)
    delivery = Delivery.objects.filter(case=case).order_by("-pk").first() if case.state == "refused" else None
    return Aside(
        objections=tuple(_worded(row) for row in look.objections),
        appraisals=tuple(Appraisal.objects.filter(case=case).order_by("pk") if look.barred else ()),
        complaints=tuple(look.complaints),
        bureau_visits=tuple(look.bureau_visits),
        delivery=delivery,
        delivered_how=HOW[delivery.how] if delivery else "",
    )
