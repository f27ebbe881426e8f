"""Plain values of the registry and of cases ↔ means-check messages. Only words are mapped; nothing is judged here.

Whether an income counts, is exempt or may be deducted is the law's question (jiuzhu/law), so every kind keeps its name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.gateways.means_check.contract import CheckRequest, Subject, read_request, write_request
from jiuzhu.gateways.means_check.findings import SECTIONS
from jiuzhu.gateways.means_check.report import PersonFindings, Report
from jiuzhu.gateways.wire.reading import ContractError, write_shape

SOURCE_NAMES = {
    "bank": "银行",
    "securities": "证券基金",
    "insurance": "商业保险",
    "payment_platform": "支付平台",
    "vehicle": "车辆船舶登记",
    "real_estate": "不动产登记",
    "business": "市场主体登记",
    "social_insurance": "社会保险",
    "housing_fund": "住房公积金",
    "civil_affairs": "民政等部门",
}

# A section's place among the income and property words of a situation (income kinds; money homes vehicles shops
# companies). Where rows carry their own kind, that kind stays.
INCOME = {"wages": ("wages", "monthly_fen", "month"), "interest": ("property", "year_fen", "year")}
MONEY = {
    "deposits": "balance_fen",
    "securities": "value_fen",
    "insurances": "cash_value_fen",
    "payment_accounts": "balance_fen",
    "housing_fund": "balance_fen",
}
PENSION_KINDS = {
    "employee": "social_insurance",
    "survivor": "social_insurance",
    "basic_pension_central": "basic_pension_central",
    "basic_pension_local": "basic_pension_local",
    "other": "transfer",
}
BENEFIT_KINDS = {"unemployment": "social_insurance", "other": "transfer"}


@dataclass(frozen=True)
class Fact:
    """One finding as the registry keeps it.

    `heading` income | property; `kind` a word of the situations; `amount_fen` with `per` month | year (income) or
    None; `count` for things counted (vehicles, homes, shops, companies); `row` the report's own row, for the page;
    `section` and `label` where it stood in the report.
    """

    id_number: str
    heading: str
    kind: str
    label: str
    section: str
    amount_fen: int | None
    per: str | None
    count: int | None
    row: Mapping[str, Any]


def check_request(
    *,
    request_key: str,
    case_token: str,
    purpose: str,
    clauses: Iterable[str],
    requested_on: date,
    persons: Iterable[Mapping[str, Any]],
) -> CheckRequest:
    """A request from plain values; each person: `id_number`, `name`, `consent_until` (a date),
    and a `role` where they are outside the household.

    Build it from the stored intent, so that sending it again sends the same bytes. Raises `ContractError` with the
    sentence for the user (an authorisation that has run out, a person named twice …).
    """
    subjects = []
    for number, person in enumerate(persons, start=1):
        if set(person) - {"role"} != {"id_number", "name", "consent_until"} or not isinstance(
            person["consent_until"], date
        ):
            raise ContractError(f"第 {number} 人：应有身份证号、姓名和授权有效期（日期）。")
        subjects.append(Subject(**person))
    request = CheckRequest(request_key, case_token, purpose, tuple(clauses), requested_on, tuple(subjects))
    return read_request(write_request(request))


def facts(report: Report) -> tuple[Fact, ...]:
    """Every finding about the household, person by person, in the report's order."""
    inside = (person for person in report.persons if not person.role)
    return tuple(fact for person in inside for section in SECTIONS for fact in _of(person, section))


def outside(report: Report) -> dict[str, tuple[Fact, ...]]:
    """The findings about each supporter outside the household, by ID number: nothing of it is the household's."""
    return {
        person.id_number: tuple(fact for section in SECTIONS for fact in _of(person, section))
        for person in report.persons
        if person.role
    }


def _of(person: PersonFindings, section: str) -> Iterable[Fact]:
    for row in getattr(person, section):
        heading, kind, fen, per, count = _words(section, row)
        label = SECTIONS[section][0]
        yield Fact(person.id_number, heading, kind, label, section, fen, per, count, write_shape(row))


def _words(section: str, row: Any) -> tuple[str, str, int | None, str | None, int | None]:
    if section in MONEY:
        return "property", "money", getattr(row, MONEY[section]), None, None
    if section in INCOME:
        kind, amount, per = INCOME[section]
        return "income", kind, getattr(row, amount), per, None
    if section == "pensions":
        return "income", PENSION_KINDS[row.kind], row.monthly_fen, "month", None
    if section == "benefits":
        return "income", BENEFIT_KINDS.get(row.kind, row.kind), row.monthly_fen, "month", None
    if section == "homes":
        return "property", "homes" if row.use in ("residence", "garage", "other") else "shops", None, None, 1
    return "property", section, None, None, 1


def property_totals(report: Report) -> dict[str, int]:
    """The household's property in a situation's words: `money` in fen, and counts."""
    totals = dict.fromkeys(("money", "homes", "vehicles", "shops", "companies"), 0)
    for fact in facts(report):
        if fact.heading == "property":
            totals[fact.kind] += (fact.amount_fen or 0) if fact.kind == "money" else (fact.count or 0)
    return totals


def unanswered(report: Report) -> tuple[str, ...]:
    """The Chinese names of the sources that did not answer: what they would know was *not looked into*."""
    return tuple(SOURCE_NAMES[name] for name in report.unanswered)
