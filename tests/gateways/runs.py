"""Invented runs, households and returns for the tests of both contracts."""

from datetime import date

from jiuzhu.gateways.bank.contract import BankFile
from jiuzhu.gateways.bank.mapping import bank_file
from jiuzhu.gateways.bank.returns import ReturnLine
from jiuzhu.gateways.means_check.contract import CheckRequest
from jiuzhu.gateways.means_check.mapping import check_request

PAYDAY = date(2026, 12, 10)
ASKED = date(2026, 11, 4)
NAMES = ("吕爱珍", "曾志强", "倪阿根", "苏金花")


def order(number: int, attempt: int = 1, **changes) -> dict:
    """The order of an invented payee; its payable is `p<number>`."""
    return {
        "payee": NAMES[(number - 1) % len(NAMES)],
        "account": f"62290000000000{number:04d}",
        "amount_fen": 98_500 + number,
        "remark": "2026年12月低保金",
        "order_key": f"p{number}:{attempt}",
        **changes,
    }


def payable_of(order_key: str) -> str:
    return order_key.partition(":")[0]


def run(*orders: dict, batch_no: str = "BA-DB-202612-1") -> BankFile:
    return bank_file(batch_no=batch_no, township="990101", programme="dibao", month=date(2026, 12, 1), orders=orders)


def straight_run(size: int = 3) -> BankFile:
    return run(*(order(number) for number in range(1, size + 1)))


def due(file: BankFile) -> dict[str, int]:
    """Payable → fen, for the judge."""
    return {payable_of(line.order_key): line.amount_fen for line in file.lines}


def all_paid(file: BankFile) -> tuple[ReturnLine, ...]:
    return tuple(ReturnLine(n.sequence, n.order_key, n.amount_fen, "paid", "", "", PAYDAY) for n in file.lines)


ELDER, ADULT = "990101195203150012", "990101198807220035"


def household_check(request_key: str = "check:7:1", **changes) -> CheckRequest:
    """A request about an elder and an adult of one household."""
    plain = {
        "request_key": request_key,
        "case_token": "T-7f3a",
        "purpose": "低保审核",
        "clauses": ["57.17"],
        "requested_on": ASKED,
        "persons": [
            {"id_number": ELDER, "name": "吕爱珍", "consent_until": date(2027, 11, 3)},
            {"id_number": ADULT, "name": "吕小舟", "consent_until": date(2027, 11, 3)},
        ],
    }
    return check_request(**{**plain, **changes})
