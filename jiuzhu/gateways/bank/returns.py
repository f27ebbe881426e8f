"""What the bank says after it took a file: the return file and the state of one order (contract version 1)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.gateways.bank.contract import MAX_AMOUNT_FEN, BankFile, Line, amount, body_digest, hash_text
from jiuzhu.gateways.bank.frame import as_csv, framed
from jiuzhu.gateways.wire.reading import (
    ContractError,
    Unfit,
    at,
    day,
    digits,
    key,
    load_json,
    members,
    one_of,
    text,
    whole,
)

RETURN_MARK = "JZRETURN1"
STATUSES = ("paid", "failed")
ORDER_STATES = ("paid", "failed", "pending", "unknown")

# Reason codes of a failed payment; a bank may send others, of the same shape, with its own text.
REASONS = {"N01": "户名与账号不符", "A01": "账号不存在", "A02": "账户已销户", "A03": "账户已冻结", "Z99": "其他原因"}


def reason_code(value: Any) -> str:
    """A capital letter and two digits."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z][0-9]{2}", value):
        raise Unfit("原因代码应为一个大写字母加两位数字")
    return value


@dataclass(frozen=True)
class ReturnLine:
    """What became of one order: paid (with `paid_on`) or failed (with code and text)."""

    sequence: int
    order_key: str
    amount_fen: int
    status: str
    reason_code: str
    reason_text: str
    paid_on: date | None


@dataclass(frozen=True)
class ReturnFile:
    """The bank's return for a whole file: every line once, totals agreeing. `digest` tells returns apart."""

    file_no: str
    batch_no: str
    lines: tuple[ReturnLine, ...]
    digest: str

    def total_fen(self, status: str) -> int:
        return sum(line.amount_fen for line in self.lines if line.status == status)

    def count(self, status: str) -> int:
        return sum(1 for line in self.lines if line.status == status)


@dataclass(frozen=True)
class OrderState:
    """Answer about one order: paid, failed, pending (held, not decided) or unknown (never received)."""

    order_key: str
    status: str
    amount_fen: int | None
    file_no: str
    reason_code: str
    reason_text: str
    paid_on: date | None


def write_return(file_no: str, sent: BankFile, lines: tuple[ReturnLine, ...]) -> bytes:
    """The bytes of a return file, as the bank writes it; checks nothing (the fake also writes wrong ones)."""
    paid = [line.amount_fen for line in lines if line.status == "paid"]
    failed = [line.amount_fen for line in lines if line.status == "failed"]
    return as_csv(
        [
            ["H", RETURN_MARK, file_no, sent.batch_no],
            *(
                [
                    "R",
                    line.sequence,
                    line.order_key,
                    line.amount_fen,
                    line.status,
                    line.reason_code,
                    line.reason_text,
                    line.paid_on.isoformat() if line.paid_on else "",
                ]
                for line in lines
            ),
            ["T", len(lines), len(paid), sum(paid), len(failed), sum(failed), sent.totals.hash_total],
        ]
    )


def read_return(data: bytes, file_no: str, sent: BankFile) -> ReturnFile:
    """A return file for `sent`, whole or not at all.

    Every line sent must come back exactly once with its own order key and amount, in any order, and the trailer must
    agree with the lines and with the file sent. Raises `ContractError` naming row, column and reason.
    """
    what = "银行回盘文件"
    found = framed(data, what, (4, 8, 7), "HRT")
    for column, label, expected in (
        (1, "文件标记", RETURN_MARK),
        (2, "银行文件号", file_no),
        (3, "批次号", sent.batch_no),
    ):
        if found[0][column] != expected:
            raise ContractError(f"{what}第 1 行“{label}”：应为 {expected}，不是这一批的回盘。")
    orders = {line.sequence: line for line in sent.lines}
    rows_of: dict[int, int] = {}
    lines = []
    for number, row in enumerate(found[1:-1], start=2):
        line = _line(row, f"{what}第 {number} 行", orders)
        if line.sequence in rows_of:
            raise ContractError(f"{what}第 {number} 行“序号”：{line.sequence} 与第 {rows_of[line.sequence]} 行重复。")
        rows_of[line.sequence] = number
        lines.append(line)
    missing = sorted(set(orders) - set(rows_of))
    if missing:
        raise ContractError(f"{what}：缺少 {len(missing)} 笔，第一笔是序号 {missing[0]}。")
    returned = ReturnFile(
        file_no, sent.batch_no, tuple(sorted(lines, key=lambda line: line.sequence)), body_digest(data)
    )
    _trailer(found[-1], returned, sent, f"{what}第 {len(found)} 行")
    return returned


