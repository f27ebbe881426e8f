"""`locked`: the row an act works on, held until the transaction ends, or the sentence for one that isn't there.
`refused_by`: what the database refuses, in the act's own words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

from jiuzhu.ground.refusals import NotFound, Refusal

M = TypeVar("M", bound=Model)


def locked(rows: "QuerySet[M]", pk: int | None, sentence: str) -> M:
    """One of these rows under lock. Outside the actor's scope there is none: `NotFound` says so and what to do.

    What the rows are joined with (`select_related`) is read along and not locked.
    """
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NotFound(sentence)
    return row


@contextmanager
def refused_by(**by: Refusal) -> Iterator[None]:
    """Raise the refusal named like the constraint that refused; nothing of the block is kept. Any other error passes.

    A name stands for every constraint that has it in its own; of several that fit, the first named speaks.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        for name, refusal in by.items():
            if name in str(error):
                raise refusal from None
        raise
