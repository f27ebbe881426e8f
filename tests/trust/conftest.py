"""Files stay with the test; a township with rows for every address is made once a module."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.trust.matter import Matter


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Any, tmp_path: Path) -> None:
    """Nothing a test stores outlives it."""
    settings.FILES_ROOT = tmp_path


@pytest.fixture(scope="module")
def made_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Matter, Path]]:
    """北岙街道 with rows for every address, in a transaction around the module's tests, and where its files lie."""
    from django.db import transaction
    from django.test import override_settings

    from tests.district import build
    from tests.trust.matter import matter

    files = tmp_path_factory.mktemp("matter")
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # type: ignore[attr-defined]  # each test's own transaction is a savepoint in it
        around.__enter__()
        try:
            with override_settings(FILES_ROOT=files):
                build()
                made = matter()
            yield made, files
        finally:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


@pytest.fixture
def there(made_once: tuple[Matter, Path], files_of_the_test: None, settings: Any, db: None) -> Matter:
    """The township for one test, which may do with it what it likes: the database forgets it, and this is a copy."""
    made, settings.FILES_ROOT = copy.deepcopy(made_once[0]), made_once[1]
    return made
