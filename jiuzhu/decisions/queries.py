"""Questions about hands and decisions."""

import uuid

from jiuzhu.decisions.models import Decision, Hand


def hands_of(matter: uuid.UUID) -> list[Hand]:
    """All hands laid on a matter, in order."""
    return list(Hand.objects.filter(matter=matter).select_related("person").order_by("pk"))


def other_hand(matter: uuid.UUID, person_id: int | None, hand: int) -> Hand | None:
    """A hand this person already laid on the matter that differs from `hand`."""
    return Hand.objects.filter(matter=matter, person_id=person_id).exclude(hand=hand).first()


def decision_of(matter: uuid.UUID) -> Decision | None:
    """The latest decision on a matter."""
    return Decision.objects.filter(matter=matter).select_related("decided_by").order_by("-pk").first()
