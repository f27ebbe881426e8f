"""The bank over the wire: a real client against a real bank process; its journal says what was paid."""

import hashlib
import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import httpx
import pytest

from jiuzhu.gateways.bank.client import BankClient
from jiuzhu.gateways.bank.contract import write_file
from jiuzhu.gateways.bank.fake.judge import judge, payments
from jiuzhu.gateways.bank.mapping import results
from jiuzhu.gateways.wire.outcomes import Accepted, NotSent, Pending, Rejected, Unknown, Unusable
from jiuzhu.gateways.wire.reading import ContractError
from jiuzhu.gateways.wire.signature import signed_headers
from tests.gateways.processes import IMPATIENT, QUICK, true_now
from tests.gateways.runs import PAYDAY, due, order, payable_of, run, straight_run


def send(client, file, attempt_key="run-1:1", timeouts=QUICK):
    return client.submit(file, attempt_key=attempt_key, timeouts=timeouts, demo_day=PAYDAY)


def fetch(client, file, file_no="F00000001", on=PAYDAY):
    return client.fetch_return(file_no, file, timeouts=QUICK, demo_day=on)


def test_a_run_is_taken_paid_and_returned(bank, to_bank):
    file = straight_run(4)
    receipt = send(to_bank, file).value
    assert (receipt.file_no, receipt.received_on, receipt.totals) == ("F00000001", PAYDAY, file.totals)
    returned = fetch(to_bank, file).value
    assert [row["state"] for row in results(returned)] == ["paid"] * 4
    assert [(p["order_key"], p["amount_fen"], p["day"]) for p in payments(bank.state)] == [
        (line.order_key, line.amount_fen, "2026-12-10") for line in file.lines
    ]
    assert judge(bank.state, due(file), payable_of).clean


def test_the_same_attempt_again_gives_the_same_receipt_and_pays_nothing(bank, to_bank):
    file = straight_run(2)
    first, again = send(to_bank, file), send(to_bank, file)
    assert isinstance(first, Accepted)
    assert first == again
    assert len(payments(bank.state)) == 2


def test_the_same_attempt_with_other_content_is_rejected(bank, to_bank):
    send(to_bank, straight_run(2))
    outcome = send(to_bank, straight_run(3))
    assert isinstance(outcome, Rejected)
    assert outcome.code == "conflict"
    assert "内容不同" in outcome.reason
    assert len(payments(bank.state)) == 2


def test_an_order_key_is_used_once_for_ever_and_the_whole_file_is_rejected(bank, to_bank):
    send(to_bank, straight_run(2))
    outcome = send(to_bank, run(order(3), order(2), batch_no="BA-DB-202612-2"), attempt_key="run-2:1")
    assert outcome == Rejected("第 3 行的订单号以前收到过，整批未受理。", "order_known")
    assert [p["order_key"] for p in payments(bank.state)] == ["p1:1", "p2:1"]


def test_failing_accounts_fail_as_the_scenario_says_and_a_corrected_attempt_is_paid(starts, tmp_path):
    scenario = tmp_path / "scenario.json"
    accounts = {
        order(1)["account"]: {"fail": "closed"},
        order(2)["account"]: {"holder": "另一个人"},
        order(3)["account"]: {"holder": order(3)["payee"]},
    }
    scenario.write_text(json.dumps({"accounts": accounts}, ensure_ascii=False), encoding="utf-8")
    bank = starts("bank", "--scenario", str(scenario))
    file = straight_run(3)
    with BankClient(bank.url, bank.key, true_now) as client:
        send(client, file)
        rows = results(fetch(client, file).value)
        assert [(r["state"], r["reason"]) for r in rows] == [
            ("failed", "账户已销户"),
            ("failed", "户名与账号不符"),
            ("paid", ""),
        ]
        state = client.ask_order("p1:1", timeouts=QUICK).value
        assert (state.status, state.reason_code, state.paid_on) == ("failed", "A02", None)
        corrected = run(order(1, attempt=2, account="622900000000009999"), batch_no="BA-DB-202612-2")
        send(client, corrected, attempt_key="run-2:1")
    verdict = judge(bank.state, due(file), payable_of)
    assert (verdict.twice, verdict.lost) == ((), ("p2",))


