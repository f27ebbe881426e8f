"""A district with money and every post filled, files with the test."""

from pathlib import Path
from typing import Any

import pytest

from tests.district import build


@pytest.fixture(autouse=True)
def township(db: None, settings: Any, tmp_path: Path) -> None:
    """No cases yet."""
    settings.FILES_ROOT = tmp_path
    build()
