"""What an official reads in a terminal, and the JSON a program reads: the same answer, key by key as promised."""

import json
from pathlib import Path

from jiuzhu.commands.main import main

FOLDER = Path(__file__).parent / "situations"


def said(capsys, name, *words):
    """Standard output of `jiuzhu assess` for a situation file."""
    assert main(["assess", str(FOLDER / f"{name}.yaml"), *words]) == 0
    return capsys.readouterr().out


def test_json_has_the_promised_keys_in_their_order(capsys):
    answer = json.loads(said(capsys, "income-illness-spending", "--json"))
    assert list(answer) == ["on", "township", "programmes"]
    programmes = answer["programmes"]
    assert set(programmes) == {"dibao", "dibian", "tekun", "disability_hardship"}
    assert list(programmes["dibao"]) == [
        "eligible", "members", "per_capita", "line", "amount", "lines", "why", "unconfirmed",
    ]  # fmt: skip
    assert list(programmes["tekun"]) == [
        "eligible", "living", "care_class", "care_level", "care_fee", "pocket_money_floor", "bearer",
        "lines", "why", "unconfirmed",
    ]  # fmt: skip
    assert list(programmes["disability_hardship"]) == ["eligible", "per_capita", "line", "lines", "why", "unconfirmed"]
    line = programmes["dibao"]["lines"][2]
    assert line == {
        "key": "income_wages",
        "of": "a",
        "label": "工资性收入",
        "value": "7200.00",
        "unit": "元/年",
        "how": "600.00 × 12",
        "clause": "57.13",
        "parameters": [],
    }


def test_words_show_item_how_amount_and_ground(capsys):
    out = said(capsys, "income-fishing-ban")
    assert "2021年12月15日，北岙街道（330305001）" in out
    assert "【最低生活保障（低保）】符合" in out
    row = next(line for line in out.splitlines() if line.startswith("经营净收入"))
    assert row.split() == [
        "经营净收入",
        "a",
        "十二个月逐月相加，其中",
        "8",
        "个月有收入",
        "13000.00",
        "元/年",
        "57号第十三条",
    ]
    assert "每月低保金" in out
    assert "385.00 元/月" in out


def test_uncounted_member_says_why(capsys):
    answer = json.loads(said(capsys, "members-spouse-in-prison", "--json"))
    counted = {
        one["of"]: one["value"] for one in answer["programmes"]["dibao"]["lines"] if one["key"] == "counted_because"
    }
    assert counted == {"a": "申请人本人", "b": "正在服刑，不计入", "c": "未成年子女"}


def test_unconfirmed_names_only_figures_that_were_used(capsys):
    plain = json.loads(said(capsys, "members-alone-no-income", "--json"))["programmes"]
    assert plain["dibao"]["unconfirmed"] == ["dibao_standard", "rounding_unit"]
    assert "minimum_wage" in plain["dibian"]["unconfirmed"]
    stated = json.loads(said(capsys, "standard-of-its-own-figure", "--json"))["programmes"]
    assert "dibao_standard" not in stated["dibao"]["unconfirmed"]


def test_exempt_pension_is_named_and_unconfirmed_from_2026(capsys):
    before = json.loads(said(capsys, "income-basic-pension-last-day-of-2025", "--json"))["programmes"]["dibao"]
    after = json.loads(said(capsys, "income-basic-pension-first-day-of-2026", "--json"))["programmes"]["dibao"]
    exempt = next(one for one in before["lines"] if one["key"] == "income_basic_pension_central")
    assert (exempt["value"], exempt["how"]) == ("不计入", "330.00 × 12")
    assert "basic_pension_exempt" not in before["unconfirmed"]
    assert "basic_pension_exempt" in after["unconfirmed"]
    counted = next(one for one in after["lines"] if one["key"] == "basic_pension_counted")
    assert (counted["value"], counted["how"], counted["parameters"]) == (
        "3960.00",
        "330.00 × 12",
        ["basic_pension_exempt"],
    )


def test_a_deduction_says_what_was_stated(capsys):
    answer = json.loads(said(capsys, "income-work-cost-stops-at-zero", "--json"))["programmes"]["dibao"]
    cost = next(one for one in answer["lines"] if one["key"] == "work_cost_deducted")
    assert (cost["value"], cost["how"]) == ("-2400.00", "300.00 × 12，从工资性收入中减去，减到零为止")
