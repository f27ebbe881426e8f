"""The bank contract, version 1: the file sent and its receipt (returns.py has what the bank says afterwards).

There is no national layout for benefit files; README.md documents ours. Amounts are integer fen everywhere.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.gateways.bank.frame import MAX_LINES, as_csv, framed
from jiuzhu.gateways.wire.reading import (
    MAX_FEN,
    ContractError,
    Unfit,
    at,
    day,
    digits,
    key,
    load_json,
    members,
    month,
    one_of,
    text,
    whole,
)

CONTRACT = "bank/1"
FILE_MARK = "JZBANK1"
FILE_TYPE = "text/csv; charset=utf-8"
HASH_MODULUS = 9_999_999_967  # the largest prime below 10^10: every digit of account and amount counts
MAX_AMOUNT_FEN = 10**10  # 1 亿元 in one payment is a slip


def account_number(value: Any) -> str:
    """A bank or social-security-card account: 9 to 30 digits, kept as text."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{9,30}", value):
        raise Unfit("账号应为 9 到 30 位数字")
    return value


def plain_text(value: Any) -> str:
    """Text of at most 60 characters that no spreadsheet takes for a formula (the bank's staff open files in one)."""
    found = text(value, 60)
    if found[0] in "=+-@＝＋－＠":
        raise Unfit("不能以 = + - @ 开头")
    return found


def amount(value: Any) -> int:
    """A payment in fen, as plain digits: more than 0, at most 1 亿元."""
    fen = digits(value, MAX_AMOUNT_FEN)
    if fen == 0:
        raise Unfit("金额不能为 0")
    return fen


def hash_text(value: Any) -> str:
    """A hash total: ten digits."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{10}", value):
        raise Unfit("校验数应为 10 位数字")
    return value


@dataclass(frozen=True)
class Line:
    """One payment order. `order_key` = f(payable, attempt), used once for ever."""

    sequence: int
    payee: str
    account: str
    amount_fen: int
    remark: str
    order_key: str


@dataclass(frozen=True)
class Totals:
    """Control totals: number of lines, their sum in fen, hash total (ten digits)."""

    count: int
    sum_fen: int
    hash_total: str


@dataclass(frozen=True)
class BankFile:
    """One run for the bank: a township's programme and month (first day), with its lines in sequence."""

    batch_no: str
    township: str
    programme: str
    month: date
    lines: tuple[Line, ...]

    @property
    def totals(self) -> Totals:
        """Hash total = Σ sequence × (account as a number + amount in fen), modulo `HASH_MODULUS`, ten digits."""
        weighed = sum(line.sequence * (int(line.account) + line.amount_fen) for line in self.lines)
        total = sum(line.amount_fen for line in self.lines)
        return Totals(len(self.lines), total, f"{weighed % HASH_MODULUS:010d}")


@dataclass(frozen=True)
class Receipt:
    """The bank's word that it holds a file; nothing about any payment yet."""

    file_no: str
    batch_no: str
    received_on: date
    totals: Totals


def body_digest(data: bytes) -> str:
    """SHA-256 of a file, lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def write_file(file: BankFile) -> bytes:
    """The bytes to send; the same file always gives the same bytes. Refuses what `read_file` would refuse."""
    body = [["D", str(n.sequence), n.payee, n.account, str(n.amount_fen), n.remark, n.order_key] for n in file.lines]
    for number, row in enumerate(body, start=1):
        _line(row, number)
    totals = file.totals
    data = as_csv(
        [
            ["H", FILE_MARK, file.batch_no, file.township, file.programme, f"{file.month:%Y-%m}"],
            *body,
            ["T", totals.count, totals.sum_fen, totals.hash_total],
        ]
    )
    if read_file(data) != file:
        raise ContractError("银行文件：月份应写成当月 1 日，序号应从 1 连续编起。")
    return data


def read_file(data: bytes) -> BankFile:
    """A bank file, whole or not at all: columns, sequence, unique order keys and control totals are checked."""
    what = "银行文件"
    found = framed(data, what, (6, 7, 4), "HDT")
    head, last = found[0], f"{what}第 {len(found)} 行"
    if head[1] != FILE_MARK:
        raise ContractError(f"{what}第 1 行第 2 列：文件标记应为 {FILE_MARK}。")
    lines = tuple(_line(row, number) for number, row in enumerate(found[1:-1], start=1))
    seen: dict[str, int] = {}
    for line in lines:
        if line.order_key in seen:
            first = seen[line.order_key] + 1
            raise ContractError(f"{what}第 {line.sequence + 1} 行“订单号”：与第 {first} 行重复。")
        seen[line.order_key] = line.sequence
    file = BankFile(
        batch_no=at(f"{what}第 1 行“批次号”", key, head[2]),
        township=at(f"{what}第 1 行“街道乡镇代码”", key, head[3]),
        programme=at(f"{what}第 1 行“项目”", key, head[4]),
        month=at(f"{what}第 1 行“月份”", month, head[5]),
        lines=lines,
    )
    given = Totals(
        at(f"{last}“笔数”", digits, found[-1][1]),
        at(f"{last}“合计”", digits, found[-1][2]),
        at(f"{last}“校验数”", hash_text, found[-1][3]),
    )
    agree(given, file.totals, last)
    return file


def _line(row: list[str], number: int) -> Line:
    place = f"银行文件第 {number + 1} 行"
    if at(f"{place}“序号”", digits, row[1]) != number:
        raise ContractError(f"{place}“序号”：应为 {number}，序号须从 1 连续编起。")
    return Line(
        sequence=number,
        payee=at(f"{place}“户名”", plain_text, row[2]),
        account=at(f"{place}“账号”", account_number, row[3]),
        amount_fen=at(f"{place}“金额（分）”", amount, row[4]),
        remark=at(f"{place}“摘要”", plain_text, row[5]),
        order_key=at(f"{place}“订单号”", key, row[6]),
    )


def agree(given: Totals, own: Totals, place: str) -> None:
    """Refuse control totals that differ from those counted, naming the first that does."""
    for label, theirs, ours in (
        ("笔数", given.count, own.count),
        ("合计（分）", given.sum_fen, own.sum_fen),
        ("校验数", given.hash_total, own.hash_total),
    ):
        if theirs != ours:
            raise ContractError(f"{place}“{label}”：写的是 {theirs}，按明细应为 {ours}。")


def read_receipt(data: bytes, sent: BankFile) -> Receipt:
    """The answer to a submission; its batch and control totals must be those of the file sent."""
    what = "银行回执"
    names = {
        "contract": "约定版本",
        "file_no": "银行文件号",
        "batch_no": "批次号",
        "received_on": "收到日期",
        "count": "笔数",
        "sum_fen": "合计",
        "hash_total": "校验数",
    }
    got = members(load_json(data, what), names, what)
    at(f"{what}“约定版本”", one_of(CONTRACT), got["contract"])
    totals = Totals(
        at(f"{what}“笔数”", whole(1, MAX_LINES), got["count"]),
        at(f"{what}“合计”", whole(1, MAX_FEN), got["sum_fen"]),
        at(f"{what}“校验数”", hash_text, got["hash_total"]),
    )
    at(f"{what}“批次号”", one_of(sent.batch_no), got["batch_no"])
    agree(totals, sent.totals, what)
    return Receipt(
        at(f"{what}“银行文件号”", key, got["file_no"]),
        sent.batch_no,
        at(f"{what}“收到日期”", day, got["received_on"]),
        totals,
    )
