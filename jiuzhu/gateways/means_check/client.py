"""The check centre over HTTP: ask for a check, fetch its report."""

from collections.abc import Callable
from datetime import date, datetime
from types import TracebackType

from jiuzhu.gateways.means_check.contract import CheckRequest, Receipt, read_receipt, write_request
from jiuzhu.gateways.means_check.report import Report, read_report
from jiuzhu.gateways.wire.http import Answer, Peer, Timeouts
from jiuzhu.gateways.wire.outcomes import Accepted, NotSent, Pending, Rejected, Unknown, Unusable
from jiuzhu.gateways.wire.reading import ContractError, at, key, load_json, members, one_of

CHANGED = "核对报告与先前收到的内容不同，编号却相同；没有导入，请与核对中心核实。"


class MeansCheckClient:
    """The centre's address and shared key; usable as a context manager. `now`: see `Peer`."""

    def __init__(self, base_url: str, shared_key: bytes, now: Callable[[], datetime], ca_file: str | None = None):
        self._peer = Peer("核对中心", base_url, shared_key, now, ca_file)

    def __enter__(self) -> "MeansCheckClient":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._peer.close()

    def submit(
        self, request: CheckRequest, *, timeouts: Timeouts, demo_day: date | None = None
    ) -> Accepted[Receipt] | Rejected | NotSent | Unknown:
        """Ask for a check. The same request (same `request_key`) is safe to send again: never a second check.

        Raises `ContractError`, before anything is sent, where the request itself breaks the contract.
        """
        data = write_request(request)
        headers = {"Content-Type": "application/json; charset=utf-8"}
        answer = self._peer.call("POST", "/requests", timeouts=timeouts, body=data, headers=headers, demo_day=demo_day)
        if not isinstance(answer, Answer):
            return answer
        if answer.status != 202:
            return self._peer.refusal(answer)
        try:
            return Accepted(read_receipt(answer.body, request))
        except ContractError as broken:
            return Unknown(f"核对中心已回答，但回执不能用：{broken}")

    def fetch_report(
        self,
        request_no: str,
        sent: CheckRequest,
        *,
        timeouts: Timeouts,
        known_digest: str | None = None,
        demo_day: date | None = None,
    ) -> Accepted[Report] | Pending | Rejected | Unusable | NotSent | Unknown:
        """The report on a request, checked against the request. `Unusable`: import nothing, show the reason.

        `known_digest` is that of a report already imported under this number; other content is then unusable.
        """
        path = f"/requests/{at('核对编号', key, request_no)}"
        answer = self._peer.call("GET", path, timeouts=timeouts, demo_day=demo_day)
        if not isinstance(answer, Answer):
            return answer
        if answer.status != 200:
            return self._peer.refusal(answer)
        try:
            report = read_answer(answer.body, request_no, sent)
        except ContractError as broken:
            return Unusable(str(broken))
        if report is None:
            return Pending()
        if known_digest is not None and report.digest != known_digest:
            return Unusable(CHANGED)
        return Accepted(report)


def read_answer(data: bytes, request_no: str, sent: CheckRequest) -> Report | None:
    """The centre's answer about a request: a report, or None while it is still checking."""
    what = "核对中心的回答"
    got = load_json(data, what)
    names = {"status": "状态", "request_no": "核对编号"}
    if isinstance(got, dict) and got.get("status") != "pending":
        names |= {"report": "报告", "report_digest": "摘要"}
    members(got, names, what)
    at(f"{what}“状态”", one_of("pending", "ready"), got["status"])
    at(f"{what}“核对编号”", one_of(request_no), got["request_no"])
    if got["status"] == "pending":
        return None
    return read_report(got["report"], got["report_digest"], request_no, sent)
