"""The means-check contract, version 1: the request and its receipt (report.py has what the centre found).

The check centre has no public interface; README.md documents ours.
"""

# ruff: noqa: RUF009 (`part` makes a dataclass field)
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jiuzhu.gateways.wire.reading import (
    DAY,
    ID_NUMBER,
    KEY,
    TEXT,
    ContractError,
    at,
    canonical,
    day,
    key,
    load_json,
    members,
    one_of,
    part,
    read_shape,
    rows,
    text,
    write_shape,
)

CONTRACT = "means-check/1"
MAX_PERSONS = 50
SUPPORTER = "supporter"  # owes the applicant support from outside the household; a row of a member has no role


@dataclass(frozen=True)
class Subject:
    """A person to be checked, with the last day of that person's own authorisation."""

    id_number: str = part("身份证号", ID_NUMBER)
    name: str = part("姓名", TEXT)
    consent_until: date = part("授权有效期至", DAY)
    role: str = ""  # SUPPORTER for somebody outside the household; its members carry none


@dataclass(frozen=True)
class CheckRequest:
    """A request for one household. `request_key` is ours and makes repeating safe; `clauses` is the legal ground."""

    request_key: str
    case_token: str
    purpose: str
    clauses: tuple[str, ...]
    requested_on: date
    persons: tuple[Subject, ...]


@dataclass(frozen=True)
class Receipt:
    """The centre's number for a request it took, and the day it did."""

    request_no: str = part("核对编号", KEY)
    request_key: str = part("请求编号", KEY)
    received_on: date = part("收到日期", DAY)


REQUEST_PARTS = {
    "contract": "约定版本",
    "request_key": "请求编号",
    "case_token": "案件标识",
    "purpose": "用途",
    "clauses": "法律依据",
    "requested_on": "请求日期",
    "persons": "核对对象",
}


def write_request(request: CheckRequest) -> bytes:
    """The bytes to send; the same request always gives the same bytes. Refuses what `read_request` would refuse."""
    data = canonical(
        {
            "contract": CONTRACT,
            "request_key": request.request_key,
            "case_token": request.case_token,
            "purpose": request.purpose,
            "clauses": list(request.clauses),
            "requested_on": request.requested_on.isoformat(),
            "persons": [write_shape(person) | role_of(person.role) for person in request.persons],
        }
    )
    read_request(data)
    return data


def read_request(data: bytes) -> CheckRequest:
    """A request, whole or not at all: nobody named twice, every authorisation good on the day of the request."""
    what = "核对请求"
    got = members(load_json(data, what), REQUEST_PARTS, what)
    at(f"{what}“约定版本”", one_of(CONTRACT), got["contract"])
    asked = at(f"{what}“请求日期”", day, got["requested_on"])
    clauses = rows(got["clauses"], f"{what}“法律依据”", 20)
    listed = rows(got["persons"], f"{what}“核对对象”", MAX_PERSONS)
    if not clauses or not listed:
        raise ContractError(f"{what}：法律依据和核对对象都不能为空。")
    persons: list[Subject] = []
    for number, value in enumerate(listed, start=1):
        place = f"{what}第 {number} 人"
        role, value = take_role(value, place)
        person = replace(read_shape(Subject, value, place), role=role)
        if person.id_number in {earlier.id_number for earlier in persons}:
            raise ContractError(f"{place}“身份证号”：与前面的人重复。")
        if person.consent_until < asked:
            raise ContractError(
                f"{place}“授权有效期至”：{person.consent_until} 已过，请求日期是 {asked}；请先补签核对授权。"
            )
        persons.append(person)
    return CheckRequest(
        request_key=at(f"{what}“请求编号”", key, got["request_key"]),
        case_token=at(f"{what}“案件标识”", key, got["case_token"]),
        purpose=at(f"{what}“用途”", text, got["purpose"]),
        clauses=tuple(at(f"{what}“法律依据”", text, clause) for clause in clauses),
        requested_on=asked,
        persons=tuple(persons),
    )


def role_of(role: str) -> dict[str, str]:
    """The key of a role, for the row of whoever has one."""
    return {"role": role} if role else {}


def take_role(value: Any, place: str) -> tuple[str, Any]:
    """(role, the row without it) of a person's row, in a request or a report."""
    if not isinstance(value, dict) or "role" not in value:
        return "", value
    role: str = at(f"{place}“身份”", one_of(SUPPORTER), value["role"])
    return role, {name: told for name, told in value.items() if name != "role"}


def read_receipt(data: bytes, sent: CheckRequest) -> Receipt:
    """The answer to a request; it must carry our own key back."""
    what = "核对回执"
    receipt = read_shape(Receipt, load_json(data, what), what)
    if receipt.request_key != sent.request_key:
        raise ContractError(f"{what}“请求编号”：不是这次请求的回执。")
    return receipt
