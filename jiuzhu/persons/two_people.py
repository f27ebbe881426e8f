"""What one natural person proposes and another one lets through: the columns and the constraints of every such table.

Two accounts of one person are one person: what must differ is the row of `Person`, and the database compares it.
"""

import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias

from django.db import models
from django.db.models import F, Q

Constraints: TypeAlias = list[models.BaseConstraint]


class TwoPeople(models.Model):
    """A proposal that waits for another person; `waiting` until one of the other states closes it, once."""

    proposed_on = models.DateField()
    proposed_by = models.ForeignKey("persons.Person", on_delete=models.RESTRICT, related_name="+")
    state = models.CharField(max_length=10, default="waiting")
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey("persons.Person", on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        abstract = True

    def close(self, state: str, *, on: dt.date, by_id: int | None) -> list[str]:
        """Set how, when and by whom; the fields that saving, the act's work, has to write."""
        self.state, self.closed_on, self.closed_by_id = state, on, by_id
        return ["state", "closed_on", "closed_by"]


def two_people(prefix: str, states: Sequence[str], done: str) -> Constraints:
    """A known state; closed if and only if by somebody on a day; `done` only by another person than who proposed."""
    return [
        state_known(prefix, states),
        models.CheckConstraint(
            condition=Q(state="waiting", closed_on__isnull=True, closed_by__isnull=True)
            | ~Q(state="waiting") & Q(closed_on__isnull=False, closed_by__isnull=False),
            name=f"{prefix}_closed_iff_by_somebody",
        ),
        by_two_people(prefix, unless=~Q(state=done)),
    ]


def state_known(prefix: str, states: Sequence[str]) -> models.BaseConstraint:
    """One of these states and no other."""
    return models.CheckConstraint(condition=Q(state__in=states), name=f"{prefix}_state_known")


def by_two_people(prefix: str, *, unless: Q, by: str = "closed_by") -> models.BaseConstraint:
    """The second person is not the first, unless there is no second one yet."""
    return models.CheckConstraint(condition=unless | ~Q(**{by: F("proposed_by")}), name=f"{prefix}_by_two_people")


def one_waiting(name: str, *fields: str) -> models.BaseConstraint:
    """One proposal at a time about the same thing."""
    return models.UniqueConstraint(fields=list(fields), condition=Q(state="waiting"), name=name)
