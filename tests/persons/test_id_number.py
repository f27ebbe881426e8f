"""GB 11643 numbers: the standard's own examples, and every way a clerk can mistype one."""

import datetime as dt

import pytest

from jiuzhu.ground.refusals import BadInput
from jiuzhu.persons.id_number import mask, parse

ON = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "born", "sex"),
    [
        ("34052419800101001X", dt.date(1980, 1, 1), "male"),
        ("11010519491231002x", dt.date(1949, 12, 31), "female"),
        (" 110105 19491231 002X ", dt.date(1949, 12, 31), "female"),
    ],
)
def test_the_standards_own_examples(text: str, born: dt.date, sex: str) -> None:
    number = parse(text, on=ON)
    assert (number.born_on, number.sex) == (born, sex)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1101051949123100", "应为 18 位"),
        ("11010519491231002Y", "只能是数字"),
        ("110105194913310020", "出生日期不存在"),
        ("990101203001010028", "今天之后"),
        ("110105194912310021", "最后一位不对"),
    ],
)
def test_a_wrong_number_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        parse(text, on=ON)


def test_masked_numbers_keep_area_and_last_four() -> None:
    assert mask("990101196403020027") == "990101********0027"
