"""Plain values of the payments room ↔ bank messages. Codes and mappings only; no database, no rules."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jiuzhu.gateways.bank.contract import BankFile, Line, read_file, write_file
from jiuzhu.gateways.bank.returns import REASONS, OrderState, ReturnFile
from jiuzhu.gateways.wire.reading import ContractError

# How the bank's words become states of an order in our books. `unknown` at the bank is no state of ours: it is
# evidence for the person or act that resolves the order.
ORDER_STATES = {"paid": "paid", "failed": "failed", "pending": "unknown", "unknown": "unknown"}


def bank_file(
    *, batch_no: str, township: str, programme: str, month: date, orders: Iterable[Mapping[str, Any]]
) -> BankFile:
    """A file from a released run, lines numbered in the order given.

    Each order: `payee` (account holder), `account`, `amount_fen`, `remark`, `order_key`. Raises `ContractError` with
    the sentence for the user when a line can't be sent as it is.
    """
    wanted = {"payee", "account", "amount_fen", "remark", "order_key"}
    lines = []
    for sequence, order in enumerate(orders, start=1):
        if set(order) != wanted:
            raise ContractError(f"第 {sequence} 笔：应有且只有 {'、'.join(sorted(wanted))}。")
        if type(order["amount_fen"]) is not int:
            raise ContractError(f"第 {sequence} 笔“金额（分）”：应为整数。")
        lines.append(Line(sequence=sequence, **order))
    file = BankFile(batch_no, township, programme, month.replace(day=1), tuple(lines))
    return read_file(write_file(file))


def results(returned: ReturnFile) -> list[dict[str, Any]]:
    """One plain row per order of a return: `order_key`, `state` (paid | failed), `amount_fen`, reason, `paid_on`."""
    return [
        {
            "order_key": line.order_key,
            "state": ORDER_STATES[line.status],
            "amount_fen": line.amount_fen,
            "reason_code": line.reason_code,
            "reason": reason(line.reason_code, line.reason_text),
            "paid_on": line.paid_on,
        }
        for line in returned.lines
    ]


def order_result(state: OrderState) -> dict[str, Any]:
    """A plain row for one order asked about; `bank_status` keeps the bank's own word beside our `state`."""
    return {
        "order_key": state.order_key,
        "state": ORDER_STATES[state.status],
        "bank_status": state.status,
        "amount_fen": state.amount_fen,
        "reason_code": state.reason_code,
        "reason": reason(state.reason_code, state.reason_text),
        "paid_on": state.paid_on,
    }


def reason(code: str, words: str) -> str:
    """The reason for a page: our word for a known code, then the bank's own words where they say more."""
    known = REASONS.get(code, "")
    if not known or not words or words == known:
        return known or words
    return f"{known}（{words}）"
