import re
from pathlib import Path

import pytest

from jiuzhu.law.catalogue import clauses, documents
from jiuzhu.law.law_pages import pages

FOLDER = Path(__file__).resolve().parents[2] / "docs/law"
LINK = re.compile(r"\]\(([^)#]*)(?:#([^)]*))?\)")
PAGES = pages()


def test_the_committed_pages_are_what_the_law_says_now():
    committed = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    assert sorted(committed) == sorted(PAGES)
    stale = [name for name, text in PAGES.items() if committed[name] != text]
    assert not stale, f"{stale}: run `jiuzhu law docs`"


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page):
    for target, anchor in LINK.findall(PAGES[page]):
        assert not target or (FOLDER / target).exists(), target
        if anchor:
            text = PAGES[target or page]
            assert f'id="{anchor}"' in text, f"{target}#{anchor}"


@pytest.mark.parametrize("key", documents())
def test_each_document_has_a_page_with_each_of_its_clauses(key):
    for clause in clauses().values():
        if clause.document == key:
            assert f'<a id="{clause.id}"></a>' in PAGES[f"{key}.md"]
            assert clause.demands in PAGES[f"{key}.md"]


def test_one_click_leads_from_the_low_income_line_to_figure_rule_and_test():
    notice = PAGES["notice.md"]
    section = notice[notice.index('id="n9.1"') : notice.index('id="n9.2"')]
    assert "(figures.md#dibian_multiple)" in section
    assert "(rules.md#dibian_line)" in section
    assert "(../../tests/law/situations)" in section


def test_the_index_lists_what_nobody_has_confirmed():
    assert (
        "[最低生活保障标准（每人每月）](figures.md#dibao_standard) | 2021-01-01 | 1,085.00 元/月" in PAGES["README.md"]
    )
    assert "未公布" in PAGES["README.md"]
