from datetime import date

import pytest

from jiuzhu.law.figure_file import HORIZON, BadFile, read_figure
from jiuzhu.law.figures import (
    NoValueOnDay,
    Overlay,
    UnknownFigure,
    change_days,
    figure,
    figure_names,
    reading,
)
from jiuzhu.law.townships import townships

LINGKUN, BEIAO = "330305002", "330305001"
NOTICE, BEFORE = date(2021, 10, 1), date(2021, 9, 30)
LAW = date(2026, 7, 1)


@pytest.mark.parametrize("name", figure_names())
def test_every_figure_answers_every_day_on_which_any_figure_changes(name):
    changes = sorted({day for each in figure_names() for day in change_days(each)})
    for day in (*changes, date(2999, 12, 31)):
        assert reading(name, day).effective_from <= day
    assert change_days(name)[0] == HORIZON


@pytest.mark.parametrize("name", figure_names())
def test_what_is_not_confirmed_says_what_is_missing(name):
    for entry in figure(name).entries:
        assert entry.confirmed or entry.note, f"{name}: say what is missing and where to ask"


def test_before_the_first_day_there_is_no_value():
    with pytest.raises(NoValueOnDay, match="2021-01-01"):
        reading("dibao_standard", date(2020, 12, 31))


def test_an_unknown_figure_is_refused():
    with pytest.raises(UnknownFigure, match="没有名为"):
        reading("dibao_standrad", NOTICE)


def test_the_minimum_wage_differs_by_township_and_day():
    assert reading("minimum_wage", date(2021, 7, 31), LINGKUN).value == 201000
    assert reading("minimum_wage", date(2021, 8, 1), LINGKUN).value == 228000
    here = reading("minimum_wage", date(2021, 12, 15), BEIAO)
    assert (here.value, here.confirmed, here.township) == (207000, False, None)
    assert reading("minimum_wage", date(2024, 1, 1), LINGKUN).township == LINGKUN


@pytest.mark.parametrize(
    ("name", "before", "after"), [("cycle_dibao", 28, 20), ("cycle_dibian", 28, 20), ("cycle_tekun", 37, 20)]
)
def test_the_cycle_changes_on_the_notices_day_in_force(name, before, after):
    assert reading(name, BEFORE).value == before
    assert reading(name, NOTICE).value == after


def test_confirming_the_notices_day_moves_every_figure_that_hangs_on_it():
    known = Overlay.of([("notice_in_force_from", None, HORIZON, date(2021, 11, 15), True, "正式文件")])
    assert reading("cycle_dibao", date(2021, 11, 14), None, known).value == 28
    moved = reading("cycle_dibao", date(2021, 11, 15), None, known)
    assert (moved.value, moved.effective_from) == (20, date(2021, 11, 15))
    assert reading("notice_in_force_from", NOTICE, None, known).confirmed


def test_a_notice_in_force_before_the_first_day_of_the_files_holds_from_that_day():
    known = Overlay.of([("notice_in_force_from", None, HORIZON, date(2020, 12, 1), True, "正式文件")])
    assert reading("cycle_tekun", HORIZON, None, known).value == 20


def test_who_confirms_depends_on_the_day():
    assert reading("confirming_authority", BEFORE).value == "bureau"
    assert reading("confirming_authority", NOTICE).value == "township"
    under_the_law = reading("confirming_authority", LAW)
    assert (under_the_law.value, under_the_law.confirmed) == ("township", False)
    assert "ssf.44" in under_the_law.clause


def test_what_nobody_published_has_no_value():
    assert reading("tekun_living", NOTICE).value is None
    assert reading("self_care_mapping", LAW).value is None


def test_the_districts_own_figure_stands_in_front_of_the_file():
    own = Overlay.of([("dibao_standard", None, date(2022, 7, 1), 99000, True, "洞民〔2022〕9号")])
    assert reading("dibao_standard", date(2022, 6, 30), BEIAO, own).value == 108500
    published = reading("dibao_standard", date(2022, 7, 1), BEIAO, own)
    assert (published.value, published.confirmed, published.source) == (99000, True, "洞民〔2022〕9号")
    assert "n9.1" in published.clause


