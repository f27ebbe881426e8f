"""A request in the centre's inbox, and reports about it as the centre would write them."""

import datetime as dt
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case
from jiuzhu.gateways.means_check.findings import Deposit, Vehicle
from jiuzhu.gateways.means_check.report import SOURCES, PersonFindings, Report, Source, digest_of, write_report
from jiuzhu.registry.models import MeansCheck
from jiuzhu.registry.queries import asked_about
from tests.desks.casework.cases import on, received
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, holder


def centre() -> Visitor:
    """The check centre's officer."""
    return visitor("check_centre", "")


def asked(seed: int = 1, day: int = 3, township: str = BEIAO, village: str = "330305001200") -> tuple[Case, MeansCheck]:
    """委托确认 on a day of November: the request waits."""
    case = received(seed, township, village)
    acts.confirm_check_authorisation(actor=holder("social_affairs_head", township), on=on(day), case_id=case.pk)
    return case, MeansCheck.objects.get(matter=str(case.token))


def place(check: MeansCheck, act: str = "") -> str:
    """The address of a request, or of an act on it."""
    return f"/checkcentre/{check.request_key}/{act and act + '/'}"


def report_of(check: MeansCheck, day: int = 9, **changes: Any) -> dict[str, Any]:
    """What the centre found: a deposit of each, and the first one's boat; every source answered but the vehicles'."""
    when = dt.date(2026, 11, day)
    people = [
        PersonFindings(person.number, person.name, deposits=(Deposit("海岛银行", 700_000 + place, when),))
        for place, person in enumerate(asked_about(check))
    ]
    boat = Vehicle("boat", "浙洞渔 001", dt.date(2020, 2, 29))
    people[0] = PersonFindings(people[0].id_number, people[0].name, deposits=people[0].deposits, vehicles=(boat,))
    sources = tuple(Source(name, name != "vehicle") for name in SOURCES)
    return write_report(Report(check.request_key, check.matter, when, tuple(people), sources, "")) | changes


def file_of(report: dict[str, Any], **changes: Any) -> SimpleUploadedFile:
    """The contract's answer as a file."""
    whole = {
        "status": "ready",
        "request_no": report["request_no"],
        "report": report,
        "report_digest": digest_of(report),
    }
    return upload(json.dumps(whole | changes, ensure_ascii=False).encode())


def upload(data: bytes) -> SimpleUploadedFile:
    """Any file as a browser sends it."""
    return SimpleUploadedFile("报告.json", data, "application/json")
