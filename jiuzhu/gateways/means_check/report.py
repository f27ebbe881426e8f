"""The report of the check centre (contract version 1). Money is text with two decimals on the wire, fen in here."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.gateways.means_check.contract import CONTRACT, MAX_PERSONS, CheckRequest, role_of, take_role
from jiuzhu.gateways.means_check.findings import (
    SECTIONS,
    Benefit,
    Company,
    Deposit,
    Home,
    HousingFund,
    Insurance,
    Interest,
    PaymentAccount,
    Pension,
    Security,
    Vehicle,
    Wage,
)
from jiuzhu.gateways.wire.reading import (
    BOOLEAN,
    ID_NUMBER,
    ContractError,
    Kind,
    at,
    canonical,
    day,
    members,
    one_of,
    part,
    parts,
    read_shape,
    rows,
    text,
    write_shape,
)

# Where the centre asks; a source it could not reach is named in the report, for "nothing found" there means nothing.
SOURCES = (
    "bank",
    "securities",
    "insurance",
    "payment_platform",
    "vehicle",
    "real_estate",
    "business",
    "social_insurance",
    "housing_fund",
    "civil_affairs",
)


@dataclass(frozen=True)
class Source:
    """Whether one source answered the centre."""

    name: str = part("来源", Kind(one_of(*SOURCES)))
    answered: bool = part("已答复", BOOLEAN)


@dataclass(frozen=True)
class PersonFindings:
    """All that was found about one person; an empty section means nothing found, if its source answered."""

    id_number: str
    name: str
    deposits: tuple[Deposit, ...] = ()
    securities: tuple[Security, ...] = ()
    insurances: tuple[Insurance, ...] = ()
    payment_accounts: tuple[PaymentAccount, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    homes: tuple[Home, ...] = ()
    companies: tuple[Company, ...] = ()
    wages: tuple[Wage, ...] = ()
    pensions: tuple[Pension, ...] = ()
    interest: tuple[Interest, ...] = ()
    housing_fund: tuple[HousingFund, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    role: str = ""  # as in the request


@dataclass(frozen=True)
class Report:
    """The centre's report on a request. `digest` is over the report's canonical bytes and tells reports apart."""

    request_no: str
    case_token: str
    checked_on: date
    persons: tuple[PersonFindings, ...]
    sources: tuple[Source, ...]
    digest: str

    @property
    def unanswered(self) -> tuple[str, ...]:
        return tuple(source.name for source in self.sources if not source.answered)


def digest_of(report: Any) -> str:
    """SHA-256, lower-case hex, over the canonical bytes of a report's JSON."""
    return hashlib.sha256(canonical(report)).hexdigest()


def write_report(report: Report) -> dict[str, Any]:
    """The JSON of a report, without its digest."""
    return {
        "contract": CONTRACT,
        "request_no": report.request_no,
        "case_token": report.case_token,
        "checked_on": report.checked_on.isoformat(),
        "persons": [write_person(person) for person in report.persons],
        "sources": [write_shape(source) for source in report.sources],
    }


def write_person(person: PersonFindings) -> dict[str, Any]:
    """The JSON of one person's findings."""
    found = {section: [write_shape(row) for row in getattr(person, section)] for section in SECTIONS}
    return {"id_number": person.id_number, "name": person.name, **role_of(person.role), **found}


REPORT_PARTS = {
    "contract": "约定版本",
    "request_no": "核对编号",
    "case_token": "案件标识",
    "checked_on": "核对日期",
    "persons": "核对对象",
    "sources": "来源",
}


def read_report(value: Any, digest: Any, request_no: str, sent: CheckRequest) -> Report:
    """A report for `sent`, whole or not at all: exactly the persons asked about, its digest, nothing dated after it."""
    what = "核对报告"
    got = members(value, REPORT_PARTS, what)
    if digest != digest_of(value):
        raise ContractError(f"{what}“摘要”：与报告内容不符，报告可能被改动或没有传完。")
    at(f"{what}“约定版本”", one_of(CONTRACT), got["contract"])
    if got["request_no"] != request_no or got["case_token"] != sent.case_token:
        raise ContractError(f"{what}“核对编号”：不是这个案件的报告。")
    checked = at(f"{what}“核对日期”", day, got["checked_on"])
    if checked < sent.requested_on:
        raise ContractError(f"{what}“核对日期”：{checked} 早于请求日期 {sent.requested_on}。")
    persons = tuple(
        read_person(entry, f"{what}第 {number} 人", checked)
        for number, entry in enumerate(rows(got["persons"], f"{what}“核对对象”", MAX_PERSONS), start=1)
    )
    _same_people(persons, sent, what)
    return Report(request_no, sent.case_token, checked, persons, _sources(got["sources"], what), str(digest))


def read_person(value: Any, place: str, checked: date) -> PersonFindings:
    """One person's findings; sentences name person, section, row, column and reason."""
    labels = {"id_number": "身份证号", "name": "姓名", **{section: label for section, (label, _) in SECTIONS.items()}}
    role, value = take_role(value, place)
    got = members(value, labels, place)
    found = {
        section: tuple(
            _row(shape, row, f"{place}{label}第 {number} 条", checked)
            for number, row in enumerate(rows(got[section], f"{place}“{label}”"), start=1)
        )
        for section, (label, shape) in SECTIONS.items()
    }
    who = at(f"{place}“身份证号”", ID_NUMBER.read, got["id_number"])
    return PersonFindings(who, at(f"{place}“姓名”", text, got["name"]), **found, role=role)


def _row(shape: type, value: Any, place: str, checked: date) -> Any:
    row: Any = read_shape(shape, value, place)
    for name, _, label, _ in parts(shape):
        if isinstance(getattr(row, name), date) and getattr(row, name) > checked:
            raise ContractError(f"{place}“{label}”：{getattr(row, name)} 晚于核对日期 {checked}。")
    if isinstance(row, Wage) and row.last_month < row.first_month:
        raise ContractError(f"{place}“截止月份”：早于起始月份。")
    return row


def _same_people(persons: tuple[PersonFindings, ...], sent: CheckRequest, what: str) -> None:
    wanted = {subject.id_number: subject for subject in sent.persons}
    seen: set[str] = set()
    for number, person in enumerate(persons, start=1):
        if person.id_number not in wanted:
            raise ContractError(f"{what}第 {number} 人“身份证号”：不在这次请求的核对对象里。")
        if person.name != wanted[person.id_number].name:
            raise ContractError(f"{what}第 {number} 人“姓名”：与请求的姓名不同。")
        if person.role != wanted[person.id_number].role:
            raise ContractError(f"{what}第 {number} 人“身份”：与请求不同，分不清是家庭成员还是户外义务人。")
        if person.id_number in seen:
            raise ContractError(f"{what}第 {number} 人“身份证号”：与前面的人重复。")
        seen.add(person.id_number)
    for number, subject in enumerate(sent.persons, start=1):
        if subject.id_number not in seen:
            raise ContractError(f"{what}：缺少请求中的第 {number} 人。")


def _sources(value: Any, what: str) -> tuple[Source, ...]:
    found = tuple(
        read_shape(Source, entry, f"{what}第 {number} 个来源")
        for number, entry in enumerate(rows(value, f"{what}“来源”"), start=1)
    )
    if sorted(source.name for source in found) != sorted(SOURCES):
        raise ContractError(f"{what}“来源”：应列出全部 {len(SOURCES)} 个来源，各一次。")
    return found
