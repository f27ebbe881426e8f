"""The return file: every order once with its own amount, totals agreeing, or nothing of it."""

from dataclasses import replace

import pytest

from jiuzhu.gateways.bank.mapping import order_result, reason, results
from jiuzhu.gateways.bank.returns import ReturnLine, read_order, read_return, write_return
from jiuzhu.gateways.wire.reading import ContractError
from tests.gateways.runs import PAYDAY, all_paid, straight_run

SENT = straight_run(3)


def returned(*lines: ReturnLine) -> bytes:
    return write_return("F1", SENT, lines)


def one_failed() -> bytes:
    paid = all_paid(SENT)
    closed = replace(paid[1], status="failed", reason_code="A02", reason_text="账户已销户", paid_on=None)
    return returned(paid[0], closed, paid[2])


def test_the_return_reads_as_documented():
    assert one_failed().decode() == (
        "H,JZRETURN1,F1,BA-DB-202612-1\n"
        "R,1,p1:1,98501,paid,,,2026-12-10\n"
        "R,2,p2:1,98502,failed,A02,账户已销户,\n"
        "R,3,p3:1,98503,paid,,,2026-12-10\n"
        f"T,3,2,197004,1,98502,{SENT.totals.hash_total}\n"
    )
    file = read_return(one_failed(), "F1", SENT)
    assert (file.count("paid"), file.total_fen("paid")) == (2, 197004)
    assert (file.count("failed"), file.total_fen("failed")) == (1, 98502)
    assert results(file)[1] == {
        "order_key": "p2:1",
        "state": "failed",
        "amount_fen": 98502,
        "reason_code": "A02",
        "reason": "账户已销户",
        "paid_on": None,
    }
    assert results(file)[0]["paid_on"] == PAYDAY


def test_lines_may_come_in_any_order_and_with_the_ends_of_lines_of_another_system():
    lines = read_return(returned(*reversed(all_paid(SENT))), "F1", SENT).lines
    assert [line.sequence for line in lines] == [1, 2, 3]
    assert read_return(one_failed().replace(b"\n", b"\r\n"), "F1", SENT).count("failed") == 1


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("F1", "F2", "第 1 行“银行文件号”：应为 F1，不是这一批的回盘"),
        ("BA-DB-202612-1", "BA-DB-202611-1", "第 1 行“批次号”：应为 BA-DB-202612-1，不是这一批的回盘"),
        ("R,1,", "R,9,", "第 2 行“序号”：9 不在送出的文件里"),
        ("R,2,p2:1", "R,2,p8:1", "第 3 行“订单号”：与送出文件序号 2 的订单号不同"),
        ("98501", "98511", "第 2 行“金额（分）”：写的是 98511，送出的是 98501"),
        (",paid,,,", ",ok,,,", "第 2 行“状态”：应为 paid、failed 之一，写的是“ok”"),
        (
            "paid,,,2026-12-10",
            "paid,,,2026-02-30",
            "第 2 行“入账日期”：应写成 2026-12-04 这样的日期，写的是“2026-02-30”",
        ),
        ("paid,,,2026-12-10", "paid,,,", "第 2 行“入账日期”：应写成"),
        ("paid,,,", "paid,A02,账户已销户,", "第 2 行“原因”：状态为 paid 的不应有失败原因"),
        ("failed,A02", "failed,", "第 3 行“原因代码”"),
        ("账户已销户,\n", "账户已销户,2026-12-10\n", "第 3 行“入账日期”：状态为 failed 的不应有入账日期"),
        (",197004,", ",197104,", "第 5 行“成功合计（分）”：写的是 197104，按明细应为 197004"),
        ("T,3,2,", "T,3,3,", "第 5 行“成功笔数”：写的是 3，按明细应为 2"),
    ],
)
def test_a_wrong_return_is_refused_with_its_place(old, new, sentence):
    content = one_failed().decode()
    assert old in content
    with pytest.raises(ContractError) as refusal:
        read_return(content.replace(old, new, 1).encode(), "F1", SENT)
    assert sentence in str(refusal.value)


