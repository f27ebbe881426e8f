"""The fake bank: takes files, pays each order once for ever, returns results, and errs only where told to.

The journal is the truth. A payment *is* its journal record: state in memory is rebuilt from it, so a killed bank
neither forgets a payment nor makes it again. Records: `file` (a file taken), `payment` and `failure` (one per order).
"""

import os
import signal
from dataclasses import replace
from datetime import date
from typing import Any

from jiuzhu.gateways.bank.client import BODY_DIGEST, IDEMPOTENCY_KEY
from jiuzhu.gateways.bank.contract import CONTRACT, BankFile, body_digest, read_file
from jiuzhu.gateways.bank.fake.scenario import Scenario
from jiuzhu.gateways.bank.returns import REASONS, ReturnLine, write_return
from jiuzhu.gateways.wire.fake.journal import Journal
from jiuzhu.gateways.wire.fake.mischief import READERS, Mischief
from jiuzhu.gateways.wire.fake.server import DOWN, Call, Reply, Route, refusal
from jiuzhu.gateways.wire.reading import at, key

MISCHIEF: dict[str, dict[str, Any]] = {
    **DOWN,
    "late": {"polls": READERS["polls"], "until": READERS["until"]},
    "wrong_receipt": {},
    "wrong_totals": {},
    "wrong_amount": {},
    "duplicated_lines": {},
    "unknown_order": {},
    "missing_line": {},
    "cut_file": {},
    "crash": {"payments": READERS["payments"]},
}