def test_seeded_failures_are_the_same_for_the_same_seed(starts):
    bank = starts("bank", "--seed", "7", "--failing-per-thousand", "400")
    file = straight_run(40)
    with BankClient(bank.url, bank.key, true_now) as client:
        send(client, file)
        failed = [r["order_key"] for r in results(fetch(client, file).value) if r["state"] == "failed"]
    assert failed == [
        line.order_key for line in file.lines if line.order_key not in {p["order_key"] for p in payments(bank.state)}
    ]
    assert 5 < len(failed) < 30


def test_an_order_never_received_is_unknown_to_the_bank(to_bank):
    state = to_bank.ask_order("p9:1", timeouts=QUICK).value
    assert (state.status, state.amount_fen, state.paid_on) == ("unknown", None, None)


def test_money_may_have_moved_though_the_connection_broke(bank, to_bank):
    """The judge's case: paid and journaled, then the line is cut. Unknown, resolved by the same attempt again."""
    file = straight_run(3)
    bank.misbehave({"kind": "drop_answer", "times": 1})
    outcome = send(to_bank, file)
    assert isinstance(outcome, Unknown)
    assert "不清楚" in outcome.reason
    assert len(payments(bank.state)) == 3
    assert to_bank.ask_order("p2:1", timeouts=QUICK).value.status == "paid"
    assert isinstance(send(to_bank, file), Accepted)
    assert judge(bank.state, due(file), payable_of).clean


@pytest.mark.parametrize(("how", "timeouts"), [("close", QUICK), ("500", QUICK), ("silent", IMPATIENT)])
def test_a_bank_that_is_down_leaves_the_run_unknown_never_failed(bank, to_bank, how, timeouts):
    bank.misbehave({"kind": "down", "how": how})
    outcome = send(to_bank, straight_run(1), timeouts=timeouts)
    assert isinstance(outcome, Unknown)
    assert payments(bank.state) == []
    bank.misbehave()
    assert isinstance(send(to_bank, straight_run(1)), Accepted)


def test_a_bank_that_is_not_there_was_sent_nothing(bank, to_bank):
    bank.kill()
    outcome = send(to_bank, straight_run(1))
    assert isinstance(outcome, NotSent)
    assert "没有发出" in outcome.reason


def test_a_wrong_receipt_is_unknown(bank, to_bank):
    bank.misbehave({"kind": "wrong_receipt", "times": 1})
    outcome = send(to_bank, straight_run(2))
    assert isinstance(outcome, Unknown)
    assert "“合计（分）”：写的是 197004，按明细应为 197003" in outcome.reason
    assert isinstance(send(to_bank, straight_run(2)), Accepted)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("wrong_totals", "第 5 行“成功合计（分）”"),
        ("wrong_amount", "第 2 行“金额（分）”"),
        ("duplicated_lines", "第 3 行“序号”：1 与第 2 行重复"),
        ("unknown_order", "第 2 行“订单号”"),
        ("missing_line", "缺少 1 笔"),
        ("cut_file", "截断"),
    ],
)
def test_a_wrong_return_is_unusable_and_the_next_right_one_is_taken(bank, to_bank, fault, sentence):
    file = straight_run(3)
    send(to_bank, file)
    bank.misbehave({"kind": fault, "times": 1})
    outcome = fetch(to_bank, file)
    assert isinstance(outcome, Unusable)
    assert sentence in outcome.reason
    assert fetch(to_bank, file).value.count("paid") == 3


def test_a_late_return_is_pending_by_askings_and_by_the_demos_day(bank, to_bank):
    file = straight_run(1)
    send(to_bank, file)
    bank.misbehave({"kind": "late", "polls": 2})
    assert [type(fetch(to_bank, file)) for _ in range(3)] == [Pending, Pending, Accepted]
    bank.misbehave({"kind": "late", "until": "2026-12-14"})
    assert isinstance(fetch(to_bank, file, on=date(2026, 12, 13)), Pending)
    assert fetch(to_bank, file, on=date(2026, 12, 14)).value.lines[0].paid_on == PAYDAY


def test_a_return_nobody_sent_is_rejected(to_bank):
    assert fetch(to_bank, straight_run(1), file_no="F00000009") == Rejected("没有这个银行文件号。", "no_such_file")


