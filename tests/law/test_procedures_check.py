"""The checker of procedures, each of its rules seen red once: a small good procedure with one thing broken."""

from datetime import date

import pytest

from jiuzhu.law.procedure_check import check, check_folder
from jiuzhu.law.procedure_file import from_document, read_catalogue
from jiuzhu.law.procedure_model import Procedure
from jiuzhu.law.strict_yaml import BadFile, loads

GOOD = """
procedures: {mini: {title: 小流程}}
effective_from: 2021-01-01
confirming: township
three_hands: true
start: {label: 申请, post: applicant}
steps:
  - {key: receive, label: 受理, post: handler, hand: 1, act: receive_application, desk: intake, clause: [n1.1]}
  - key: opinion
    label: 初审
    post: social_affairs_head
    hand: 2
    act: give_opinion
    needs: [receive]
    desk: review
    clause: [n1.2]
    refusals: [SamePersonTwice]
    outcomes:
      - {key: confirm, label: 拟确认, kind: done}
      - {key: refuse, label: 拟不予确认, kind: done, skips: [publish]}
      - {key: return, label: 退回, kind: reopen, reopen: [receive]}
  - {key: publish, label: 公示, post: handler, hand: 1, act: publish, needs: [opinion], desk: intake, clause: [n1.1]}
  - key: decide
    label: 审批
    post: leader_in_charge
    hand: 3
    act: decide_case
    needs: [publish]
    desk: approval
    clause: [n1.2]
    outcomes:
      - {key: approve, label: 确认, kind: end, ends_as: granted, demands: [publish]}
      - {key: refuse, label: 不予确认, kind: end, ends_as: refused}
ends:
  granted: {label: 发放, post: applicant}
  refused: {label: 告知, post: applicant}
side_acts:
  - {key: wait, label: 延长, post: leader_in_charge, act: extend, desk: approval, while_open: [decide], effect: extend}
"""


def read(text: str) -> list[Procedure]:
    return from_document(loads(text, "mini.yaml"), read_catalogue())


def faults(text: str) -> list[str]:
    return check(read(text), read_catalogue())


def broken(old: str, new: str) -> str:
    assert GOOD.count(old) >= 1, old
    return GOOD.replace(old, new, 1)


def test_the_procedures_as_they_stand_are_well_formed() -> None:
    assert check_folder() == []


