"""No exported cell starts a formula (trust.md, Bad input)."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.plain.cells import neutral, neutral_row


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "＝1+1",
        "＋1a",
        "－x",
        "＠x",
        " =1+1",
        "\t=1",
        "\r=1",
        "\n=1",
        "\ufeff=1",
        " \u200b =1",
        "\t正常",
        "-",
        "+",
        "--5",
        "-1-1",
        "=",
    ],
)
def test_text_that_could_start_a_formula_gets_an_apostrophe(text):
    assert neutral(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "吕爱珍", "北岙街道", "1,185.00", "-321.00", "+72.60", "2026-12-04", "'=1", "a=b", "（-5）"]
)
def test_ordinary_text_and_signed_numbers_stay(text):
    assert neutral(text) == text


def test_row_keeps_numbers_and_dates_and_survives_a_csv_round():
    row = neutral_row(["=HYPERLINK(1)", -5, None, date(2026, 12, 4), "北岙街道"])
    assert row == ["'=HYPERLINK(1)", -5, None, date(2026, 12, 4), "北岙街道"]
    sheet = io.StringIO()
    csv.writer(sheet).writerow(row)
    assert next(csv.reader([sheet.getvalue().strip()]))[0] == "'=HYPERLINK(1)"


@given(st.text())
def test_neutral_never_leaves_a_formula_start_and_is_stable(text):
    once = neutral(text)
    assert neutral(once) == once
    assert once in (text, "'" + text)
    if once[:1] in ("=", "@"):
        pytest.fail(f"formula left: {once!r}")