def _line(row: list[str], place: str, orders: dict[int, Line]) -> ReturnLine:
    sequence = at(f"{place}“序号”", digits, row[1])
    if sequence not in orders:
        raise ContractError(f"{place}“序号”：{sequence} 不在送出的文件里。")
    if at(f"{place}“订单号”", key, row[2]) != orders[sequence].order_key:
        raise ContractError(f"{place}“订单号”：与送出文件序号 {sequence} 的订单号不同。")
    fen = at(f"{place}“金额（分）”", amount, row[3])
    if fen != orders[sequence].amount_fen:
        raise ContractError(f"{place}“金额（分）”：写的是 {fen}，送出的是 {orders[sequence].amount_fen}。")
    status = at(f"{place}“状态”", one_of(*STATUSES), row[4])
    return ReturnLine(sequence, row[2], fen, status, **ending(status, row[5], row[6], row[7], place))


def _trailer(row: list[str], returned: ReturnFile, sent: BankFile, place: str) -> None:
    wanted = (
        ("总笔数", len(returned.lines)),
        ("成功笔数", returned.count("paid")),
        ("成功合计（分）", returned.total_fen("paid")),
        ("失败笔数", returned.count("failed")),
        ("失败合计（分）", returned.total_fen("failed")),
    )
    for cell, (label, ours) in zip(row[1:6], wanted, strict=True):
        theirs = at(f"{place}“{label}”", digits, cell)
        if theirs != ours:
            raise ContractError(f"{place}“{label}”：写的是 {theirs}，按明细应为 {ours}。")
    if at(f"{place}“校验数”", hash_text, row[6]) != sent.totals.hash_total:
        raise ContractError(f"{place}“校验数”：写的是 {row[6]}，送出的是 {sent.totals.hash_total}。")


def read_order(data: bytes, order_key: str) -> OrderState:
    """The bank's answer about one order."""
    what = "银行订单查询"
    names = {
        "order_key": "订单号",
        "status": "状态",
        "amount_fen": "金额（分）",
        "file_no": "银行文件号",
        "reason_code": "原因代码",
        "reason_text": "原因",
        "paid_on": "入账日期",
    }
    got = members(load_json(data, what), names, what)
    at(f"{what}“订单号”", one_of(order_key), got["order_key"])
    status = at(f"{what}“状态”", one_of(*ORDER_STATES), got["status"])
    known = status != "unknown"
    return OrderState(
        order_key=order_key,
        status=status,
        amount_fen=at(f"{what}“金额（分）”", whole(1, MAX_AMOUNT_FEN), got["amount_fen"]) if known else None,
        file_no=at(f"{what}“银行文件号”", key, got["file_no"]) if known else "",
        **ending(status, got["reason_code"], got["reason_text"], got["paid_on"], what),
    )


def ending(status: str, code: Any, words: Any, paid: Any, place: str) -> dict[str, Any]:
    """Reason and day of one order: failed has a reason and no day, paid a day and no reason, others neither."""
    empty = (None, "")
    failed, done = status == "failed", status == "paid"
    if not failed and (code not in empty or words not in empty):
        raise ContractError(f"{place}“原因”：状态为 {status} 的不应有失败原因。")
    if not done and paid not in empty:
        raise ContractError(f"{place}“入账日期”：状态为 {status} 的不应有入账日期。")
    return {
        "reason_code": at(f"{place}“原因代码”", reason_code, code) if failed else "",
        "reason_text": at(f"{place}“原因”", text, words) if failed else "",
        "paid_on": at(f"{place}“入账日期”", day, paid) if done else None,
    }
