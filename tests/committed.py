"""Databases whose commits are real, for tests with several connections or several transactions.

`committed` is imported by tests/conftest.py. Django's connections, of every thread, point at the test's own database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

ALIASES = ("default", "access_log", "owner")


@pytest.fixture
def committed(django_db_setup: None, committed_database: Any, django_db_blocker: Any) -> Iterator[Any]:
    """The database of this test; its addresses. Its books balance at the end."""
    with django_db_blocker.unblock(), pointed_at(committed_database):
        yield committed_database


@contextmanager
def pointed_at(urls: Any) -> Iterator[None]:
    """Work there, and come back; the books there balance."""
    from django.db import connections

    from tests.conftest import point_at
    from tests.ledger import breaches

    before = {alias: dict(connections[alias].settings_dict) for alias in ALIASES}
    point_at(urls)
    try:
        yield
        found = breaches()
    finally:
        for alias in ALIASES:
            connections[alias].close()
            connections[alias].settings_dict.update(before[alias])
    assert not found, f"the books do not balance after this test: {found}"
