import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.plain.money import BadMoney, format_grouped, format_plain, parse, round_half_up

FEN = st.integers(min_value=-(10**14), max_value=10**14)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("0.07", 7), ("600", 60000), ("1,185.00", 118500), ("1627.5", 162750), ("0", 0), ("-3.10", -310), (" 12 ", 1200)],
)
def test_yuan_as_written_become_fen(text, fen):
    assert parse(text) == fen


@pytest.mark.parametrize(
    "text", ["", "1.005", "abc", "1e3", "１２", "1,18", "+5", "1 000", "1.", "12345678901234", "nan"]
)
def test_what_is_no_amount_is_refused_in_chinese(text):
    with pytest.raises(BadMoney, match="请"):
        parse(text)


@given(FEN)
def test_writing_and_reading_an_amount_gives_it_back(fen):
    assert parse(format_plain(fen)) == fen
    assert parse(format_grouped(fen)) == fen


def test_pages_group_thousands_and_files_do_not():
    assert format_grouped(118500) == "1,185.00"
    assert format_plain(118500) == "1185.00"
    assert format_plain(-5) == "-0.05"


@pytest.mark.parametrize(
    ("over", "under", "whole"), [(5, 2, 3), (4, 3, 1), (5, 3, 2), (-5, 2, -2), (0, 12, 0), (7, 7, 1)]
)
def test_a_half_goes_up(over, under, whole):
    assert round_half_up(over, under) == whole


@given(FEN, st.integers(min_value=1, max_value=10**6))
def test_rounding_is_never_more_than_half_away(over, under):
    rounded = round_half_up(over, under)
    assert -under < 2 * (over - rounded * under) <= under or 2 * (over - rounded * under) == -under
    assert 2 * (over - rounded * under) < under


def test_nothing_is_divided_by_zero():
    with pytest.raises(ValueError, match="positive"):
        round_half_up(1, 0)
