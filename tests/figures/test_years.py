"""The days off of a year: read from a file, put in by two people, and reckoned with from then on."""

import datetime as dt
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from jiuzhu.figures import years
from jiuzhu.figures.acts import AlreadyPublished, propose_year, publish_year, withdraw_year
from jiuzhu.figures.models import CalendarYear
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotFound, NotYourDuty
from jiuzhu.law import calendar
from jiuzhu.law.deadlines import case_deadline
from tests.district import DAY, build, holder
from tests.figures.new_year import DOCUMENT, FILE, OFF, WORKED, proposed_year

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled."""
    build()


def published(**changes: Any) -> CalendarYear:
    """By the bureau's section, after the steward proposed it."""
    given = {"actor": holder("bureau_officer", ""), "on": DAY, "off": OFF, "worked": WORKED, **changes}
    return publish_year(year_id=proposed_year().pk, **given)


def test_a_published_year_is_reckoned_with_and_before_it_is_not() -> None:
    proposed_year_row = proposed_year()
    assert not calendar.is_published(2027) and case_deadline("dibao", dt.date(2026, 12, 20)).provisional
    assert calendar.working_day(dt.date(2027, 2, 9))
    publish_year(actor=holder("bureau_officer", ""), on=DAY, year_id=proposed_year_row.pk, off=OFF, worked=WORKED)
    assert calendar.is_published(2027) and not case_deadline("dibao", dt.date(2026, 12, 20)).provisional
    assert not calendar.working_day(dt.date(2027, 2, 9)) and calendar.working_day(dt.date(2027, 2, 20))
    assert calendar.why_off(dt.date(2027, 2, 9)) == "春节放假"
    assert calendar.published_years()[-1] == 2027 and "2027年部分节假日" in calendar.arrangement(2027).document
    assert [e.act for e in AuditEntry.objects.filter(act__endswith="_year").order_by("pk")] == [
        "propose_year",
        "publish_year",
    ]


def test_a_request_asks_once_and_a_day_with_a_file_asks_nobody(django_assert_num_queries: Any) -> None:
    published()
    token = years.remember()
    with django_assert_num_queries(1):
        assert [calendar.working_day(dt.date(2027, 2, day)) for day in (8, 9, 20)] == [False, False, True]
    years.forget(token)
    with django_assert_num_queries(0):
        assert calendar.working_day(dt.date(2026, 11, 2))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "文件是空的"),
        ("a,b,c\n", "第 1 行：应是三列"),
        (FILE.replace("2027-02-09,放假,春节", "2027-02-09,放假"), r"第 6 行第 3 列（C6 格）：没有填写，三列都要填写"),
        (FILE.replace("2027-02-09", "2027-02-30"), "第 6 行第 1 列（A6 格）：没有“2027-02-30”这一天"),
        (FILE.replace("2027-02-09,放假,春节", "2027-02-09,放假,春节,x"), "D6 格）：只有三列"),
        (FILE.replace("2027-02-09,", "=A1,"), "第 6 行第 1 列：是公式"),
        (FILE.replace("2027-02-09", "2026-02-09"), "不在 2027 年"),
        (FILE.replace("2027-02-09,放假", "2027-02-09,休息"), "第 6 行第 2 列（B6 格）：写“放假”或“上班”"),
        (FILE.replace("2027-02-20", "2027-02-22"), "不是周末"),
        (FILE.replace("2027-02-09", "2027-02-08"), "前面已经有了"),
        (FILE.replace("2027-06-09,放假,端午节\n", ""), "2027-06-09 是法定节假日"),
        (FILE.replace("端午节", "端" * 11), "太长"),
        ("\x00" * 200_000, "太大"),
    ],
)
def test_a_file_that_cant_be_is_refused_by_its_row(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        proposed_year(text)
    assert refused.value.field == "file" and not CalendarYear.objects.exists()


def test_a_file_of_a_chinese_spreadsheet_is_read() -> None:
    found = years.read_file(FILE.encode("gb18030"), 2027)
    assert (len(found.off), len(found.worked)) == (OFF, WORKED)
    with pytest.raises(BadInput, match="CSV"):
        years.read_file(b"PK\x03\x04\xff\xff\x81", 2027)


def test_the_template_filled_in_is_read_with_its_days_as_text_or_as_days() -> None:
    for as_day in (str, dt.date.fromisoformat):
        book = load_workbook(io.BytesIO(years.template()))
        sheet = book.active
        assert [cell.value for cell in sheet[1]] == list(years.HEADING)
        for number, line in enumerate(FILE.splitlines()[1:], start=2):
            day, kind, name = line.split(",")
            for column, value in enumerate((as_day(day), kind, name), start=1):
                sheet.cell(number, column, value)
        sheet.cell(40, 1).value = ""
        out = io.BytesIO()
        book.save(out)
        found = years.read_file(out.getvalue(), 2027)
        assert found == years.read_file(FILE.encode(), 2027), as_day
    sheet.cell(7, 1, True)
    book.save(out := io.BytesIO())
    with pytest.raises(BadInput, match="第 7 行第 1 列：不是文字"):
        years.read_file(out.getvalue(), 2027)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": 2026}, "year"),
        ({"year": 2028}, "year"),
        ({"document": " "}, "document"),
        ({"source": ""}, "source"),
        ({"document_on": DAY + dt.timedelta(days=1)}, "document_on"),
    ],
)
def test_a_proposal_that_cant_be_is_named(changes: dict[str, Any], field: str) -> None:
    given = {"actor": holder("steward", ""), "on": DAY, "year": 2027, "data": FILE.encode()} | DOCUMENT | changes
    with pytest.raises((BadInput, AlreadyPublished)) as refused:
        propose_year(**given)
    assert refused.value.field == field and not CalendarYear.objects.exists()


def test_two_people_and_the_second_counts_for_themselves() -> None:
    row = proposed_year()
    steward, officer = holder("steward", ""), holder("bureau_officer", "")
    with pytest.raises(NotYourDuty, match="须由另一个人"):
        publish_year(actor=steward, on=DAY, year_id=row.pk, off=OFF, worked=WORKED)
    for off, worked in ((OFF + 1, WORKED), (OFF, WORKED - 1)):
        with pytest.raises(BadInput, match="再数"):
            publish_year(actor=officer, on=DAY, year_id=row.pk, off=off, worked=worked)
    with pytest.raises(NotYourDuty):
        publish_year(actor=holder("handler"), on=DAY, year_id=row.pk, off=OFF, worked=WORKED)
    with pytest.raises(AlreadyPublished, match="已经有人提出"):
        proposed_year()
    with pytest.raises(BadInput, match="原因"):
        withdraw_year(actor=officer, on=DAY, year_id=row.pk, reason="")
    withdraw_year(actor=officer, on=DAY, year_id=row.pk, reason="数错")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("withdrawn", "数错") and not calendar.is_published(2027)
    published()
    with pytest.raises(AlreadyPublished):
        published()
    with pytest.raises(NotFound):
        withdraw_year(actor=officer, on=DAY, year_id=999_999, reason="数错")
