"""`locked`: the row an act works on, held until the transaction ends, or the sentence for one that isn't there."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from jiuzhu.ground.refusals import NotFound

M = TypeVar("M", bound=Model)


def locked(rows: "QuerySet[M]", pk: int | None, sentence: str) -> M:
    """One of these rows under lock. Outside the actor's scope there is none: `NotFound` says so and what to do.

    What the rows are joined with (`select_related`) is read along and not locked.
    """
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NotFound(sentence)
    return row
