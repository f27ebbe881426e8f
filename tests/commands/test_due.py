import json

import pytest

from jiuzhu.commands.main import main


def test_due_answers_in_json_with_the_agreed_keys(capsys):
    assert main(["due", "dibao", "--accepted", "2026-11-02", "--means-check-days", "17", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "procedure": "dibao",
        "accepted_on": "2026-11-02",
        "due_on": "2026-11-23",
        "may_extend": True,
        "cap_on": "2026-12-02",
        "unit": "calendar",
        "rolled_from": "2026-11-22",
        "provisional": False,
        "why": "11月2日受理，20 天到 11月22日，是周日，顺延到 11月23日。核对用了 17 天，超过 15 天，"
        "分管领导可以决定延长，最长到 12月2日。（通知第一条）",
    }


def test_due_answers_in_words_with_the_national_limits_beside(capsys):
    assert main(["due", "tekun", "--accepted", "2021-10-08"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("最晚 2021年10月28日（周四）办结。\n10月8日受理，20 天到 10月28日。（通知第二条）\n")
    assert "公示要满 7 天，最晚 10月20日开始公示" in said
    assert "受理后 15 个工作日 + 7 天 + 15 个工作日，到 11月25日" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing", "--accepted", "2021-10-08"], "没有 nothing 的办理期限"),
        (["yishi_yiyi", "--accepted", "2021-10-08"], "没有总的办理期限"),
        (["dibao", "--accepted", "2021-02-30"], "没有“2021-02-30”这一天"),
        (["dibao", "--accepted", "gestern"], "不是日期"),
        (["dibao", "--accepted", "2020-12-31"], "最早从 2021-01-01 起"),
        (["dibao", "--accepted", "9999-12-31"], "太远"),
        (["dibao", "--accepted", "2021-10-08", "--means-check-days", "many"], "不是天数"),
        (["dibao", "--accepted", "2021-10-08", "--means-check-days", "-1"], "不是天数"),
        (["linshi_expenditure", "--accepted", "2021-09-30"], "没有查到"),
    ],
)
def test_bad_input_ends_with_status_2_and_a_sentence(capsys, words, said):
    assert main(["due", *words]) == 2
    answer = capsys.readouterr()
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert answer.out == ""
