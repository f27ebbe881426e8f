"""A year's days off as officials bring them, in a CSV of three columns, and as the law's calendar reads them.

The published years are asked for once a request (`remember`), and only when a day of a year without a file is asked
about; outside a transaction nobody asks, so the law can be reckoned without a database.
"""

import csv
import datetime as dt
import io
from collections.abc import Mapping
from contextvars import ContextVar, Token
from dataclasses import dataclass

from django.db import connection

from jiuzhu.figures.models import CalendarYear
from jiuzhu.ground.refusals import BadInput
from jiuzhu.law.calendar import Year, statutory
from jiuzhu.law.figures import Overlay
from jiuzhu.plain import days

HEADING = ("日期", "放假或上班", "节日")
OFF, WORKED = "放假", "上班"
LARGEST = 100_000  # bytes: a year has some thirty lines
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
    for number, cells in enumerate(_rows(data), start=1):
        if number == 1:
            if tuple(cells) != HEADING:
                raise _bad(1, f"应是三列：{'、'.join(HEADING)}")
            continue
        if not any(cells):
            continue
        day, kind, name = _line(number, cells, year)
        if day in off or day in worked:
            raise _bad(number, f"{day.isoformat()} 前面已经有了")
        (off if kind == OFF else worked)[day] = name
    _whole(off, year)
    return Days({day: name for day, name in off.items() if not days.is_weekend(day)}, worked)


def _rows(data: bytes) -> list[list[str]]:
    if not data or len(data) > LARGEST:
        raise BadInput("文件是空的，或者太大。一年的安排只有几十行，请检查文件", field="file")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadInput("不是 CSV 文件。请在表格软件里另存为 CSV 再上传", field="file")
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except csv.Error:
        raise BadInput("不是 CSV 文件。请在表格软件里另存为 CSV 再上传", field="file") from None


def _line(number: int, cells: list[str], year: int) -> tuple[dt.date, str, str]:
    if len(cells) != len(HEADING) or not all(cells):
        raise _bad(number, "三列都要填写：日期、放假或上班、节日")
    text, kind, name = cells
    try:
        day = days.parse(text)
    except days.BadDay as wrong:
        raise _bad(number, str(wrong).rstrip("。")) from None
    if day.year != year:
        raise _bad(number, f"{text} 不在 {year} 年")
    if kind not in (OFF, WORKED):
        raise _bad(number, f"第二列写“{OFF}”或“{WORKED}”")
    if kind == WORKED and not days.is_weekend(day):
        raise _bad(number, f"{text} 不是周末，本来就上班，不用列")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise _bad(number, "节日名称太长")
    return day, kind, name


def _whole(off: Mapping[dt.date, str], year: int) -> None:
    """A statutory day that is missing is a slip, whatever the notice arranges around it."""
    day = dt.date(year, 1, 1)
    while day.year == year:
        if statutory(day) and not days.is_weekend(day) and day not in off:
            raise BadInput(f"{day.isoformat()} 是法定节假日，文件里没有列为放假。请对照文件补上", field="file")
        day += ONE


def _bad(number: int, why: str) -> BadInput:
    return BadInput(f"第 {number} 行：{why}。没有导入，请改好再上传", field="file")


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
