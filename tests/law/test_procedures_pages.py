"""The pages of docs/procedures are those the files make, and the command answers in Chinese."""

import argparse
import re
from pathlib import Path

import pytest

from jiuzhu.commands import procedure as command
from jiuzhu.commands.errors import CommandError
from jiuzhu.law.procedure import pinned
from jiuzhu.law.procedure_page import DO_NOT_EDIT, pages, text_page

DOCS = Path(__file__).parents[2] / "docs" / "procedures"


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_the_pages_are_current() -> None:
    made = pages()
    there = {path.name: path.read_text("utf-8") for path in DOCS.iterdir()}
    assert sorted(there) == sorted(made), "运行 jiuzhu procedure pages"
    stale = [name for name, text in made.items() if there[name] != text]
    assert stale == [], "运行 jiuzhu procedure pages"


def test_a_page_tells_steps_refusals_side_acts_and_what_is_unconfirmed() -> None:
    page = pages()["dibao-2021-10-01-township.md"]
    assert "| 11 | 公布 | 经办人 | 1 | 审批 |" in page
    assert "| 审批 | `SamePersonTwice` | 您已在本案办过另一道手续" in page
    assert "| 延长期限 | 分管领导 |" in page
    assert "**未确认**：通知正文没有写明施行日期" in page
    assert "通知第一条" in page


def test_a_page_and_its_chart_tell_how_long_each_step_may_take() -> None:
    made = pages()
    assert "办理周期：20 天" in made["dibao-2021-10-01-township.md"]
    assert "办理周期：28 天" in made["dibao-2021-01-01-bureau.md"]
    assert "| 9 | 公示期满 | 经办人 | 1 | 张榜公示 | 7 天 |" in made["dibao-2021-10-01-township.md"]
    assert ">24 小时</text>" in made["yishi_yiyi-2021-10-01-either.svg"]


def test_the_text_tells_where_each_outcome_leads() -> None:
    text = text_page(pinned("dibao/2021-10-01/township"))
    assert "退回补充调查 → 回到入户核查、调查结论" in text
    assert "不予确认 → 结束" in text


def test_list_and_check_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0
    assert "dibao/2021-10-01/township" in capsys.readouterr().out
    assert run("check") == 0
    assert "都完整" in capsys.readouterr().out


def test_show_answers_for_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "dibao", "--on", "2021-09-30") == 0
    assert capsys.readouterr().out.startswith("最低生活保障审核确认（dibao/2021-01-01/bureau")


def test_chart_writes_the_file_that_stands_alone(tmp_path: Path) -> None:
    out = tmp_path / "dibao.svg"
    assert run("chart", "dibao", "--on", "2026-07-01", "--confirming", "bureau", "--out", str(out)) == 0
    assert out.read_text("utf-8") == (DOCS / "dibao-2026-07-01-bureau.svg").read_text("utf-8")


def test_chart_as_bpmn_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("chart", "yishi_yiyi", "--format", "bpmn") == 0
    assert capsys.readouterr().out.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<definitions')


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "diabo"), "没有“diabo”这个流程"),
        (("chart", "dibao", "--on", "2022-01-01", "--confirming", "bureau"), "没有由区民政局确认的版本"),
        (("chart", "dibao", "--on", "2020-12-31"), "最早从 2021-01-01 起"),
        (("chart", "dibao", "--out", "/nowhere/at/all.svg"), "写不了，请检查文件夹"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*words)


def test_pages_replaces_its_own_old_files_and_nobody_elses(tmp_path: Path) -> None:
    (tmp_path / "old-1999.md").write_text(DO_NOT_EDIT, "utf-8")
    (tmp_path / "old-1999.svg").write_text("<svg/>", "utf-8")
    (tmp_path / "notes.md").write_text("mine", "utf-8")
    assert run("pages", "--out", str(tmp_path)) == 0
    assert {p.name for p in tmp_path.iterdir()} == {*pages(), "notes.md"}


def test_every_clause_of_a_page_leads_to_its_place_in_the_law() -> None:
    law = DOCS.parent / "law"
    for page, text in pages().items():
        for document, place in re.findall(r"\]\(\.\./law/([^)#]+)#([^)]+)\)", text):
            assert f'id="{place}"' in (law / document).read_text("utf-8"), (page, document, place)
