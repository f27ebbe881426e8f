from datetime import date, timedelta
from shutil import copytree

import pytest

from jiuzhu.law import calendar
from jiuzhu.law.deadlines import case_deadline
from jiuzhu.law.strict_yaml import BadFile

VECTORS = [
    ("2021-09-13", "09-16 09-18 09-27 10-09 10-15"),
    ("2021-09-17", "09-23 09-26 10-08 10-14 10-21"),
    ("2024-02-01", "02-05 02-07 02-20 02-27 03-05"),
    ("2025-01-20", "01-23 01-26 02-08 02-14 02-21"),
    ("2026-02-02", "02-05 02-09 02-14 02-28 03-06"),
    ("2026-12-01", "12-04 12-08 12-15 12-22 12-29"),
]
PER_YEAR = {2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}


@pytest.mark.parametrize(("start", "expected"), VECTORS)
def test_3_5_10_15_and_20_working_days(start, expected):
    first = date.fromisoformat(start)
    found = [calendar.add_working_days(first, count) for count in (3, 5, 10, 15, 20)]
    assert [f"{day:%m-%d}" for day in found] == expected.split()
    assert not calendar.provisional(first, found[-1])


@pytest.mark.parametrize(("year", "expected"), PER_YEAR.items())
def test_working_days_per_year(year, expected):
    every = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    assert sum(calendar.working_day(day) for day in every if day.year == year) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021-02-07",
        "2021-02-20",
        "2021-04-25",
        "2021-05-08",
        "2021-09-18",
        "2021-09-26",
        "2021-10-09",
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
    ],
)
def test_make_up_weekend_days_are_working_days(text):
    day = date.fromisoformat(text)
    assert day.weekday() >= 5
    assert calendar.working_day(day)
    assert calendar.why_off(day) == ""


def test_every_published_year_from_2004_is_there_and_well_formed():
    assert calendar.published_years() == tuple(range(2004, 2027))
    for year in calendar.published_years():
        arrangement = calendar.arrangement(year)
        assert f"{year}年" in arrangement.document
        assert arrangement.days_off


def test_a_calendar_day_on_a_holiday_moves_to_the_next_working_day():
    assert calendar.next_working_day(date(2021, 10, 3)) == date(2021, 10, 8)
    assert calendar.next_working_day(date(2021, 10, 7)) == date(2021, 10, 8)
    assert calendar.next_working_day(date(2026, 2, 22)) == date(2026, 2, 24)
    assert calendar.next_working_day(date(2026, 2, 24)) == date(2026, 2, 24)
    assert calendar.previous_working_day(date(2021, 10, 3)) == date(2021, 9, 30)


def test_thirty_working_days_into_an_unpublished_year_are_provisional():
    end = calendar.add_working_days(date(2026, 12, 1), 30)
    assert end.year == 2027
    assert not calendar.is_published(2027)
    assert calendar.provisional(date(2026, 12, 1), end)


@pytest.mark.parametrize("text", ["2027-01-01", "2027-02-08", "2027-10-01", "2028-04-04", "2030-05-01", "2031-10-02"])
def test_an_unpublished_year_knows_the_statutory_days_it_can_know(text):
    day = date.fromisoformat(text)
    assert day.weekday() < 5
    assert not calendar.working_day(day)
    assert calendar.why_off(day) == "法定节假日放假"


@pytest.fixture
def new_year(tmp_path, monkeypatch):
    """A function that publishes the arrangement of 2027, as the State Council does in November."""
    caches = (calendar._published, calendar._of_file)
    copytree(calendar.FOLDER, tmp_path / "days_off")
    monkeypatch.setattr(calendar, "FOLDER", tmp_path / "days_off")

    def publish(text):
        (tmp_path / "days_off/2027.yaml").write_text(text, "utf-8")
        for cache in caches:
            cache.cache_clear()

    yield publish
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


ARRANGEMENT = """\
year: 2027
document: 国务院办公厅关于2027年部分节假日安排的通知
source: 样本
checked_on: 2026-11-24
days_off: {2027-01-01: 元旦, 2027-01-04: 元旦}
workdays: {2027-01-09: 元旦}
"""


def test_a_provisional_deadline_settles_when_the_year_is_published(new_year):
    assert case_deadline("dibao", date(2026, 12, 15)).provisional
    new_year(ARRANGEMENT)
    settled = case_deadline("dibao", date(2026, 12, 15))
    assert (settled.due_on, settled.rolled_from, settled.provisional) == (date(2027, 1, 5), date(2027, 1, 4), False)
    assert "是元旦放假，顺延到 2027年1月5日" in settled.why
    assert calendar.working_day(date(2027, 1, 9))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("2027-01-04: 元旦", "2027-01-03: 元旦", "周末不用列为放假"),
        ("2027-01-09: 元旦", "2027-01-08: 元旦", "不用列为上班"),
        ("2027-01-04: 元旦", "2026-01-05: 元旦", "年份也要相同"),
        ("year: 2027", "year: 2026", "与文件名 2027 相同"),
        ("source: 样本\n", "", "应写且只写"),
    ],
)
def test_an_arrangement_that_cannot_be_is_refused_by_name(new_year, old, new, reason):
    new_year(ARRANGEMENT.replace(old, new))
    with pytest.raises(BadFile, match=reason):
        calendar.arrangement(2027)


def test_working_days_are_counted_back_as_well():
    assert calendar.add_working_days(date(2021, 10, 15), -20) == date(2021, 9, 13)
    assert calendar.add_working_days(date(2021, 10, 15), 0) == date(2021, 10, 15)


def test_why_a_day_is_off():
    assert calendar.why_off(date(2021, 10, 5)) == "国庆节放假"
    assert calendar.why_off(date(2026, 11, 22)) == "周日"
