"""Every test here ends with the question `jiuzhu verify` asks: nothing may be found."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.scope import set_scope
from jiuzhu.supervision.checks import CHECKS
from tests.district import build


@pytest.fixture(autouse=True)
def township(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """A district with money and every post filled; afterwards the books hold."""
    settings.FILES_ROOT = tmp_path
    build()
    yield
    set_scope(DISTRICT)
    found = {check.promise: breaches for check in CHECKS if (breaches := list(check.breaches()))}
    assert found == {}
