"""The question asked after every database test, shown red: an unbalanced book is named, a balanced one is not."""

from typing import Any

import psycopg
from django.db import connection, transaction

from jiuzhu.funds.models import Posting
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.scope import scoped
from tests.district import build
from tests.ledger import breaches


def test_an_unbalanced_entry_is_named_and_a_balanced_book_is_not(committed: Any, database_server: Any) -> None:
    assert breaches() == {}, "nobody wrote in the books"
    with transaction.atomic():
        build()
    assert breaches() == {}
    with scoped(SYSTEM):
        posting = Posting.objects.order_by("pk")[0]
    name = connection.settings_dict["NAME"]
    # Only past every right and trigger can it happen at all: as the server's own administrator.
    with psycopg.connect(database_server.conninfo(name)) as administrator:
        administrator.execute("SET session_replication_role = replica")
        administrator.execute("UPDATE funds_posting SET fen = fen + 1 WHERE id = %s", [posting.pk])
    assert breaches() == {"entries_balance": [str(posting.entry_id)], "books_balance": ["1"]}
    with psycopg.connect(database_server.conninfo(name)) as administrator:
        administrator.execute("SET session_replication_role = replica")
        administrator.execute("UPDATE funds_posting SET fen = fen - 1 WHERE id = %s", [posting.pk])
    assert breaches() == {}
