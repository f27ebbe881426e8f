"""The roster contract `roster/1`, our side: what an export of the provincial system must look like to be taken.

The real layout isn't public; README.md says what we assume. Read whole or not at all; no database, no rules.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.gateways.province_system.tables import WHAT, Row, read_table
from jiuzhu.gateways.wire.reading import MAX_FEN, ContractError, Unfit, at, month, one_of, text
from jiuzhu.ground.refusals import BadInput
from jiuzhu.persons import id_number
from jiuzhu.plain import money

COLUMNS = ("案件编号", "救助类型", "街道乡镇代码", "发放月份", "姓名", "身份证号", "户月救助金（元）")
WITHOUT_MONEY = "低边"
PROGRAMMES = ("低保", WITHOUT_MONEY, "特困")
# Our reading of a provincial case number, unconfirmed: letters, digits and hyphens.
NUMBER = re.compile(r"[A-Z0-9](?:-?[A-Z0-9]){5,39}")
NUMBER_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the roster. The amount is the household's for the month, in fen; None for 低边."""

    row: int
    number: str
    programme: str
    township: str
    month: date
    name: str
    id_number: str
    amount_fen: int | None


def case_number(value: Any) -> str:
    """A provincial case number: 6 to 40 capital letters and digits, hyphens between them."""
    if not isinstance(value, str) or not NUMBER.fullmatch(value) or len(value) > NUMBER_LENGTH:
        raise Unfit(f"应为 6 到 {NUMBER_LENGTH} 位的大写字母和数字，中间可以有连字符")
    return value


def township_code(value: Any) -> str:
    """A township's code of nine digits."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{9}", value):
        raise Unfit("应为 9 位数字的行政区划代码")
    return value


def read_roster(data: bytes, on: date) -> tuple[Line, ...]:
    """The lines of an export, one township, programme and month. `on`: no birth date lies after it.

    Raises `ContractError` with row, column and reason; it never quotes a name or an identity number.
    """
    table = read_table(data)
    if not table:
        raise ContractError(f"{WHAT}：文件里没有内容。")
    _header(table[0])
    if len(table) == 1:
        raise ContractError(f"{WHAT}：只有表头，没有人员。请确认导出时选了街道（乡镇）和月份。")
    lines = tuple(_line(row, on) for row in table[1:])
    _one_of_each(lines)
    _agree(lines)
    return lines


def _header(row: Row) -> None:
    cells = [cell.strip() for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    for place, wanted in enumerate(COLUMNS):
        found = cells[place] if place < len(cells) else ""
        if found != wanted:
            said = f"写的是“{found[:20]}”" if found else "没有这一列"
            raise ContractError(f"{WHAT}第 {row.number} 行第 {place + 1} 列：应为“{wanted}”，{said}。")
    if len(cells) > len(COLUMNS):
        extra = cells[len(COLUMNS)][:20]
        raise ContractError(f"{WHAT}第 {row.number} 行第 {len(COLUMNS) + 1} 列：有约定以外的列“{extra}”，请删去。")


def _line(row: Row, on: date) -> Line:
    cells = list(row.cells)
    while len(cells) > len(COLUMNS) and not cells[-1]:
        cells.pop()
    if not any(cells):
        raise ContractError(f"{WHAT}第 {row.number} 行：中间有空行，请删去空行或重新导出。")
    if len(cells) > len(COLUMNS):
        raise ContractError(f"{WHAT}第 {row.number} 行：应有 {len(COLUMNS)} 列，实有 {len(cells)} 列。")
    cells += [""] * (len(COLUMNS) - len(cells))

    def read(column: int, how: Callable[[Any], Any]) -> Any:
        return at(f"{WHAT}第 {row.number} 行“{COLUMNS[column]}”", how, cells[column])

    programme = read(1, one_of(*PROGRAMMES))
    return Line(
        row=row.number,
        number=read(0, case_number),
        programme=programme,
        township=read(2, township_code),
        month=read(3, month),
        name=read(4, _name),
        id_number=read(5, lambda value: _id_number(value, on)),
        amount_fen=read(6, _nothing if programme == WITHOUT_MONEY else _amount),
    )


def _name(value: Any) -> str:
    found = text(value, 60)
    if found[0] in "+-＋－":
        raise Unfit("不能以 + - 开头")
    return found


def _id_number(value: str, on: date) -> str:
    if (value.isdigit() and len(value) < 18) or "e+" in value.lower():
        raise Unfit("不是 18 位身份证号，可能被表格软件改成了数字，请按文本格式导出")
    try:
        return id_number.parse(value, on=on).text
    except BadInput as wrong:
        raise Unfit(wrong.sentence) from None


def _amount(value: str) -> int:
    try:
        fen = money.parse(value)
    except money.BadMoney:
        raise Unfit(f"应写成元，最多两位小数，例如 1185.00，写的是“{value[:20]}”") from None
    if not 0 < fen <= MAX_FEN:
        raise Unfit(f"应大于 0，写的是“{value[:20]}”")
    return fen


def _nothing(value: str) -> None:
    if value not in {"", "0", "0.00"}:
        raise Unfit(f"低边没有救助金，应当空着，写的是“{value[:20]}”")


def _one_of_each(lines: tuple[Line, ...]) -> None:
    seen: dict[str, int] = {}
    for line in lines:
        if line.id_number in seen:
            raise ContractError(f"{WHAT}第 {line.row} 行“身份证号”：与第 {seen[line.id_number]} 行是同一个人。")
        seen[line.id_number] = line.row


def _agree(lines: tuple[Line, ...]) -> None:
    """One programme, township and month in a file, one amount in a household."""
    first = lines[0]
    amounts: dict[str, Line] = {}
    for line in lines:
        for column, mine, its in (
            (COLUMNS[1], line.programme, first.programme),
            (COLUMNS[2], line.township, first.township),
            (COLUMNS[3], line.month, first.month),
        ):
            if mine != its:
                raise ContractError(
                    f"{WHAT}第 {line.row} 行“{column}”：与第 {first.row} 行不同，"
                    "一份名册只能是一个街道（乡镇）、一种救助、一个月。"
                )
        known = amounts.setdefault(line.number, line)
        if known.amount_fen != line.amount_fen:
            raise ContractError(f"{WHAT}第 {line.row} 行“{COLUMNS[6]}”：与第 {known.row} 行同一案件的金额不同。")
