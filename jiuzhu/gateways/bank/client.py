"""The bank over HTTP: send a file, fetch its return, ask about one order. Never decides that a payment failed."""

from collections.abc import Callable
from datetime import date, datetime
from types import TracebackType

from jiuzhu.gateways.bank.contract import FILE_TYPE, BankFile, Receipt, body_digest, read_receipt, write_file
from jiuzhu.gateways.bank.returns import OrderState, ReturnFile, read_order, read_return
from jiuzhu.gateways.wire.http import Answer, Peer, Timeouts
from jiuzhu.gateways.wire.outcomes import Accepted, NotSent, Pending, Rejected, Unknown, Unusable
from jiuzhu.gateways.wire.reading import ContractError, at, key, load_json, members, one_of

BODY_DIGEST = "Jiuzhu-Body-Digest"
IDEMPOTENCY_KEY = "Idempotency-Key"


class BankClient:
    """The bank's address and shared key; usable as a context manager. `now`: see `Peer`."""

    def __init__(self, base_url: str, shared_key: bytes, now: Callable[[], datetime], ca_file: str | None = None):
        self._peer = Peer("银行", base_url, shared_key, now, ca_file)

    def __enter__(self) -> "BankClient":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._peer.close()

    def submit(
        self, file: BankFile, *, attempt_key: str, timeouts: Timeouts, demo_day: date | None = None
    ) -> Accepted[Receipt] | Rejected | NotSent | Unknown:
        """Send a run. The same `attempt_key` with the same file is safe to send again and gives the same receipt.

        `Rejected`: the bank took nothing of it. `Unknown`: ask again with the same key and file until it is known.
        Raises `ContractError`, before anything is sent, where the file itself breaks the contract.
        """
        data = write_file(file)
        at("批次发送编号", key, attempt_key)
        headers = {"Content-Type": FILE_TYPE, IDEMPOTENCY_KEY: attempt_key, BODY_DIGEST: body_digest(data)}
        answer = self._peer.call("POST", "/files", timeouts=timeouts, body=data, headers=headers, demo_day=demo_day)
        if not isinstance(answer, Answer):
            return answer
        if answer.status != 202:
            return self._refused(answer)
        try:
            return Accepted(read_receipt(answer.body, file))
        except ContractError as broken:
            return Unknown(f"银行已回答，但回执不能用：{broken}")

    def fetch_return(
        self, file_no: str, sent: BankFile, *, timeouts: Timeouts, demo_day: date | None = None
    ) -> Accepted[ReturnFile] | Pending | Rejected | Unusable | NotSent | Unknown:
        """The return of a file, checked line by line against the file sent.

        `Unusable`: import nothing, show the reason, ask again later.
        """
        path = f"/files/{at('银行文件号', key, file_no)}/return"
        answer = self._peer.call("GET", path, timeouts=timeouts, demo_day=demo_day)
        if not isinstance(answer, Answer):
            return answer
        if answer.status != 200:
            return self._refused(answer)
        try:
            if answer.content_type.startswith("application/json"):
                got = members(load_json(answer.body, "银行回盘"), {"status": "状态"}, "银行回盘")
                at("银行回盘“状态”", one_of("pending"), got["status"])
                return Pending()
            return Accepted(read_return(answer.body, file_no, sent))
        except ContractError as broken:
            return Unusable(str(broken))

    def ask_order(
        self, order_key: str, *, timeouts: Timeouts, demo_day: date | None = None
    ) -> Accepted[OrderState] | Rejected | Unusable | NotSent | Unknown:
        """The state of one order, to resolve an unknown one.

        `unknown` at the bank proves non-payment only when no call carrying the order can still be under way.
        """
        path = f"/orders/{at('订单号', key, order_key)}"
        answer = self._peer.call("GET", path, timeouts=timeouts, demo_day=demo_day)
        if not isinstance(answer, Answer):
            return answer
        if answer.status != 200:
            return self._refused(answer)
        try:
            return Accepted(read_order(answer.body, order_key))
        except ContractError as broken:
            return Unusable(str(broken))

    def _refused(self, answer: Answer) -> Rejected | Unknown:
        return self._peer.refusal(answer)
