"""The bank file: one byte form, control totals, and refusals that name row, column and reason."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.gateways.bank.contract import HASH_MODULUS, read_file, write_file
from jiuzhu.gateways.wire.reading import ContractError
from tests.gateways.runs import order, run, straight_run


def test_the_file_reads_as_documented():
    data = write_file(run(order(1), order(2, payee="曾,志强")))
    assert data.decode() == (
        "H,JZBANK1,BA-DB-202612-1,990101,dibao,2026-12\n"
        "D,1,吕爱珍,622900000000000001,98501,2026年12月低保金,p1:1\n"
        'D,2,"曾,志强",622900000000000002,98502,2026年12月低保金,p2:1\n'
        "T,2,197003,6167005510\n"
    )


def test_the_hash_total_is_what_the_contract_says():
    file = straight_run(3)
    by_hand = 1 * (622900000000000001 + 98501) + 2 * (622900000000000002 + 98502) + 3 * (622900000000000003 + 98503)
    assert file.totals.hash_total == f"{by_hand % 9_999_999_967:010d}"
    assert (file.totals.count, file.totals.sum_fen) == (3, 98501 + 98502 + 98503)


def test_the_modulus_is_the_largest_prime_below_ten_digits():
    def is_prime(n: int) -> bool:
        return all(n % d for d in range(3, int(n**0.5) + 1, 2))

    assert is_prime(HASH_MODULUS)
    assert not any(is_prime(n) for n in range(HASH_MODULUS + 2, 10**10, 2))


def test_two_payees_with_swapped_accounts_show_in_the_hash_total():
    file = straight_run(2)
    first, second = file.lines
    swapped = replace(file, lines=(replace(first, account=second.account), replace(second, account=first.account)))
    assert swapped.totals.sum_fen == file.totals.sum_fen
    assert swapped.totals.hash_total != file.totals.hash_total


@given(st.integers(1, 10**10), st.text(st.sampled_from("吕爱珍,\"' A"), min_size=1, max_size=20), st.integers(9, 30))
def test_what_is_written_is_read_back(fen, payee, length):
    changes = {"amount_fen": fen, "account": "7" * length}
    try:
        file = run(order(1, payee=payee, **changes), order(2))
    except ContractError as refusal:
        assert "户名" in str(refusal)
        assert payee != payee.strip() or not payee.strip()
        return
    assert file.lines[0].payee == payee
    assert read_file(write_file(file)) == file


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"payee": "=HYPERLINK(1)"}, "银行文件第 2 行“户名”：不能以 = + - @ 开头。"),
        ({"payee": ""}, "银行文件第 2 行“户名”：没有填写。"),
        ({"payee": "吕\n爱珍"}, "银行文件第 2 行“户名”：含有控制字符或换行。"),
        ({"account": "6229 0000"}, "银行文件第 2 行“账号”：账号应为 9 到 30 位数字。"),
        ({"account": "６２２９００００００００"}, "银行文件第 2 行“账号”：账号应为 9 到 30 位数字。"),
        ({"amount_fen": 0}, "银行文件第 2 行“金额（分）”：金额不能为 0。"),
        ({"amount_fen": -1}, "银行文件第 2 行“金额（分）”：应为不带符号、小数点和空格的整数，写的是“-1”。"),
        ({"amount_fen": 10**10 + 1}, "银行文件第 2 行“金额（分）”：数字过大，写的是“10000000001”。"),
        ({"amount_fen": 985.0}, "第 1 笔“金额（分）”：应为整数。"),
        ({"order_key": "p1/1"}, "银行文件第 2 行“订单号”：编号只能用字母、数字和 . _ : -，最多 80 位。"),
    ],
)
def test_an_order_that_cannot_be_sent_is_refused_before_sending(changes, sentence):
    with pytest.raises(ContractError) as refusal:
        run(order(1, **changes))
    assert str(refusal.value) == sentence


def test_an_order_named_twice_and_an_empty_run_are_refused():
    with pytest.raises(ContractError, match="第 3 行“订单号”：与第 2 行重复"):
        run(order(1), order(1))
    with pytest.raises(ContractError, match="至少要有头记录、一笔明细和尾记录"):
        run()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("JZBANK1", "JZBANK2", "第 1 行第 2 列：文件标记应为 JZBANK1"),
        ("2026-12\n", "2026-13\n", "第 1 行“月份”：应写成 2026-12 这样的月份，写的是“2026-13”"),
        ("D,2,", "D,3,", "第 3 行“序号”：应为 2"),
        ("D,1,", "X,1,", "第 2 行第 1 列：应为明细，以 D 开头"),
        (",98501,", ",98501,多一列,", "第 2 行：明细应有 7 列，实有 8 列"),
        (",98501,", ",98502,", "第 5 行“合计（分）”：写的是 295506，按明细应为 295507"),
        (",98501,", ",098501,", "第 2 行“金额（分）”：应为不带符号、小数点和空格的整数，写的是“098501”"),
        ("0001,", "0009,", "第 5 行“校验数”"),
        ("T,3,", "T,4,", "第 5 行“笔数”：写的是 4，按明细应为 3"),
        ("吕爱珍", '"吕"爱珍', "第 2 行：引号或换行不合 CSV 格式"),
    ],
)
def test_a_damaged_file_is_refused_with_its_place(old, new, sentence):
    content = write_file(straight_run(3)).decode()
    assert old in content
    with pytest.raises(ContractError) as refusal:
        read_file(content.replace(old, new, 1).encode())
    assert sentence in str(refusal.value)


def test_no_cut_of_the_file_is_ever_taken_for_the_file():
    data = write_file(straight_run(3))
    for length in range(len(data)):
        with pytest.raises(ContractError):
            read_file(data[:length])


def test_text_that_is_not_utf8_is_refused_with_its_row():
    data = write_file(straight_run(2)).replace("曾志强".encode(), "曾志强".encode("gb18030"))
    with pytest.raises(ContractError, match="第 3 行：不是 UTF-8 文字"):
        read_file(data)