class Bank:
    """The books of the fake bank over its journal."""

    def __init__(self, journal: Journal, mischief: Mischief, scenario: Scenario):
        self._journal, self._mischief, self._scenario = journal, mischief, scenario
        self._files: dict[str, dict[str, Any]] = {}
        self._contents: dict[str, BankFile] = {}
        self._by_attempt: dict[str, str] = {}
        self._order_file: dict[str, str] = {}
        self._orders: dict[str, dict[str, Any]] = {}
        for record in journal.known:
            self._remember(record)
        for file_no in self._files:
            self._settle(file_no)

    def routes(self) -> list[Route]:
        return [
            ("POST", "/files", self._take),
            ("GET", "/files/(?P<name>[^/]+)/return", self._return),
            ("GET", "/orders/(?P<name>[^/]+)", self._order),
        ]

    def _remember(self, record: dict[str, Any]) -> None:
        if record["kind"] == "file":
            file_no = record["file_no"]
            self._files[file_no] = record
            self._contents[file_no] = read_file(record["content"].encode())
            self._by_attempt[record["attempt_key"]] = file_no
            self._order_file.update({line.order_key: file_no for line in self._contents[file_no].lines})
        else:
            self._orders[record["order_key"]] = record

    def _take(self, call: Call) -> Reply:
        """Take a file whole or not at all; the same attempt again gets the same receipt and moves nothing."""
        attempt = at(IDEMPOTENCY_KEY, key, call.headers.get(IDEMPOTENCY_KEY))
        digest = body_digest(call.body)
        if call.headers.get(BODY_DIGEST) != digest:
            return refusal(422, "digest", "文件内容与摘要不符，传输有误，未受理；请重发。")
        known = self._by_attempt.get(attempt)
        if known and self._files[known]["digest"] != digest:
            return refusal(409, "conflict", "同一发送编号已有内容不同的文件，未受理；请核对批次。")
        if known:
            self._settle(known)
            return self._receipt(known)
        file = read_file(call.body)
        for line in file.lines:
            if line.order_key in self._order_file:
                return refusal(409, "order_known", f"第 {line.sequence + 1} 行的订单号以前收到过，整批未受理。")
        file_no = f"F{len(self._files) + 1:08d}"
        record = {
            "kind": "file",
            "file_no": file_no,
            "attempt_key": attempt,
            "digest": digest,
            "received_on": call.day.isoformat(),
            "content": call.body.decode(),
        }
        self._journal.append(record)
        self._remember(record)
        self._settle(file_no)
        return self._receipt(file_no)

    def _settle(self, file_no: str) -> None:
        """Pay or refuse every order of a file that has no record yet; all on disk before anybody is answered."""
        unsettled = [line for line in self._contents[file_no].lines if line.order_key not in self._orders]
        if not unsettled:
            return
        crash = self._mischief.strike("crash")
        for made, line in enumerate(unsettled):
            self._maybe_crash(crash, made)
            code = self._scenario.failure(line)
            record = {
                "kind": "failure" if code else "payment",
                "file_no": file_no,
                "order_key": line.order_key,
                "account": line.account,
                "amount_fen": line.amount_fen,
                "reason_code": code,
                "day": self._files[file_no]["received_on"],
            }
            self._journal.write(record)
            self._remember(record)
        self._maybe_crash(crash, len(unsettled))
        self._journal.sync()

    @staticmethod
    def _maybe_crash(crash: dict[str, Any] | None, made: int) -> None:
        if crash is not None and made == crash.get("payments", 1):
            os.kill(os.getpid(), signal.SIGKILL)

    def _receipt(self, file_no: str) -> Reply:
        record, file = self._files[file_no], self._contents[file_no]
        wrong = self._mischief.strike("wrong_receipt") is not None
        return Reply(
            202,
            {
                "contract": CONTRACT,
                "file_no": file_no,
                "batch_no": file.batch_no,
                "received_on": record["received_on"],
                "count": file.totals.count,
                "sum_fen": file.totals.sum_fen + (1 if wrong else 0),
                "hash_total": file.totals.hash_total,
            },
        )

    def _return(self, call: Call) -> Reply:
        file = self._contents.get(call.name)
        if file is None:
            return refusal(404, "no_such_file", "没有这个银行文件号。")
        if self._mischief.late(call.name, call.day):
            return Reply(200, {"status": "pending"})
        lines = tuple(self._result(line.sequence, line.order_key) for line in file.lines)
        data = self._spoiled(write_return(call.name, file, self._spoiled_lines(lines)))
        return Reply(200, raw=data, content_type="text/csv; charset=utf-8")

    def _result(self, sequence: int, order_key: str) -> ReturnLine:
        record = self._orders[order_key]
        code = record["reason_code"]
        return ReturnLine(
            sequence,
            order_key,
            record["amount_fen"],
            "failed" if code else "paid",
            code,
            REASONS.get(code, ""),
            None if code else date.fromisoformat(record["day"]),
        )

    def _spoiled_lines(self, lines: tuple[ReturnLine, ...]) -> tuple[ReturnLine, ...]:
        first, rest = lines[0], lines[1:]
        if self._mischief.strike("wrong_amount") is not None:
            return (replace(first, amount_fen=first.amount_fen + 1), *rest)
        if self._mischief.strike("unknown_order") is not None:
            return (replace(first, order_key=first.order_key[:70] + "-foreign"), *rest)
        if self._mischief.strike("duplicated_lines") is not None:
            return (first, first, *rest)
        if self._mischief.strike("missing_line") is not None and rest:
            return rest
        return lines

    def _spoiled(self, data: bytes) -> bytes:
        if self._mischief.strike("cut_file") is not None:
            return data[: len(data) // 2]
        if self._mischief.strike("wrong_totals") is not None:
            *body, trailer = data.decode().splitlines()
            cells = trailer.split(",")
            cells[3] = str(int(cells[3]) + 100)
            return ("\n".join([*body, ",".join(cells)]) + "\n").encode()
        return data

    def _order(self, call: Call) -> Reply:
        record = self._orders.get(call.name)
        code = record["reason_code"] if record else ""
        return Reply(
            200,
            {
                "order_key": at("订单号", key, call.name),
                "status": ("failed" if code else "paid") if record else "unknown",
                "amount_fen": record["amount_fen"] if record else None,
                "file_no": record["file_no"] if record else "",
                "reason_code": code,
                "reason_text": REASONS.get(code, ""),
                "paid_on": record["day"] if record and not code else None,
            },
        )
