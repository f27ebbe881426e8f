"""The check centre's report: exactly the people asked about, money as text, or nothing of it."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest

from jiuzhu.gateways.means_check.client import read_answer
from jiuzhu.gateways.means_check.contract import read_request, write_request
from jiuzhu.gateways.means_check.findings import (
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
from jiuzhu.gateways.means_check.mapping import facts, outside, property_totals, unanswered
from jiuzhu.gateways.means_check.report import SOURCES, PersonFindings, Report, Source, digest_of, write_report
from jiuzhu.gateways.wire.reading import ContractError
from tests.gateways.runs import ADULT, ASKED, ELDER, household_check

CHECKED = date(2026, 11, 9)
SEEN = date(2026, 11, 8)
SENT = household_check()
ELDERS = PersonFindings(
    ELDER,
    "吕爱珍",
    deposits=(Deposit("海岛银行", 1_200_050, SEEN), Deposit("渔村银行", 7, SEEN)),
    insurances=(Insurance("平平保险", 300_000, SEEN),),
    homes=(Home("residence", "海滨路 1 号", 8_650, 50, date(2009, 5, 1)),),
    pensions=(Pension("basic_pension_central", 12_700, date(2012, 4, 1)),),
    interest=(Interest("海岛银行", 4_235, SEEN),),
    benefits=(Benefit("old_age_allowance", "民政", 5_000),),
)
ADULTS = PersonFindings(
    ADULT,
    "吕小舟",
    securities=(Security("fund", "证券一部", 99, SEEN),),
    payment_accounts=(PaymentAccount("某付", 1_001, SEEN),),
    vehicles=(Vehicle("boat", "浙洞渔 001", date(2020, 2, 29)),),
    homes=(Home("shop", "海滨路 2 号", 2_000, 100, date(2019, 1, 1)),),
    companies=(Company("小舟渔具店", "self_employed", date(2019, 1, 1)),),
    wages=(Wage("渔具厂", 240_000, date(2026, 1, 1), date(2026, 10, 1)),),
    housing_fund=(HousingFund(50_000, SEEN),),
    benefits=(Benefit("unemployment", "人社", 180_000),),
)
REPORT = Report(
    "HD1", SENT.case_token, CHECKED, (ELDERS, ADULTS), tuple(Source(n, n != "vehicle") for n in SOURCES), ""
)


def answer(report: dict, **changes) -> bytes:
    whole = {"status": "ready", "request_no": "HD1", "report": report, "report_digest": digest_of(report)}
    return json.dumps({**whole, **changes}, ensure_ascii=False).encode()


def changed(path: tuple, value) -> dict:
    """The good report with one value changed (or, with `...`, removed)."""
    report = deepcopy(write_report(REPORT))
    inner = report
    for step in path[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return report


def test_a_report_is_read_as_it_was_written():
    report = read_answer(answer(write_report(REPORT)), "HD1", SENT)
    assert report.persons == REPORT.persons
    assert report.checked_on == CHECKED
    assert report.unanswered == ("vehicle",)
    assert unanswered(report) == ("车辆船舶登记",)
    assert report.digest == digest_of(write_report(REPORT))
    assert write_report(report)["persons"][0]["deposits"][0] == {
        "institution": "海岛银行",
        "balance": "12000.50",
        "as_of": "2026-11-08",
    }
    assert write_report(report)["persons"][0]["homes"][0]["area_m2"] == "86.50"


def test_findings_become_facts_in_the_words_of_the_situations():
    told = [(f.id_number, f.heading, f.kind, f.amount_fen, f.per, f.count) for f in facts(REPORT)]
    assert told == [
        (ELDER, "property", "money", 1_200_050, None, None),
        (ELDER, "property", "money", 7, None, None),
        (ELDER, "property", "money", 300_000, None, None),
        (ELDER, "property", "homes", None, None, 1),
        (ELDER, "income", "basic_pension_central", 12_700, "month", None),
        (ELDER, "income", "property", 4_235, "year", None),
        (ELDER, "income", "old_age_allowance", 5_000, "month", None),
        (ADULT, "property", "money", 99, None, None),
        (ADULT, "property", "money", 1_001, None, None),
        (ADULT, "property", "vehicles", None, None, 1),
        (ADULT, "property", "shops", None, None, 1),
        (ADULT, "property", "companies", None, None, 1),
        (ADULT, "income", "wages", 240_000, "month", None),
        (ADULT, "property", "money", 50_000, None, None),
        (ADULT, "income", "social_insurance", 180_000, "month", None),
    ]
    assert facts(REPORT)[0].label == "存款"
    assert facts(REPORT)[0].row["balance"] == "12000.50"
    assert property_totals(REPORT) == {"money": 1_551_157, "homes": 1, "vehicles": 1, "shops": 1, "companies": 1}


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("persons", 0, "deposits", 1, "balance"), "0.7", "第 1 人存款第 2 条“余额”：应写成带两位小数"),
        (("persons", 0, "deposits", 1, "balance"), "-0.07", "写的是“-0.07”"),
        (("persons", 0, "deposits", 1, "balance"), 7, "写的是“7”"),
        (("persons", 0, "deposits", 1, "balance"), "1,000.00", "写的是“1,000.00”"),
        (("persons", 0, "deposits", 1, "balance"), "９.00", "写的是“９.00”"),
        (("persons", 0, "deposits", 1, "balance"), "999999999999.00", "金额过大"),
        (("persons", 0, "deposits", 0, "as_of"), "2026-11-10", "第 1 人存款第 1 条“余额日期”：2026-11-10 晚于核对日期"),
        (("persons", 0, "deposits", 0, "as_of"), "2026-11-31", "应写成 2026-12-04 这样的日期"),
        (("persons", 0, "deposits", 0, "owner"), "x", "第 1 人存款第 1 条：有约定以外的内容“owner”"),
        (("persons", 0, "deposits", 0, "institution"), ..., "第 1 人存款第 1 条：缺少“银行”（institution）"),
        (("persons", 0, "deposits"), ..., "第 1 人：缺少“存款”（deposits）"),
        (("persons", 0, "deposits"), {}, "第 1 人“存款”：应为一个列表"),
        (("persons", 0, "homes", 0, "share_percent"), 0, "第 1 人不动产第 1 条“份额（%）”：应为 1 到 100 的整数"),
        (("persons", 0, "homes", 0, "share_percent"), True, "应为 1 到 100 的整数"),
        (("persons", 1, "vehicles", 0, "kind"), "ship", "第 2 人车辆船舶第 1 条“种类”：应为 car、motorcycle"),
        (("persons", 1, "wages", 0, "last_month"), "2025-12", "第 2 人社保缴费工资第 1 条“截止月份”：早于起始月份"),
        (("persons", 0, "id_number"), "990101195203150099", "第 1 人“身份证号”：不在这次请求的核对对象里"),
        (("persons", 0, "id_number"), ADULT, "第 1 人“姓名”：与请求的姓名不同"),
        (("persons", 0, "name"), "吕爱真", "第 1 人“姓名”：与请求的姓名不同"),
        (("persons",), [], "缺少请求中的第 1 人"),
        (("case_token",), "T-other", "不是这个案件的报告"),
        (("request_no",), "HD2", "不是这个案件的报告"),
        (("checked_on",), "2026-11-03", "“核对日期”：2026-11-03 早于请求日期 2026-11-04"),
        (("sources", 0), ..., "应列出全部 10 个来源，各一次"),
        (("sources", 0, "answered"), "yes", "第 1 个来源“已答复”：应为 true 或 false"),
        (("contract",), "means-check/2", "“约定版本”：应为 means-check/1 之一"),
    ],
)
def test_a_wrong_report_is_refused_with_its_place(path, value, sentence):
    with pytest.raises(ContractError) as refusal:
        read_answer(answer(changed(path, value)), "HD1", SENT)
    assert sentence in str(refusal.value)
    for private in (ELDER, ADULT, "吕爱珍", "990101195203150099"):
        assert private not in str(refusal.value)


def test_a_person_reported_twice_is_refused():
    report = write_report(REPORT)
    with pytest.raises(ContractError, match="第 3 人“身份证号”：与前面的人重复"):
        read_answer(answer({**report, "persons": [*report["persons"], report["persons"][0]]}), "HD1", SENT)


def test_a_report_changed_on_its_way_does_not_match_its_digest():
    good = digest_of(write_report(REPORT))
    poorer = changed(("persons", 0, "deposits", 0, "balance"), "0.00")
    with pytest.raises(ContractError, match="“摘要”：与报告内容不符"):
        read_answer(answer(poorer, report_digest=good), "HD1", SENT)


def test_no_cut_of_an_answer_is_ever_taken_for_an_answer():
    data = answer(write_report(REPORT))
    for length in range(0, len(data), 7):
        with pytest.raises(ContractError):
            read_answer(data[:length], "HD1", SENT)


def test_pending_is_no_report_and_other_states_are_refused():
    assert read_answer(b'{"status": "pending", "request_no": "HD1"}', "HD1", SENT) is None
    for wrong in (
        b'{"status": "pending", "request_no": "HD2"}',
        b'{"status": "done", "request_no": "HD1"}',
        b"[]",
        b"1",
    ):
        with pytest.raises(ContractError, match="核对中心的回答"):
            read_answer(wrong, "HD1", SENT)


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a": NaN}', b"\xff", b'{"a": 1.5}', b'{"a":' + b"9" * 5000 + b"}"])
def test_hostile_json_gets_a_sentence(data):
    with pytest.raises(ContractError, match=r"^核对中心的回答：.*。$"):
        read_answer(data, "HD1", SENT)


def test_a_request_is_read_as_it_was_written():
    assert read_request(write_request(SENT)) == SENT


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"clauses": []}, "法律依据和核对对象都不能为空"),
        ({"persons": []}, "法律依据和核对对象都不能为空"),
        ({"purpose": " "}, "“用途”：没有填写"),
        ({"request_key": "a b"}, "“请求编号”：编号只能用"),
        ({"persons": [{"id_number": ELDER, "name": "吕爱珍"}]}, "第 1 人：应有身份证号、姓名和授权有效期"),
    ],
)
def test_a_request_that_breaks_the_contract_is_refused_before_sending(changes, sentence):
    with pytest.raises(ContractError) as refusal:
        household_check(**changes)
    assert sentence in str(refusal.value)


def test_an_authorisation_that_ran_out_and_a_person_named_twice_are_refused():
    person = {"id_number": ELDER, "name": "吕爱珍", "consent_until": ASKED}
    assert household_check(persons=[person]).persons[0].consent_until == ASKED
    with pytest.raises(ContractError, match=r"第 1 人“授权有效期至”：2026-11-03 已过.*请先补签核对授权"):
        household_check(persons=[{**person, "consent_until": date(2026, 11, 3)}])
    with pytest.raises(ContractError, match="第 2 人“身份证号”：与前面的人重复"):
        household_check(persons=[person, person])
    with pytest.raises(ContractError, match="身份证号应为 18 位"):
        household_check(persons=[{**person, "id_number": "99010119520315001x"}])


def test_a_supporter_outside_the_household_keeps_the_role_of_the_request_and_counts_nowhere():
    person = {"id_number": ELDER, "name": "吕爱珍", "consent_until": date(2027, 11, 3)}
    son = {"id_number": ADULT, "name": "吕小舟", "consent_until": date(2027, 11, 3), "role": "supporter"}
    sent = household_check(persons=[person, son])
    assert read_request(write_request(sent)) == sent
    assert b'"role":"supporter"' in write_request(sent) and b"role" not in write_request(SENT)
    with pytest.raises(ContractError, match="第 2 人“身份”"):
        household_check(persons=[person, {**son, "role": "cousin"}])
    theirs = replace(REPORT, persons=(ELDERS, replace(ADULTS, role="supporter")))
    report = read_answer(answer(write_report(theirs)), "HD1", sent)
    assert {f.id_number for f in facts(report)} == {ELDER}
    assert property_totals(report)["companies"] == 0
    assert {number: len(found) for number, found in outside(report).items()} == {ADULT: 8}
    for wrong, request in ((REPORT, sent), (theirs, SENT)):
        with pytest.raises(ContractError, match="第 2 人“身份”：与请求不同"):
            read_answer(answer(write_report(wrong)), "HD1", request)
