"""The frame of both bank files: strict CSV with one header, the lines and one trailer."""

import csv
import io
from typing import Any

from jiuzhu.gateways.wire.reading import ContractError

MAX_LINES = 100_000


def table(data: bytes, what: str) -> list[list[str]]:
    """The rows of a strict CSV: UTF-8 without BOM, each row ended by a line feed, no stray quotes, nothing after."""
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError as broken:
        line = data[: broken.start].count(b"\n") + 1
        raise ContractError(f"{what}第 {line} 行：不是 UTF-8 文字。") from None
    if not content.endswith("\n"):
        raise ContractError(f"{what}：最后一行没有写完，文件可能被截断。")
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    found: list[list[str]] = []
    try:
        for row in reader:
            found.append(row)
            if reader.line_num != len(found):
                raise ContractError(f"{what}第 {len(found)} 行：单元格里有换行。")
    except csv.Error:
        raise ContractError(f"{what}第 {len(found) + 1} 行：引号或换行不合 CSV 格式。") from None
    if len(found) > MAX_LINES + 2:
        raise ContractError(f"{what}：超过 {MAX_LINES} 笔，请分批。")
    return found


def framed(data: bytes, what: str, widths: tuple[int, int, int], kinds: str) -> list[list[str]]:
    """Rows of header, lines, trailer (kinds such as `HDT`), each with the agreed number of columns."""
    found = table(data, what)
    if len(found) < 3:
        raise ContractError(f"{what}：至少要有头记录、一笔明细和尾记录。")
    for number, row in enumerate(found, start=1):
        place = 0 if number == 1 else 2 if number == len(found) else 1
        name = ("头记录", "明细", "尾记录")[place]
        if not row or row[0] != kinds[place]:
            raise ContractError(f"{what}第 {number} 行第 1 列：应为{name}，以 {kinds[place]} 开头。")
        if len(row) != widths[place]:
            raise ContractError(f"{what}第 {number} 行：{name}应有 {widths[place]} 列，实有 {len(row)} 列。")
    return found


def as_csv(found: list[list[Any]]) -> bytes:
    """Rows as the contract writes them: comma, line feed, quotes only where needed."""
    sheet = io.StringIO(newline="")
    csv.writer(sheet, lineterminator="\n").writerows(found)
    return sheet.getvalue().encode()