@pytest.mark.parametrize("made", [0, 1, 3, 5])
def test_a_bank_killed_amid_a_file_pays_the_rest_after_restart_and_nothing_twice(bank, to_bank, made):
    file = straight_run(5)
    bank.misbehave({"kind": "crash", "payments": made})
    assert isinstance(send(to_bank, file), Unknown)
    assert bank.died() == -9
    assert len(payments(bank.state)) == made
    bank.start()
    assert isinstance(send(to_bank, file), Accepted)
    assert fetch(to_bank, file).value.count("paid") == 5
    assert judge(bank.state, due(file), payable_of).clean


def test_a_bank_killed_between_calls_forgets_nothing(bank, to_bank):
    file = straight_run(2)
    first = send(to_bank, file)
    bank.kill()
    bank.start()
    assert send(to_bank, file) == first
    assert fetch(to_bank, file).value.count("paid") == 2
    assert len(payments(bank.state)) == 2


def test_a_record_cut_by_the_kill_never_happened(bank, to_bank):
    file = straight_run(2)
    send(to_bank, file)
    bank.kill()
    journal = bank.state / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    assert [p["order_key"] for p in payments(bank.state)] == ["p1:1"]
    bank.start()
    assert [p["order_key"] for p in payments(bank.state)] == ["p1:1", "p2:1"]
    assert isinstance(send(to_bank, file), Accepted)
    assert judge(bank.state, due(file), payable_of).clean


def test_the_judge_sees_what_is_wrong(bank, to_bank):
    send(to_bank, run(order(1), order(2), order(1, attempt=2, account="622900000000009999")))
    verdict = judge(bank.state, {"p1": 98501, "p3": 98503}, payable_of)
    assert (verdict.twice, verdict.lost, verdict.not_due, verdict.clean) == (("p1",), ("p3",), ("p2",), False)
    assert judge(bank.state, {"p2": 1}, payable_of).wrong_amount == ("p2",)


def test_the_client_sends_nothing_that_breaks_the_contract(bank, to_bank):
    with pytest.raises(ContractError, match="编号只能用"):
        send(to_bank, straight_run(1), attempt_key="run 1")
    assert payments(bank.state) == []


def test_the_bank_checks_digest_and_content_itself(bank):
    data = write_file(straight_run(1))

    def post(body: bytes, digest: str) -> dict:
        headers = signed_headers(bank.key, "POST", "/files", int(true_now().timestamp()), body)
        headers |= {"Idempotency-Key": "k1", "Jiuzhu-Body-Digest": digest}
        return httpx.post(f"{bank.url}/files", content=body, headers=headers, trust_env=False).json()["error"]

    assert post(data, "0" * 64)["code"] == "digest"
    broken = data.replace(b"98501", b"98500", 1)
    error = post(broken, hashlib.sha256(broken).hexdigest())
    assert (error["code"], error["reason"]) == (
        "contract",
        "银行文件第 3 行“合计（分）”：写的是 98501，按明细应为 98500。",
    )
    assert payments(bank.state) == []


def test_the_same_run_sent_by_many_at_once_is_one_file(bank, to_bank):
    file = straight_run(5)
    with ThreadPoolExecutor(8) as senders:
        outcomes = list(senders.map(lambda _: send(to_bank, file), range(16)))
    assert {outcome.value.file_no for outcome in outcomes} == {"F00000001"}
    assert judge(bank.state, due(file), payable_of).clean
    assert len(payments(bank.state)) == 5


def test_a_bank_killed_from_outside_at_any_moment_pays_each_once(bank, to_bank):
    file = straight_run(3000)
    end = time.monotonic() + 60
    with ThreadPoolExecutor(1) as sender:
        sending = sender.submit(send, to_bank, file)
        while not payments(bank.state):
            assert time.monotonic() < end, "the bank never began to pay"
        bank.kill()
        assert isinstance(sending.result(), Unknown | Accepted)
    bank.start()
    assert isinstance(send(to_bank, file), Accepted)
    assert judge(bank.state, due(file), payable_of).clean
    assert fetch(to_bank, file).value.total_fen("paid") == file.totals.sum_fen
