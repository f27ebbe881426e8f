"""A table out of a CSV or XLSX file as text cells, bounded in bytes, rows and unpacked size; formulas are refused."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from jiuzhu.gateways.wire.reading import ContractError

MAX_MEGABYTES = 5
MAX_BYTES = MAX_MEGABYTES << 20
MAX_UNPACKED = 60_000_000
MAX_PARTS = 200
MAX_ROWS = 20_000
MAX_COLUMNS = 40
WHAT = "名册"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as the spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]


def read_table(data: bytes) -> list[Row]:
    """All rows down to the last one that isn't empty. Typed by content, never by the file's name."""
    if not data:
        raise ContractError(f"{WHAT}：文件是空的。")
    if len(data) > MAX_BYTES:
        raise ContractError(f"{WHAT}：文件超过 {MAX_MEGABYTES} MB，请按街道（乡镇）、按月分开导出。")
    if data.startswith(b"PK\x03\x04"):
        found = list(_bounded(_workbook(data)))
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ContractError(f"{WHAT}：是旧的 XLS 格式，请另存为 XLSX 或 CSV。")
    else:
        found = list(_bounded(_csv(data)))
    while found and not any(found[-1].cells):
        found.pop()
    return found


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        if row.number > MAX_ROWS + 1:
            raise ContractError(f"{WHAT}：超过 {MAX_ROWS} 行，请按街道（乡镇）、按月分开导出。")
        if len(row.cells) > MAX_COLUMNS:
            raise ContractError(f"{WHAT}第 {row.number} 行：超过 {MAX_COLUMNS} 列。")
        yield row


def _csv(data: bytes) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(_text(data), newline=""), strict=True)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise ContractError(f"{WHAT}第 {number + 1} 行：引号或换行不合 CSV 格式。") from None
        number += 1
        if reader.line_num != number:
            raise ContractError(f"{WHAT}第 {number} 行：单元格里有换行。")
        for column, cell in enumerate(cells, start=1):
            _no_formula(cell, number, column)
        yield Row(number, tuple(cells))


def _text(data: bytes) -> str:
    """UTF-8, with or without a mark, or GB18030 as Chinese spreadsheets save CSV; the header then proves the guess."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ContractError(f"{WHAT}：不是 CSV 文字，也不是 XLSX 表格。请在省系统重新导出。")


def _workbook(data: bytes) -> Iterator[Row]:
    _not_a_bomb(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        if len(book.sheetnames) != 1 or not book.worksheets:
            raise ContractError(f"{WHAT}：应只有一张工作表，实有 {len(book.sheetnames)} 张。")
        # What the file says about its own size is not to be trusted; rows are counted instead.
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield Row(number, tuple(_cell(value, number, column) for column, value in enumerate(cells, start=1)))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, EOFError) as error:
        if isinstance(error, ContractError):
            raise
        raise ContractError(f"{WHAT}：XLSX 文件打不开，可能没有下载完整。请重新导出。") from None


def _not_a_bomb(data: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError):
        raise ContractError(f"{WHAT}：XLSX 文件打不开，可能没有下载完整。请重新导出。") from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ContractError(f"{WHAT}：XLSX 展开后太大，没有打开。请在省系统重新导出，不要附带别的内容。")


def _cell(value: object, number: int, column: int) -> str:
    """A cell as text. A number keeps its shortest form; what a spreadsheet made of a long number is lost already."""
    if value is None:
        return ""
    if isinstance(value, str):
        _no_formula(value, number, column)
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    raise ContractError(f"{WHAT}第 {number} 行第 {column} 列：不是文字（是日期或公式的结果），请按文本格式导出。")


def _no_formula(cell: str, number: int, column: int) -> None:
    if cell.lstrip()[:1] in {"=", "＝", "@", "＠"}:
        raise ContractError(f"{WHAT}第 {number} 行第 {column} 列：是公式，名册里只能有文字。")