def test_a_townships_own_row_wins_over_the_districts_of_the_same_day_and_a_later_one_wins_over_both():
    rows = [
        ("minimum_wage", None, date(2026, 1, 1), 243000, True, "区"),
        ("minimum_wage", LINGKUN, date(2026, 1, 1), 266000, True, "灵昆"),
        ("minimum_wage", None, date(2027, 1, 1), 270000, True, "区，新"),
    ]
    own = Overlay.of(rows)
    assert reading("minimum_wage", date(2026, 5, 1), LINGKUN, own).value == 266000
    assert reading("minimum_wage", date(2026, 5, 1), BEIAO, own).value == 243000
    assert reading("minimum_wage", date(2027, 5, 1), LINGKUN, own).value == 270000


def test_a_published_figure_older_than_a_change_in_the_law_counts_as_unconfirmed():
    own = Overlay.of([("minimum_wage", BEIAO, date(2021, 8, 1), 207000, True, "区")])
    assert reading("minimum_wage", date(2023, 12, 31), BEIAO, own).confirmed
    outdated = reading("minimum_wage", date(2024, 1, 1), BEIAO, own)
    assert not outdated.confirmed
    assert "2024-01-01" in outdated.note


def test_figures_of_a_situation_stand_in_place_of_all_others():
    given = Overlay.in_place({"dibao_standard": 90000, "tekun_living": 141050})
    published = Overlay.of(
        [("dibao_standard", None, NOTICE, 99000, True, "区"), ("payday", None, NOTICE, 8, True, "区")]
    )
    both = given.over(published)
    assert reading("dibao_standard", LAW, BEIAO, both).value == 90000
    assert reading("tekun_living", HORIZON, None, both).confirmed
    assert reading("payday", LAW, None, both).value == 8


GOOD = """\
name: probe
label: 样本
unit: days
by: district
authority: 区民政局
values:
  - {from: 2021-01-01, value: 20, clause: n1.3, source: 通知, checked_on: 2026-11-24, confirmed: yes}
"""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("clause: n1.3, ", "", "缺少 clause"),
        ("unit: days", "unit: dayz", "没有单位"),
        ("unit: days\n", "", "缺少 unit"),
        ("label: 样本", "label: 样本\ncolour: red", "不认识“colour”"),
        ("from: 2021-01-01", "from: 2021-02-01", "没有值"),
        ("value: 20", "value: twenty", "不是整数"),
        ("value: 20", "value: 20.5", "不是整数"),
        ("value: 20", "value: {default: 20}", "township"),
        ("by: district", "by: village", "by 只能是"),
        ("source: 通知", "source: [通知]", "一行文字"),
        ("clause: n1.3", "clause: [[n1.3]]", "条款号"),
        ("clause: n1.3", "clause: {n1.3: x}", "条款号"),
        ("confirmed: yes", "confirmed: no", "缺少 note"),
        ("confirmed: yes", "confirmed: true", "yes 或 no"),
        ("checked_on: 2026-11-24", "checked_on: 2026-11-31", "没有“2026-11-31”这一天"),
        ("name: probe", "name: other", "文件名"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_by_name(tmp_path, old, new, reason):
    file = tmp_path / "probe.yaml"
    file.write_text(GOOD, "utf-8")
    assert read_figure(file).entries[0].value == 20
    assert old in GOOD
    file.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(BadFile, match=r"probe\.yaml") as refused:
        read_figure(file)
    assert reason in str(refused.value)


def test_a_figure_by_township_names_only_townships_there_are(tmp_path):
    file = tmp_path / "probe.yaml"
    by_township = GOOD.replace("by: district", "by: township")
    file.write_text(by_township.replace("value: 20", 'value: {default: 20, "330305002": 30}'), "utf-8")
    assert read_figure(file).entries[0].townships == {LINGKUN: 30}
    file.write_text(by_township.replace("value: 20", 'value: {default: 20, "330305099": 30}'), "utf-8")
    with pytest.raises(BadFile, match="330305099"):
        read_figure(file)


def test_the_eight_townships_have_a_name():
    assert len(townships()) == 8
    assert townships()[LINGKUN] == "灵昆街道"


def test_two_values_on_one_day_are_refused(tmp_path):
    file = tmp_path / "probe.yaml"
    file.write_text(GOOD + GOOD.splitlines()[-1] + "\n", "utf-8")
    with pytest.raises(BadFile, match="有两个值"):
        read_figure(file)
