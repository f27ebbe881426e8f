"""After every test that touched the books, the books balance (house.md): asked of the database, before it is undone.

`books_balance` is imported by tests/conftest.py and runs by itself. It asks the same questions as `jiuzhu verify`.
"""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def books_balance(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a database test whose rows leave the ledger unbalanced, whatever else it asserts."""
    if request.node.get_closest_marker("django_db") is None:
        yield
        return
    # Set up after the database and so torn down before it: the test's rows are still there.
    request.getfixturevalue("_django_db_helper")
    yield
    if usable():
        found = breaches()
        assert not found, f"the books do not balance after this test: {found}"


def usable() -> bool:
    """Whether the test left a connection that can still be asked; a broken transaction keeps nothing anyway."""
    from django.db import connection
    from psycopg.pq import TransactionStatus

    raw = connection.connection
    if raw is None or raw.closed or connection.needs_rollback:
        return False
    return raw.info.transaction_status in (TransactionStatus.IDLE, TransactionStatus.INTRANS)


def breaches() -> dict[str, list[str]]:
    """Check and what it found; empty when the books hold or nobody wrote in them."""
    from jiuzhu.funds.models import Posting
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped
    from jiuzhu.supervision.ledger import LEDGER

    with scoped(SYSTEM):
        if not Posting.objects.exists():
            return {}
        return {c.key: found for c in LEDGER if (found := list(c.breaches()))}
