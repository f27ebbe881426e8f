"""Files stay with the test."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Any, tmp_path: Path) -> None:
    """Nothing a test stores outlives it."""
    settings.FILES_ROOT = tmp_path
