"""The townships (街道、乡镇) of the district by code, as data. Figures that differ by township use these codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jiuzhu.law.strict_yaml import load


@cache
def townships() -> Mapping[str, str]:
    """Name by code, in the order of the codes. Raises BadFile."""
    file = load(Path(__file__).parent / "geography/townships.yaml")
    if not isinstance(file.plain, dict) or not all(code.isdigit() and len(code) == 9 for code in file.plain):
        raise file.error("每一行写“九位代码: 名称”。")
    return {code: str(name) for code, name in file.plain.items()}
