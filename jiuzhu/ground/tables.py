"""A table out of a CSV or XLSX file as text cells, bounded in bytes, rows and unpacked size; formulas are refused.

Typed by content, never by the file's name. Who reads one says what it is called, how large it may be and what helps.
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

MAX_UNPACKED = 60_000_000
MAX_PARTS = 200
MIDNIGHT = dt.time()


class BadTable(ValueError):
    """The file can't be read; the text is a Chinese sentence that names the cell and never quotes it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """`what`: the table's name in sentences. `too_much` and `again`: what helps. `dates`: cells may be days."""

    what: str
    most_bytes: int
    most_rows: int
    most_columns: int
    too_much: str
    again: str = "请重新导出"
    dates: bool = False

    @property
    def size(self) -> str:
        """The largest size in words."""
        return f"{self.most_bytes >> 20} MB" if self.most_bytes >= 1 << 20 else f"{self.most_bytes // 1000} KB"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as the spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]


def read_table(data: bytes, bounds: Bounds) -> list[Row]:
    """All rows down to the last one that isn't empty. Raises BadTable; nothing is half read."""
    if not data:
        raise BadTable(f"{bounds.what}：文件是空的。")
    if len(data) > bounds.most_bytes:
        raise BadTable(f"{bounds.what}：文件超过 {bounds.size}，{bounds.too_much}。")
    if data.startswith(b"PK\x03\x04"):
        found = list(_bounded(_workbook(data, bounds), bounds))
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadTable(f"{bounds.what}：是旧的 XLS 格式，请另存为 XLSX 或 CSV。")
    else:
        found = list(_bounded(_csv(data, bounds), bounds))
    while found and not any(found[-1].cells):
        found.pop()
    return found


def _bounded(rows: Iterator[Row], bounds: Bounds) -> Iterator[Row]:
    for row in rows:
        if row.number > bounds.most_rows + 1:
            raise BadTable(f"{bounds.what}：超过 {bounds.most_rows} 行，{bounds.too_much}。")
        if len(row.cells) > bounds.most_columns:
            raise BadTable(f"{bounds.what}第 {row.number} 行：超过 {bounds.most_columns} 列。")
        yield row


def _csv(data: bytes, bounds: Bounds) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(_text(data, bounds), newline=""), strict=True)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise BadTable(f"{bounds.what}第 {number + 1} 行：引号或换行不合 CSV 格式。") from None
        number += 1
        if reader.line_num != number:
            raise BadTable(f"{bounds.what}第 {number} 行：单元格里有换行。")
        for column, cell in enumerate(cells, start=1):
            _no_formula(cell, number, column, bounds)
        yield Row(number, tuple(cells))


def _text(data: bytes, bounds: Bounds) -> str:
    """UTF-8, with or without a mark, or GB18030 as Chinese spreadsheets save CSV; the header then proves the guess."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadTable(f"{bounds.what}：不是 CSV 文字，也不是 XLSX 表格。{bounds.again}。")


def _workbook(data: bytes, bounds: Bounds) -> Iterator[Row]:
    _not_a_bomb(data, bounds)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        if len(book.sheetnames) != 1 or not book.worksheets:
            raise BadTable(f"{bounds.what}：应只有一张工作表，实有 {len(book.sheetnames)} 张。")
        # What the file says about its own size is not to be trusted; rows are counted instead.
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield Row(number, tuple(_cell(value, number, column, bounds) for column, value in enumerate(cells, 1)))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, EOFError) as error:
        if isinstance(error, BadTable):
            raise
        raise BadTable(f"{bounds.what}：XLSX 文件打不开，可能没有下载完整。{bounds.again}。") from None


def _not_a_bomb(data: bytes, bounds: Bounds) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError):
        raise BadTable(f"{bounds.what}：XLSX 文件打不开，可能没有下载完整。{bounds.again}。") from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise BadTable(f"{bounds.what}：XLSX 展开后太大，没有打开。{bounds.again}，不要附带别的内容。")


def _cell(value: object, number: int, column: int, bounds: Bounds) -> str:
    """A cell as text. A number keeps its shortest form; what a spreadsheet made of a long number is lost already."""
    if value is None:
        return ""
    if isinstance(value, str):
        _no_formula(value, number, column, bounds)
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if bounds.dates and isinstance(value, dt.datetime) and value.time() == MIDNIGHT:
        return value.date().isoformat()
    raise BadTable(f"{bounds.what}第 {number} 行第 {column} 列：不是文字（是日期或公式的结果），请按文本格式导出。")


def _no_formula(cell: str, number: int, column: int, bounds: Bounds) -> None:
    if cell.lstrip()[:1] in {"=", "＝", "@", "＠"}:
        raise BadTable(f"{bounds.what}第 {number} 行第 {column} 列：是公式，{bounds.what}里只能有文字。")
