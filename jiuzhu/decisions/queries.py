"""Questions about hands and decisions."""

import uuid

from jiuzhu.decisions.models import Decision, Hand
from jiuzhu.persons.queries import records


def hands_of(matter: uuid.UUID) -> list[Hand]:
    """All hands laid on a matter, in order; `records`: every record of the natural person who laid it."""
    rows = Hand.objects.filter(matter=matter).annotate(records=records("person_id"))
    return list(rows.select_related("person").order_by("pk"))


def other_hand(matter: uuid.UUID, person_id: int | None, hand: int) -> Hand | None:
    """A hand this natural person already laid on the matter that differs from `hand`."""
    rows = Hand.objects.annotate(records=records("person_id")).filter(matter=matter, records__contains=[person_id])
    return rows.exclude(hand=hand).first()


def decision_of(matter: uuid.UUID) -> Decision | None:
    """The latest decision on a matter."""
    return Decision.objects.filter(matter=matter).select_related("decided_by").order_by("-pk").first()
