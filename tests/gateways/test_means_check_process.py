"""The check centre over the wire: a real client against a real centre process and its journal."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from jiuzhu.gateways.means_check.client import MeansCheckClient
from jiuzhu.gateways.means_check.mapping import facts, unanswered
from jiuzhu.gateways.wire.fake.journal import records
from jiuzhu.gateways.wire.outcomes import Accepted, NotSent, Pending, Rejected, Unknown, Unusable
from tests.gateways.processes import IMPATIENT, QUICK, true_now
from tests.gateways.runs import ADULT, ASKED, ELDER, household_check

SENT = household_check()


def send(client, request=SENT, timeouts=QUICK, on=ASKED):
    return client.submit(request, timeouts=timeouts, demo_day=on)


def fetch(client, on=ASKED, request=SENT, number="HD00000001", **known):
    return client.fetch_report(number, request, timeouts=QUICK, demo_day=on, **known)


def kept(centre, kind):
    return [record for record in records(centre.state / "journal.jsonl") if record["kind"] == kind]


def test_a_request_is_taken_and_reported(centre, to_centre):
    receipt = send(to_centre).value
    assert (receipt.request_no, receipt.request_key, receipt.received_on) == ("HD00000001", "check:7:1", ASKED)
    report = fetch(to_centre).value
    assert {person.id_number for person in report.persons} == {ELDER, ADULT}
    assert report.checked_on == ASKED
    assert report.unanswered == ()
    assert [record["request_no"] for record in kept(centre, "request")] == ["HD00000001"]


def test_a_supporter_is_reported_in_the_role_of_the_request(centre, to_centre):
    elder, adult = SENT.persons
    request = replace(SENT, persons=(elder, replace(adult, role="supporter")))
    send(to_centre, request)
    report = fetch(to_centre, request=request).value
    assert [person.role for person in report.persons] == ["", "supporter"]


def test_the_same_request_again_is_never_a_second_one(centre, to_centre):
    assert send(to_centre) == send(to_centre, on=ASKED + timedelta(days=2))
    assert len(kept(centre, "request")) == 1
    outcome = send(to_centre, household_check(purpose="临时救助审核"))
    assert isinstance(outcome, Rejected)
    assert outcome.code == "conflict"
    assert len(kept(centre, "request")) == 1


def test_the_same_seed_finds_the_same_and_another_seed_something_else(starts, tmp_path):
    found = []
    for seed in ("1", "1", "2"):
        centre = starts("means_check", "--seed", seed)
        with MeansCheckClient(centre.url, centre.key, true_now) as client:
            send(client)
            found.append(fetch(client).value.persons)
        centre.stop()
        (centre.state / "journal.jsonl").unlink()
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_a_report_comes_when_the_demos_day_is_there_and_then_stays(starts, tmp_path):
    scenario = tmp_path / "scenario.json"
    deposit = {"institution": "海岛银行", "balance": "5800.00", "as_of": "2026-11-01"}
    told = {
        ELDER: {"findings": {"deposits": [deposit]}, "delay_days": 17, "unanswered": ["securities"]},
        ADULT: {"findings": {}},
    }
    scenario.write_text(json.dumps(told), encoding="utf-8")
    centre = starts("means_check", "--scenario", str(scenario), "--delay-days", "3")
    with MeansCheckClient(centre.url, centre.key, true_now) as client:
        send(client)
        assert isinstance(fetch(client, on=ASKED + timedelta(days=16)), Pending)
        report = fetch(client, on=ASKED + timedelta(days=17)).value
        assert [(f.kind, f.amount_fen) for f in facts(report)] == [("money", 580_000)]
        assert unanswered(report) == ("证券基金",)
        assert report.checked_on == date(2026, 11, 21)
        scenario.write_text("{}", encoding="utf-8")
        assert fetch(client, on=ASKED + timedelta(days=30)).value == report
        centre.kill()
        centre.start()
        assert fetch(client, on=ASKED + timedelta(days=40), known_digest=report.digest).value == report


def test_a_scenario_may_be_written_after_the_start(starts, tmp_path):
    scenario = tmp_path / "scenario.json"
    centre = starts("means_check", "--scenario", str(scenario))
    told = {ELDER: {"delay_days": 5}, ADULT: {"findings": {"benefits": []}}}
    scenario.write_text(json.dumps(told), encoding="utf-8")
    with MeansCheckClient(centre.url, centre.key, true_now) as client:
        send(client)
        assert isinstance(fetch(client), Pending)
        assert facts(fetch(client, on=ASKED + timedelta(days=5)).value) == ()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"99": {}}, "第 1 人：身份证号应为 18 位"),
        ({ELDER: {"findings": {"gold": []}}}, "有约定以外的内容“gold”"),
        ({ELDER: {"findings": {"deposits": [{"balance": "1"}]}}}, "缺少“银行”"),
        ({ELDER: {"delay_days": -1}}, "应为 0 到 366 的整数"),
        ({ELDER: {"unanswered": ["sky"]}}, "应为 bank、"),
    ],
)
def test_a_wrong_scenario_is_refused_at_the_start(starts, tmp_path, told, sentence):
    scenario = tmp_path / "scenario.json"
    scenario.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(AssertionError, match=sentence):
        starts("means_check", "--scenario", str(scenario))


def test_a_late_centre_answers_after_some_askings_or_from_a_day_on(centre, to_centre):
    send(to_centre)
    centre.misbehave({"kind": "late", "polls": 2})
    assert [type(fetch(to_centre)) for _ in range(3)] == [Pending, Pending, Accepted]
    centre.misbehave({"kind": "late", "until": "2026-11-20"})
    assert isinstance(fetch(to_centre, on=date(2026, 11, 19)), Pending)
    assert isinstance(fetch(to_centre, on=date(2026, 11, 20)), Accepted)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("malformed_json", "不是完整的 JSON"),
        ("wrong_person", "第 1 人“身份证号”：不在这次请求的核对对象里"),
        ("missing_person", "缺少请求中的第 1 人"),
        ("bad_money", "第 1 人存款第 1 条“余额”：应写成带两位小数、不为负的金额，如 1200.00，写的是“12.5”"),
        ("bad_digest", "“摘要”：与报告内容不符"),
        ("wrong_request", "不是这个案件的报告"),
    ],
)
def test_a_wrong_report_is_unusable_and_the_next_right_one_is_taken(centre, to_centre, fault, sentence):
    send(to_centre)
    centre.misbehave({"kind": fault, "times": 1})
    outcome = fetch(to_centre)
    assert isinstance(outcome, Unusable)
    assert sentence in outcome.reason
    assert isinstance(fetch(to_centre), Accepted)


def test_a_report_repeated_is_the_same_and_changed_content_under_its_number_is_unusable(centre, to_centre):
    send(to_centre)
    report = fetch(to_centre).value
    assert fetch(to_centre, known_digest=report.digest).value == report
    centre.misbehave({"kind": "repeating"})
    outcome = fetch(to_centre, known_digest=report.digest)
    assert isinstance(outcome, Unusable)
    assert "与先前收到的内容不同" in outcome.reason
    first, second = fetch(to_centre).value, fetch(to_centre).value
    assert first.digest != second.digest


@pytest.mark.parametrize(("how", "timeouts"), [("close", QUICK), ("500", QUICK), ("silent", IMPATIENT)])
def test_a_centre_that_is_down_leaves_it_unknown_and_can_be_asked_again(centre, to_centre, how, timeouts):
    centre.misbehave({"kind": "down", "how": how})
    assert isinstance(send(to_centre, timeouts=timeouts), Unknown)
    assert kept(centre, "request") == []
    centre.misbehave()
    assert isinstance(send(to_centre), Accepted)
    assert len(kept(centre, "request")) == 1


def test_an_answer_lost_after_the_request_was_taken_makes_no_second_check(centre, to_centre):
    centre.misbehave({"kind": "drop_answer", "times": 1})
    assert isinstance(send(to_centre), Unknown)
    centre.kill()
    assert isinstance(send(to_centre), NotSent)
    centre.start()
    assert send(to_centre).value.request_no == "HD00000001"
    assert len(kept(centre, "request")) == 1


def test_a_number_nobody_gave_is_rejected(to_centre):
    assert fetch(to_centre, number="HD00000009") == Rejected("没有这个核对编号。", "no_such_request")
