"""The fake check centre: takes requests once, reports when their days are over, and errs only where told to.

Journal records: `request` (one taken), `report` (one made; it never changes afterwards, also over a restart).
"""

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from jiuzhu.gateways.means_check.contract import CheckRequest, read_request
from jiuzhu.gateways.means_check.fake.scenario import Scenario
from jiuzhu.gateways.means_check.report import SOURCES, Report, Source, digest_of, write_report
from jiuzhu.gateways.wire.fake.journal import Journal
from jiuzhu.gateways.wire.fake.mischief import READERS, Mischief
from jiuzhu.gateways.wire.fake.server import DOWN, Call, Reply, Route, refusal

MISCHIEF: dict[str, dict[str, Any]] = {
    **DOWN,
    "late": {"polls": READERS["polls"], "until": READERS["until"]},
    "repeating": {},
    "malformed_json": {},
    "wrong_person": {},
    "missing_person": {},
    "bad_money": {},
    "bad_digest": {},
    "wrong_request": {},
}


class Centre:
    """The books of the fake centre over its journal."""

    def __init__(self, journal: Journal, mischief: Mischief, scenario: Scenario):
        self._journal, self._mischief, self._scenario = journal, mischief, scenario
        self._taken: dict[str, dict[str, Any]] = {}
        self._requests: dict[str, CheckRequest] = {}
        self._by_key: dict[str, str] = {}
        self._reports: dict[str, dict[str, Any]] = {}
        self._told = 0
        for record in journal.known:
            self._remember(record)

    def routes(self) -> list[Route]:
        return [("POST", "/requests", self._take), ("GET", "/requests/(?P<name>[^/]+)", self._answer)]

    def _remember(self, record: dict[str, Any]) -> None:
        number = record["request_no"]
        if record["kind"] == "report":
            self._reports[number] = record["report"]
            return
        self._taken[number] = record
        self._requests[number] = request = read_request(record["content"].encode())
        self._by_key[request.request_key] = number

    def _take(self, call: Call) -> Reply:
        request = read_request(call.body)
        number = self._by_key.get(request.request_key)
        if number and self._taken[number]["content"] != call.body.decode():
            return refusal(409, "conflict", "同一请求编号已有内容不同的请求，未受理。")
        if not number:
            number = f"HD{len(self._taken) + 1:08d}"
            record = {
                "kind": "request",
                "request_no": number,
                "received_on": max(call.day, request.requested_on).isoformat(),
                "content": call.body.decode(),
            }
            self._journal.append(record)
            self._remember(record)
        answer = {
            "request_no": number,
            "request_key": request.request_key,
            "received_on": self._taken[number]["received_on"],
        }
        return Reply(202, answer)

    def _answer(self, call: Call) -> Reply:
        request = self._requests.get(call.name)
        if request is None:
            return refusal(404, "no_such_request", "没有这个核对编号。")
        pending = Reply(200, {"status": "pending", "request_no": call.name})
        if self._mischief.late(call.name, call.day):
            return pending
        if call.name not in self._reports:
            received = date.fromisoformat(self._taken[call.name]["received_on"])
            delay = max(self._scenario.delay(person.id_number) for person in request.persons)
            if call.day < received + timedelta(days=delay):
                return pending
            self._make(call.name, request, call.day)
        return self._ready(call.name, self._spoiled(self._reports[call.name]))

    def _make(self, number: str, request: CheckRequest, on: date) -> None:
        silent = {name for person in request.persons for name in self._scenario.unanswered(person.id_number)}
        report = Report(
            request_no=number,
            case_token=request.case_token,
            checked_on=on,
            persons=tuple(replace(self._scenario.findings(person, on), role=person.role) for person in request.persons),
            sources=tuple(Source(name, name not in silent) for name in SOURCES),
            digest="",
        )
        record = {"kind": "report", "request_no": number, "report": write_report(report)}
        self._journal.append(record)
        self._remember(record)

    def _ready(self, number: str, report: dict[str, Any]) -> Reply:
        digest = digest_of(report)
        if self._mischief.strike("bad_digest") is not None:
            digest = digest_of([digest])
        reply = Reply(200, {"status": "ready", "request_no": number, "report": report, "report_digest": digest})
        if self._mischief.strike("malformed_json") is not None:
            return Reply(200, raw=reply.data()[: len(reply.data()) // 2])
        return reply

    def _spoiled(self, true: dict[str, Any]) -> dict[str, Any]:
        """A copy of the report with the switched-on faults in it; the report itself stays as journaled."""
        report = deepcopy(true)
        first = report["persons"][0]
        row = {"institution": "海岛银行（虚构）", "balance": "0.00", "as_of": report["checked_on"]}
        if self._mischief.strike("wrong_person") is not None:
            first["id_number"] = "990199190001010000"
        if self._mischief.strike("missing_person") is not None:
            report["persons"] = report["persons"][1:]
        if self._mischief.strike("bad_money") is not None:
            first["deposits"] = [{**row, "balance": "12.5"}]
        if self._mischief.strike("wrong_request") is not None:
            report["case_token"] += "-other"
        if self._mischief.strike("repeating") is not None:
            self._told += 1
            first["deposits"] = [*first["deposits"], {**row, "balance": f"{self._told}.00"}]
        return report
