"""A promise as a question: what it is called, and what finds the rows that break it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Check:
    """A promise, its Chinese name, and what finds breaches of it."""

    key: str
    promise: str
    breaches: Callable[[], Iterator[str]]


def rows_of(query: str) -> Callable[[], Iterator[str]]:
    """Rows of a query as breaches: their columns name the row."""

    def run() -> Iterator[str]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            for row in cursor:
                yield " ".join(str(cell) for cell in row)

    return run
