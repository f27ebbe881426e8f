"""A committed database for tests with several connections, and files that stay with the test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ALIASES = ("default", "access_log", "owner")


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Any, tmp_path: Path) -> None:
    """Nothing a test stores outlives it."""
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def committed(django_db_setup: None, committed_database: Any, django_db_blocker: Any) -> Iterator[Any]:
    """Django's connections, of every thread, point at a database of this test's own; what commits there is real."""
    from django.db import connections

    from tests.conftest import point_at
    from tests.ledger import breaches

    before = {alias: dict(connections[alias].settings_dict) for alias in ALIASES}
    with django_db_blocker.unblock():
        point_at(committed_database)
        yield committed_database
        found = breaches()
        for alias in ALIASES:
            connections[alias].close()
            connections[alias].settings_dict.update(before[alias])
    assert not found, found
