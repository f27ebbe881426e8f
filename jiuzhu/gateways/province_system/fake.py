"""A roster as the provincial system would export it, for tests and demonstrations: same columns, CSV or XLSX."""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from jiuzhu.gateways.province_system.contract import COLUMNS

Cells = Sequence[object]


def as_csv(rows: Iterable[Cells], *, columns: Cells = COLUMNS, encoding: str = "utf-8-sig") -> bytes:
    """The export as CSV; Chinese spreadsheets also write it in `gb18030`."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([columns, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Cells], *, columns: Cells = COLUMNS, sheets: int = 1) -> bytes:
    """The export as XLSX: texts as text, numbers as numbers, what begins with `=` as a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for _ in range(sheets):
            page = book.add_worksheet()
            for number, row in enumerate([columns, *rows]):
                page.write_row(number, 0, row)
    return out.getvalue()
