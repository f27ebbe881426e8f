"""Situation files that can't be used: refused with file, line and reason, status 2, nothing on standard output."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from jiuzhu.commands.main import main
from jiuzhu.law.situation import BadSituation, Situation

ROOT = Path(__file__).resolve().parents[2]
GOOD = """\
title: 试验
as_of: 2021-12-15
township: "330305001"
figures:
  dibao_standard: 1085
household:
  - id: a
    relation: self
    born: 1968-03-02
    serious_illness: true
  - {id: b, relation: spouse, born: 1970-01-01}
income:
  - {of: a, kind: wages, yuan: 600, per: month}
spending:
  - {of: a, kind: illness, yuan: 6000, per: year}
property: {money: 12000, homes: 1}
expect:
  dibao: {eligible: true}
"""

CASES = [
    ("title: 试验", "titel: 试验", 1, "不认识的键 titel"),
    ("as_of: 2021-12-15", "as_of: 2021-02-30", 2, "没有“2021-02-30”这一天"),
    ("as_of: 2021-12-15", "as_of: 15.12.2021", 2, "不是日期"),
    ("as_of: 2021-12-15\n", "", 1, "没有写 as_of"),
    ("as_of: 2021-12-15", "as_of: 1960-01-01", 9, "出生日期在认定日 1960-01-01 之后"),
    ('township: "330305001"\n', "", 1, "缺少 township"),
    ('township: "330305001"', 'township: "999999999"', 3, "没有代码是 999999999 的街道（乡镇）"),
    ("dibao_standard: 1085", "dibao_norm: 1085", 5, "没有名为 dibao_norm 的参数"),
    ("dibao_standard: 1085", "dibao_standard: -5", 5, "负数"),
    ("dibao_standard: 1085", "dibao_standard: much", 5, "不是金额"),
    ("dibao_standard: 1085", "dibian_line_inclusive: yes", 5, "应写成 true（是）或 false（否）"),
    ("relation: self", "relation: me", 8, "me 不在可选的值之中"),
    ("relation: spouse", "relation: self", 11, "只能有一个"),
    ("relation: self", "relation: parent", 6, "没有申请人"),
    ("born: 1968-03-02", "born: 2022-03-02", 9, "出生日期在认定日"),
    ("serious_illness: true", "serious_illness: on", 10, "应写成 true（是）或 false（否）"),
    ("serious_illness: true", "serious_illness: true\n    serious_illness: false", 11, "写了两次"),
    ("serious_illness: true", "disability: {kind: limb, grade: 5}", 10, "残疾等级 5 不存在"),
    ("serious_illness: true", "disability: {kind: limb}", 10, "缺少 grade"),
    ("serious_illness: true", "self_care_unmet: [toilet, toilet]", 10, "toilet 写了两次"),
    ("serious_illness: true", "self_care_unmet: toilet", 10, "应当是列表"),
    ("serious_illness: true", "clergy_on_premises_years: -1", 10, "应当是 0 或正整数"),
    ("id: b", "id: a", 11, "成员 a 写了两次"),
    ("of: a, kind: wages", "of: c, kind: wages", 13, "家庭中没有这个成员"),
    ("of: a, kind: wages", "kind: wages", 13, "缺少 of"),
    ("kind: wages", "kind: salary", 13, "salary 不在可选的值之中"),
    ("yuan: 600,", "yuan: -600,", 13, "负数"),
    ("yuan: 600,", "yuan: 600.123,", 13, "最多两位小数"),
    ("yuan: 600,", "yuan: 6e2,", 13, "不是金额"),
    ("yuan: 600, per: month", "yuan: 600", 13, "缺少 per"),
    ("yuan: 600, per: month", "yuan: 600, per: week", 13, "week 不在可选的值之中"),
    ("yuan: 600, per: month", "months: [1, 2]", 13, "months 应写十二个月"),
    ("yuan: 600, per: month", "months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], yuan: 5", 13, "不再写 yuan"),
    ("yuan: 600, per: month", "yuan: 600, per: month, for_months: 13", 13, "应为 1 至 12"),
    ("yuan: 600, per: month", "yuan: 600, per: year, for_months: 8", 13, "只能和 per: month 一起用"),
    ("kind: wages, yuan: 600", "kind: transfer, net_costs: 5, yuan: 600", 13, "net_costs 只能写在"),
    ("kind: wages, yuan: 600", "kind: transfer, disregard_since: 2021-09-01, yuan: 600", 13, "只能写在 wages"),
    ("of: a, kind: illness", "of: z, kind: illness", 15, "家庭中没有这个成员"),
    ("money: 12000", "money: lots", 16, "不是金额"),
    ("homes: 1", "homes: 1.5", 16, "应当是 0 或正整数"),
    ("homes: 1", "houses: 1", 16, "不认识的键 houses"),
    ("dibao: {eligible", "dobao: {eligible", 18, "不认识的键 dobao"),
    ("household:\n", "household: []\nhousehold2:\n", 6, "家庭中没有成员"),
    ("title: 试验", "title: *x", 1, "不能用锚点和引用"),
    ("title: 试验", "title: [", 3, "写法不对"),
]


@pytest.mark.parametrize(("old", "new", "line", "reason"), CASES, ids=[f"{n}-{c[1]}"[:40] for n, c in enumerate(CASES)])
def test_bad_file_is_refused_with_file_line_and_reason(tmp_path, capsys, old, new, line, reason):
    assert GOOD.count(old) == 1
    file = tmp_path / "bad.yaml"
    file.write_text(GOOD.replace(old, new), "utf-8")
    assert main(["assess", str(file), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"bad.yaml 第 {line} 行：" in said.err
    assert reason in said.err
    assert "Traceback" not in said.err


def test_the_good_file_is_good(tmp_path, capsys):
    file = tmp_path / "good.yaml"
    file.write_text(GOOD, "utf-8")
    assert main(["assess", str(file)]) == 0
    assert "每月低保金" in capsys.readouterr().out


def test_another_day_and_days_nobody_knows(tmp_path, capsys):
    file = tmp_path / "good.yaml"
    file.write_text(GOOD, "utf-8")
    assert main(["assess", str(file), "--on", "2026-07-01"]) == 0
    assert "2026年7月1日" in capsys.readouterr().out
    for wrong in ("2021-13-01", "yesterday", "2020-12-31", "1965-01-01"):
        assert main(["assess", str(file), "--on", wrong]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.strip().endswith("。")


def test_a_file_that_is_not_there_or_no_text(tmp_path, capsys):
    assert main(["assess", str(tmp_path / "nowhere.yaml")]) == 2
    (tmp_path / "noise.yaml").write_bytes(b"\xff\xfe\x00\x81")
    assert main(["assess", str(tmp_path / "noise.yaml")]) == 2
    (tmp_path / "empty.yaml").write_text("", "utf-8")
    assert main(["assess", str(tmp_path / "empty.yaml")]) == 2
    (tmp_path / "list.yaml").write_text("- a\n- b\n", "utf-8")
    assert main(["assess", str(tmp_path / "list.yaml")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_command_as_a_process_without_django(tmp_path):
    """The law answers where Django isn't: the import fails, the answer comes."""
    (tmp_path / "django").mkdir()
    (tmp_path / "django" / "__init__.py").write_text("raise ImportError('no Django here')", "utf-8")
    file = tmp_path / "good.yaml"
    file.write_text(GOOD, "utf-8")
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "jiuzhu.commands.main", "assess", str(file), "--json"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert '"amount"' in run.stdout


def test_plain_values_may_be_natural_but_never_floats():
    plain = {
        "township": "330305001",
        "as_of": date(2021, 12, 15),
        "household": [{"id": "a", "relation": "self", "born": date(1968, 3, 2), "serious_illness": True}],
        "income": [{"of": "a", "kind": "wages", "yuan": 600, "per": "month"}],
    }
    assert Situation.from_plain(plain).income[0].fen == 60_000
    plain["income"][0]["yuan"] = 600.5
    with pytest.raises(BadSituation) as refused:
        Situation.from_plain(plain)
    assert refused.value.path == ("income", 0, "yuan")
