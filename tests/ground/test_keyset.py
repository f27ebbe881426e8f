"""The place in an address: readable, or the first page; never an error."""

import datetime as dt

import pytest

from jiuzhu.ground.keyset import Place, checked, place_of, text_of
from jiuzhu.ground.refusals import BadInput


def test_a_place_comes_back() -> None:
    assert place_of(text_of(dt.date(2026, 12, 1), 42)) == Place(dt.date(2026, 12, 1), 42)


@pytest.mark.parametrize("text", ["", "x.1", "2026-12-01", "2026-12-01.", "2026-13-01.5", "2026-12-01.٣", "a" * 500])
def test_anything_else_is_the_first_page(text: str) -> None:
    assert place_of(text) is None


def test_a_cut_address_is_told_so() -> None:
    assert checked("") == ""
    assert checked("2026-12-01.42") == "2026-12-01.42"
    with pytest.raises(BadInput, match="地址不完整"):
        checked("2026-12-01.x")
