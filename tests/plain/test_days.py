from datetime import date

import pytest

from jiuzhu.plain import days


def test_a_day_is_read_as_written():
    assert days.parse("2021-12-15") == date(2021, 12, 15)


@pytest.mark.parametrize(
    "text", ["2021-02-29", "2021-13-01", "2021-1-5", "20211215", "15.12.2021", "", "２０２１-12-15"]
)
def test_what_is_no_day_is_refused_in_chinese(text):
    with pytest.raises(days.BadDay, match="请"):
        days.parse(text)


def test_days_are_written_as_officials_write_them():
    day = date(2026, 12, 5)
    assert (days.full(day), days.short(day), days.weekday(day)) == ("2026年12月5日", "12月5日", "周六")
    assert days.short(date(2027, 1, 4), beside=day) == "2027年1月4日"


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2021, 11, 30), 3, date(2022, 2, 28)),
        (date(2021, 3, 31), -1, date(2021, 2, 28)),
        (date(2021, 12, 15), 12, date(2022, 12, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last(day, months, result):
    assert days.add_months(day, months) == result


def test_the_next_month_begins_on_its_first_day():
    assert days.next_month(date(2021, 12, 15)) == date(2022, 1, 1)


@pytest.mark.parametrize(
    ("on", "age"), [(date(2028, 2, 28), 15), (date(2028, 2, 29), 16), (date(2027, 2, 28), 14), (date(2027, 3, 1), 15)]
)
def test_a_year_of_life_is_complete_on_the_birthday(on, age):
    assert days.age_on(date(2012, 2, 29), on) == age
