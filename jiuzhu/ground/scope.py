"""Row security: which townships' rows this transaction may see. The database enforces it; this only says it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from jiuzhu.ground.actor import Actor


def set_scope(scope: str) -> None:
    """Set what row security lets through until the transaction ends: `*`, a township code, or nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('jiuzhu.scope', %s, true)", [scope])


def set_scope_for_reading(scope: str) -> None:
    """The same, and from here on the transaction cannot write: one question to the database instead of two."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('jiuzhu.scope', %s, true), set_config('transaction_read_only', 'on', true)", [scope]
        )


def current_scope() -> str:
    """What is set now; empty means no case-bound row is visible."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('jiuzhu.scope', true), '')")
        return str(cursor.fetchone()[0])


@contextmanager
def scoped(actor: Actor) -> Iterator[None]:
    """A transaction that sees what the actor may see; the outer scope comes back afterwards."""
    with transaction.atomic():
        before = current_scope()
        set_scope(actor.scope)
        yield
        set_scope(before)