def test_a_line_returned_twice_or_not_at_all_is_refused():
    paid = all_paid(SENT)
    with pytest.raises(ContractError, match="第 3 行“序号”：1 与第 2 行重复"):
        read_return(returned(paid[0], *paid), "F1", SENT)
    with pytest.raises(ContractError, match="缺少 1 笔，第一笔是序号 2"):
        read_return(returned(paid[0], paid[2]), "F1", SENT)


def test_no_cut_of_a_return_is_ever_taken_for_a_return():
    data = one_failed()
    for length in range(len(data)):
        with pytest.raises(ContractError):
            read_return(data[:length], "F1", SENT)


def test_no_changed_digit_passes_unseen():
    """Change any one digit of a return, and it is refused unless only the bank can know the digit."""
    data = one_failed().decode()
    places = [at for at, letter in enumerate(data) if letter.isdigit()]
    columns_not_told_by_the_file = {5, 7}  # the bank's reason code and its day of payment
    taken = set()
    for at in places:
        changed = data[:at] + str((int(data[at]) + 1) % 10) + data[at + 1 :]
        try:
            read_return(changed.encode(), "F1", SENT)
        except ContractError:
            continue
        taken.add(data[data.rfind("\n", 0, at) + 1 : at].count(","))
    assert taken == columns_not_told_by_the_file


def test_another_files_hash_total_is_refused():
    other = straight_run(2).totals.hash_total
    content = one_failed().decode().replace(SENT.totals.hash_total, other)
    with pytest.raises(ContractError, match=f"第 5 行“校验数”：写的是 {other}，送出的是 {SENT.totals.hash_total}"):
        read_return(content.encode(), "F1", SENT)


ORDER = (
    '{"order_key":"p1:1","status":"paid","amount_fen":98501,"file_no":"F1",'
    '"reason_code":"","reason_text":"","paid_on":"2026-12-10"}'
)


def test_an_order_asked_about_becomes_plain_values():
    row = order_result(read_order(ORDER.encode(), "p1:1"))
    assert (row["state"], row["bank_status"], row["amount_fen"], row["paid_on"]) == ("paid", "paid", 98501, PAYDAY)
    never = ORDER.replace('"paid"', '"unknown"').replace('"2026-12-10"', "null")
    row = order_result(read_order(never.encode(), "p1:1"))
    assert (row["state"], row["bank_status"], row["amount_fen"]) == ("unknown", "unknown", None)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("p1:1", "p2:1", "“订单号”：应为 p1:1 之一"),
        ("98501", "985.01", "不能用小数"),
        ("98501", '"98501"', "“金额（分）”：应为 1 到"),
        ('"paid"', '"unknown"', "“入账日期”：状态为 unknown 的不应有入账日期"),
        ('"file_no":"F1",', "", "缺少“银行文件号”（file_no）"),
        ('"file_no":"F1",', '"file_no":"F1","file_no":"F2",', "键“file_no”写了两次"),
        ('"file_no":"F1",', '"file_no":"F1","extra":1,', "有约定以外的内容“extra”"),
        ('10"}', '10"', "不是完整的 JSON"),
    ],
)
def test_a_wrong_answer_about_an_order_is_refused(old, new, sentence):
    with pytest.raises(ContractError) as refusal:
        read_order(ORDER.replace(old, new, 1).encode(), "p1:1")
    assert sentence in str(refusal.value)


def test_reasons_are_in_our_words_with_the_banks_own_where_they_say_more():
    assert reason("A02", "账户已销户") == "账户已销户"
    assert reason("N01", "户名简繁不一致") == "户名与账号不符（户名简繁不一致）"
    assert reason("K77", "睡眠户") == "睡眠户"
    assert reason("", "") == ""
