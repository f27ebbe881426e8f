"""What both fakes share as processes: signatures, control, health, and plain words when they can't start."""

import signal
from datetime import timedelta

import httpx
import pytest

from jiuzhu.gateways.bank.client import BankClient
from jiuzhu.gateways.wire.http import Peer
from jiuzhu.gateways.wire.outcomes import Rejected
from jiuzhu.gateways.wire.signature import ensure_key, signed_headers
from tests.gateways.processes import QUICK, FakeProcess, true_now
from tests.gateways.runs import straight_run

BOTH = pytest.mark.parametrize("module", ["bank", "means_check"])


@BOTH
def test_it_says_its_port_is_healthy_and_stops_cleanly(starts, module):
    fake = starts(module)
    assert httpx.get(f"{fake.url}/healthz", trust_env=False).json() == {"ok": True}
    assert fake.stop() == 0


@BOTH
def test_it_stops_cleanly_while_a_call_hangs(starts, module):
    fake = starts(module)
    fake.misbehave({"kind": "down", "how": "silent"})
    with pytest.raises(httpx.TimeoutException):
        httpx.get(f"{fake.url}/anything", timeout=0.3, trust_env=False)
    fake.process.send_signal(signal.SIGTERM)
    assert fake.died() == 0


@BOTH
def test_a_second_process_on_the_same_state_is_refused(starts, module):
    fake = starts(module)
    refused(fake.popen("0"), "正被另一个进程使用")


@BOTH
def test_a_taken_port_is_said_plainly(starts, tmp_path, module):
    fake = starts(module)
    refused(FakeProcess(module, tmp_path / "other").popen(str(fake.port)), f"端口 {fake.port}")


@pytest.mark.parametrize(
    ("module", "options", "sentence"),
    [
        ("bank", ("--misbehave", "sulk"), "不认识的故障种类"),
        ("bank", ("--misbehave", "late:polls=0"), "“polls”：应为 1 到 10000 的整数"),
        ("bank", ("--misbehave", "late:days=3"), "late 没有选项“days”"),
        ("bank", ("--seed", "x"), "命令行参数不对"),
        ("bank", ("--key-file", "/dev/null"), "密钥文件"),
        ("means_check", ("--scenario", __file__), "不是完整的 JSON"),
    ],
)
def test_a_wrong_command_line_gets_a_sentence(tmp_path, module, options, sentence):
    refused(FakeProcess(module, tmp_path / module, *options).popen("0"), sentence)


def test_a_damaged_journal_is_not_written_over(tmp_path):
    journal = tmp_path / "bank" / "journal.jsonl"
    journal.parent.mkdir()
    journal.write_bytes(b'{"kind": "file"\n{}\n')
    refused(FakeProcess("bank", tmp_path / "bank").popen("0"), "第 1 行损坏")
    assert journal.read_bytes() == b'{"kind": "file"\n{}\n'


def refused(process, sentence: str) -> None:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2, err
    assert sentence in err
    assert "Traceback" not in err
    assert out == ""


def test_misbehaviour_can_be_told_at_the_start_and_read_back(starts):
    fake = starts("bank", "--misbehave", "late:polls=3", "--misbehave", "down:how=500,times=1")
    assert httpx.get(f"{fake.url}/control", trust_env=False).json() == {
        "misbehave": [{"kind": "late", "left": None, "polls": "3"}, {"kind": "down", "left": 1, "how": "500"}]
    }
    answer = httpx.post(
        f"{fake.url}/control", json={"misbehave": [{"kind": "late"}, {"kind": "sulk"}]}, trust_env=False
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "contract")
    assert len(httpx.get(f"{fake.url}/control", trust_env=False).json()["misbehave"]) == 2


def test_a_wrong_key_an_old_moment_and_an_unsigned_call_are_rejected(bank):
    def ask(key=bank.key, now=true_now):
        with BankClient(bank.url, key, now) as client:
            return client.submit(straight_run(1), attempt_key="k1", timeouts=QUICK)

    assert ask(key=b"x" * 32) == Rejected("签名不符，请求未受理；请核对双方的共用密钥。", "signature")
    old = ask(now=lambda: true_now() - timedelta(minutes=6))
    assert isinstance(old, Rejected)
    assert "校准时钟" in old.reason
    assert httpx.get(f"{bank.url}/orders/p1:1", trust_env=False).status_code == 401
    journal = (bank.state / "journal.jsonl").read_bytes()
    assert journal == b""


def test_a_signature_holds_for_its_own_body_method_and_path_only(bank):
    moment = int(true_now().timestamp())
    signed = signed_headers(bank.key, "GET", "/orders/p1:1", moment, b"")
    assert httpx.get(f"{bank.url}/orders/p1:1", headers=signed, trust_env=False).status_code == 200
    assert httpx.get(f"{bank.url}/orders/p1:2", headers=signed, trust_env=False).status_code == 401
    assert httpx.post(f"{bank.url}/orders/p1:1", headers=signed, trust_env=False).status_code == 401


def test_the_key_is_made_once_for_its_owner_only(tmp_path):
    key = ensure_key(tmp_path / "a" / "key")
    assert ensure_key(tmp_path / "a" / "key") == key
    assert (tmp_path / "a" / "key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "short").write_text("abcd")
    with pytest.raises(ValueError, match="太短"):
        ensure_key(tmp_path / "short")


@pytest.mark.parametrize("address", ["http://bank.example", "ftp://127.0.0.1", "bank", "https://"])
def test_personal_data_never_leaves_in_the_clear(address):
    with pytest.raises(ValueError, match="地址"):
        Peer("银行", address, b"k" * 32, true_now)
