"""A district with money; files of a test stay with the test."""

from pathlib import Path
from typing import Any

import pytest

from tests.district import build


@pytest.fixture(autouse=True)
def township(settings: Any, tmp_path: Path, db: None) -> None:
    """Every post filled, no cases."""
    settings.FILES_ROOT = tmp_path
    build()