def test_the_small_procedure_is_well_formed() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("post: handler, hand: 1, act: receive", "hand: 1, act: receive", "步骤“受理”没有写由哪个岗位办（post）"),
        ("act: decide_case", "act:", "步骤“审批”没有写办理动作（act）"),
        ("    desk: review\n", "", "步骤“初审”没有写在哪个工作台办（desk）"),
        ("desk: intake, clause: [n1.1]}\n  - key: o", "desk: lobby, clause: [n1.1]}\n  - key: o", "“lobby”不存在"),
        ("    clause: [n1.2]\n    refusals", "    refusals", "步骤“初审”没有写依据的条款"),
        ("post: handler, hand: 1, act: receive", "post: mayor, hand: 1, act: receive", "“mayor”不是已知岗位"),
        ("needs: [receive]", "needs: [intake]", "“初审”指向的步骤“intake”不存在"),
        ("reopen: [receive]", "reopen: [arrival]", "“初审：退回”指向的步骤“arrival”不存在"),
        ("skips: [publish]", "skips: [poster]", "“初审：拟不予确认”指向的步骤“poster”不存在"),
        ("while_open: [decide]", "while_open: [decision]", "“延长”指向的步骤“decision”不存在"),
        ("kind: end, ends_as: refused", "kind: end, ends_as: lost", "“审批：不予确认”的结局“lost”没有在 ends 里写明"),
        ("kind: reopen, reopen", "kind: back, reopen", "“初审：退回”的种类“back”不认识"),
        ("kind: reopen, reopen: [receive]", "kind: reopen", "必须写退回到哪一步"),
        ("kind: end, ends_as: refused", "kind: end", "必须写以什么结束"),
        ("key: publish, label", "key: receive, label", "有两个步骤用了同一个 key"),
        ("key: refuse, label: 拟不", "key: confirm, label: 拟不", "步骤“初审”有两个结果用了同一个 key"),
        ("needs: [receive]", "needs: [receive, decide]", "互相等待，永远轮不到：初审、公示、审批"),
        ("reopen: [receive]", "reopen: [publish]", "退回的步骤不在它之前"),
        ("skips: [publish]", "skips: [decide]", "“审批”在它前面的步骤办完之前就会算作办过"),
        ("skips: [publish]", "skips: [receive]", "跳过的“受理”不在它之后"),
        (
            "label: 初审\n    post: social_affairs_head",
            "label: 初审\n    post: handler",
            "“受理”和“初审”须由不同的人办",
        ),
        ("label: 审批\n    post: leader_in_charge", "label: 审批\n    post: social_affairs_head", "同时是第 2、3 只手"),
        ("    hand: 3\n", "", "要三个人经手，却缺第 3 只手"),
        ("effect: extend", "effect: pause", "效果“pause”不认识"),
        ("effect: extend", "effect: end", "与它写的去向不符"),
        ("while_open: [decide], ", "", "没有写从哪些步骤可以办"),
        ("desk: approval, while_open", "while_open", "要写明岗位、动作和工作台"),
        (
            "kind: end, ends_as: refused}",
            "kind: reopen, reopen: [receive]}",
            "结局“告知”永远到不了",
        ),
        (
            "{key: refuse, label: 不予确认, kind: end, ends_as: refused}",
            "{key: keep, label: 保留, kind: done, demands: [publish]}",
            "以后没有下一步，也没有结束",
        ),
        (
            "kind: end, ends_as: granted, demands: [publish]}\n"
            "      - {key: refuse, label: 不予确认, kind: end, ends_as: refused}",
            "kind: reopen, reopen: [receive]}",
            "绕来绕去，永远到不了结局",
        ),
        (
            "kind: end, ends_as: granted, demands: [publish]}",
            "kind: end, ends_as: granted, demands: [decide]}",
            "“审批：确认”永远不会发生",
        ),
    ],
)
def test_each_rule_broken_once(old: str, new: str, sentence: str) -> None:
    found = faults(broken(old, new))
    assert any(sentence in fault for fault in found), found
    assert all(fault.startswith("mini/2021-01-01/township：") for fault in found), found


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("key: receive, label: 受理", "key: receive, label: 受理, lable: x", "第 8 行：不认识“lable”"),
        ("hand: 2", "hand: 4", "hand 只能是 1、2、3"),
        ("    label: 初审\n", "", "缺少“label”"),
        ("[SamePersonTwice]", "[SamePersonThrice]", "拒绝理由“SamePersonThrice”不在 refusals.yaml 里"),
        ("2021-01-01", "1.1.2021", "第 3 行：日期“1.1.2021”应写成"),
        ("needs: [receive]", "needs: receive", "“needs”应是一列文字"),
        ("three_hands: true", "three_hands: 是", "只能写 true 或 false"),
        ("confirming: township\n", "confirming: township\nconfirming: bureau\n", "“confirming”写了两次"),
        ("ends:\n", "endings:\n", "不认识“endings”"),
        ("start: {label: 申请, post: applicant}\n", "", "缺少“start”"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(old: str, new: str, sentence: str) -> None:
    with pytest.raises(BadFile) as refused:
        read(broken(old, new))
    assert str(refused.value).startswith("mini.yaml 第 ")
    assert sentence in str(refused.value)


def version(begins: str, ends: str | None = None, confirming: str = "township", extra: str = "") -> Procedure:
    head = f"effective_from: {begins}\n" + (f"effective_to: {ends}\n" if ends else "") + extra
    text = broken("effective_from: 2021-01-01\n", head).replace("confirming: township", f"confirming: {confirming}")
    return read(text)[0]


@pytest.mark.parametrize(
    ("family", "sentence"),
    [
        ([version("2022-01-01")], "从 2021-01-01 到 2021-12-31 没有版本"),
        ([version("2021-01-01", "2022-01-01"), version("2022-01-02")], "2022-01-01 起没有版本"),
        ([version("2021-01-01", "2022-01-01")], "2022-01-01 起没有版本"),
        ([version("2021-01-01"), version("2022-01-01")], "2022-01-01 有两个版本"),
        ([version("2021-01-01", None, "either"), version("2022-01-01", None, "bureau")], "2022-01-01 有两个版本"),
        ([version("2021-01-01", "2020-01-01")], "不在开始日之后"),
    ],
)
def test_days_without_a_version_and_days_with_two_are_found(family: list[Procedure], sentence: str) -> None:
    assert any(sentence in fault for fault in check(family, read_catalogue()))


@pytest.mark.parametrize(
    "family",
    [
        [version("2021-01-01", "2022-01-01"), version("2022-01-01")],
        [version("2021-01-01"), version("2021-01-01", None, "bureau")],
        [version("2022-01-01", None, "township", "begins_because: 那年才有\n")],
    ],
)
def test_versions_that_follow_each_other_or_stand_side_by_side_are_fine(family: list[Procedure]) -> None:
    assert check(family, read_catalogue()) == []


def test_the_content_hash_changes_with_the_content_and_only_with_it() -> None:
    plain = read(GOOD)[0]
    assert version("2021-01-01", "2022-01-01").digest == plain.digest
    assert version("2021-01-01", None, "township", "unconfirmed: [日期未确认]\n").digest == plain.digest
    assert read(broken("desk: review", "desk: intake"))[0].digest != plain.digest
    assert read(broken("skips: [publish]", "skips: []"))[0].digest != plain.digest


def test_a_version_spans_its_first_day_and_not_its_last() -> None:
    one = version("2021-01-01", "2022-01-01")
    assert [one.in_force(d) for d in (date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1))] == [
        *(False, True, True, False)
    ]
