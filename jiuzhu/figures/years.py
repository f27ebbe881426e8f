"""A year's days off as officials bring them, in a table of three columns, and as the law's calendar reads them.

The published years are asked for once a request (`remember`), and only when a day of a year without a file is asked
about; outside a transaction nobody asks, so the law can be reckoned without a database.
"""

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from contextvars import ContextVar, Token
from dataclasses import dataclass

import xlsxwriter
from django.db import connection

from jiuzhu.figures.models import CalendarYear
from jiuzhu.ground.refusals import BadInput
from jiuzhu.ground.tables import BadTable, Bounds, Row, read_table
from jiuzhu.law.calendar import Year, statutory
from jiuzhu.law.figures import Overlay
from jiuzhu.plain import days

HEADING = ("日期", "放假或上班", "节日")
OFF, WORKED = "放假", "上班"
BOUNDS = Bounds(
    what="放假安排",
    most_bytes=100_000,  # a year has some thirty lines
    most_rows=400,
    most_columns=20,
    too_much="太大了。一年的安排只有几十行，请检查文件",
    again="请用页面上的模板，存为 XLSX 或 CSV 再上传",
    dates=True,
)
LONGEST_NAME = 10
ONE = dt.timedelta(days=1)


@dataclass(slots=True)
class Kept:
    """What the district published, as one request has read it; None: not asked for yet."""

    years: Mapping[int, Year] | None = None
    overlay: Overlay | None = None


_kept: ContextVar[Kept | None] = ContextVar("published_by_the_district", default=None)


@dataclass(frozen=True, slots=True)
class Days:
    """Weekdays off and weekend days worked, each with its holiday; days off on a weekend change nothing."""

    off: dict[dt.date, str]
    worked: dict[dt.date, str]


def read_file(data: bytes, year: int) -> Days:
    """The days of that year, or BadInput naming the row; nothing is half read."""
    off: dict[dt.date, str] = {}
    worked: dict[dt.date, str] = {}
    for number, cells in _rows(data):
        if number == 1:
            if cells != HEADING:
                raise _bad(1, f"应是三列：{'、'.join(HEADING)}")
            continue
        if not any(cells):
            continue
        day, kind, name = _line(number, cells, year)
        if day in off or day in worked:
            raise _bad(number, f"{day.isoformat()} 前面已经有了", column=1)
        (off if kind == OFF else worked)[day] = name
    _whole(off, year)
    return Days({day: name for day, name in off.items() if not days.is_weekend(day)}, worked)


def template() -> bytes:
    """An empty table to fill in: every cell is text, the second column a choice of two."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("放假安排")
        as_text, strong = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        page.set_column(0, len(HEADING) - 1, 14, as_text)
        page.write_row(0, 0, HEADING, strong)
        page.freeze_panes(1, 0)
        choice = {"validate": "list", "source": [OFF, WORKED], "error_message": f"请选{OFF}或{WORKED}"}
        page.data_validation(1, 1, BOUNDS.most_rows, 1, choice)
        page.write_comment(0, 0, "一天一行，写成 2027-01-01。周末放假的日子可列可不列。")
    return out.getvalue()


def _rows(data: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Row numbers and cells; a spreadsheet's empty columns to the right are none."""
    try:
        found: list[Row] = read_table(data, BOUNDS)
    except BadTable as bad:
        raise BadInput(f"{bad}没有导入。", field="file") from None
    for row in found:
        cells = [cell.strip() for cell in row.cells]
        while len(cells) > len(HEADING) and not cells[-1]:
            cells.pop()
        yield row.number, tuple(cells)


def _line(number: int, cells: tuple[str, ...], year: int) -> tuple[dt.date, str, str]:
    if len(cells) > len(HEADING):
        raise _bad(number, f"只有三列：{'、'.join(HEADING)}。请删去多出来的", column=len(HEADING) + 1)
    for column, label in enumerate(HEADING, start=1):
        if len(cells) < column or not cells[column - 1]:
            raise _bad(number, f"没有填写，三列都要填写（这里是{label}）", column=column)
    text, kind, name = cells
    try:
        day = days.parse(text)
    except days.BadDay as wrong:
        raise _bad(number, str(wrong).rstrip("。"), column=1) from None
    if day.year != year:
        raise _bad(number, f"{text} 不在 {year} 年", column=1)
    if kind not in (OFF, WORKED):
        raise _bad(number, f"写“{OFF}”或“{WORKED}”", column=2)
    if kind == WORKED and not days.is_weekend(day):
        raise _bad(number, f"{text} 不是周末，本来就上班，不用列", column=2)
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise _bad(number, "节日名称太长", column=3)
    return day, kind, name


def _whole(off: Mapping[dt.date, str], year: int) -> None:
    """A statutory day that is missing is a slip, whatever the notice arranges around it."""
    day = dt.date(year, 1, 1)
    while day.year == year:
        if statutory(day) and not days.is_weekend(day) and day not in off:
            raise BadInput(f"{day.isoformat()} 是法定节假日，文件里没有列为放假。请对照文件补上", field="file")
        day += ONE


def _bad(number: int, why: str, column: int = 0) -> BadInput:
    cell = f"第 {column} 列（{'ABCD'[column - 1]}{number} 格）" if column else ""
    return BadInput(f"第 {number} 行{cell}：{why}。没有导入，请改好再上传", field="file")


def stored(named: Mapping[dt.date, str]) -> dict[str, str]:
    """As a row keeps them."""
    return {day.isoformat(): name for day, name in sorted(named.items())}


def read(row: CalendarYear) -> Year:
    """As the law's calendar reads them."""
    off, worked = (
        {dt.date.fromisoformat(day): name for day, name in sorted(kept.items())}
        for kept in (row.days_off, row.workdays)
    )
    return Year(f"{row.document}，{days.full(row.document_on)}", row.source, off, worked)


def remember() -> Token[Kept | None]:
    """From here on years and figures are kept once asked for, until `forget`: a request sees one calendar."""
    return _kept.set(Kept())


def forget(token: Token[Kept | None]) -> None:
    """The end of the request."""
    _kept.reset(token)


def kept() -> Kept | None:
    """What this request has read so far; None outside a request."""
    return _kept.get()


def changed() -> None:
    """Something was published just now: who asks next reads it anew."""
    if _kept.get() is not None:
        _kept.set(Kept())


def announced() -> Mapping[int, Year]:
    """The years the district published; none where no transaction is open."""
    known = _kept.get()
    if known and known.years is not None:
        return known.years
    if not connection.in_atomic_block:
        return {}
    found = {row.year: read(row) for row in CalendarYear.objects.filter(state="published")}
    if known:
        known.years = found
    return found
