from datetime import date

import pytest

from jiuzhu.law.catalogue import (
    FORCES,
    UnknownClause,
    clause,
    clauses,
    document_of,
    documents,
    read_clauses,
    read_document,
)
from jiuzhu.law.citations import cite, name, unknown
from jiuzhu.law.clause_page import in_words
from jiuzhu.law.figures import figure, figure_names, reading
from jiuzhu.law.precedence import ordered, prevailing, why
from jiuzhu.law.strict_yaml import BadFile

NOTICE_IDS = (
    "n0.1 n1.1 n1.2 n1.3 n1.4 n2.1 n2.2 n2.3 n2.4 n2.5 n3.1 n3.2 n3.3 n3.4 n3.5 n3.6 n3.7 n3.8 "
    "n4.1 n4.2 n4.3 n4.4 n4.5 n4.6 n4.7 n4.8 n4.9 n5.1 n5.2 n5.3 n6.1 n6.2 n6.3 n6.4 "
    "n7.1 n7.2 n7.3 n7.4 n7.5 n7.6 n7.7 n8.1 n8.2 n8.3 n8.4 n9.1 n9.2 n10.1 n10.2 n10.3 "
    "n11.1 n11.2 n11.3 n11.4 n11.5 n11.6 n12.1 n12.2"
)
ACT_DAY = date(2026, 7, 1)


def test_every_clause_of_the_notice_is_registered_in_its_order():
    assert [c.id for c in clauses().values() if c.document == "notice"] == NOTICE_IDS.split()


def test_the_notice_is_a_draft_and_says_so():
    assert documents()["notice"].status == "draft"
    assert "征求意见稿" in in_words("n1.1")


@pytest.mark.parametrize(
    ("clause_id", "force"),
    [("n1.1", "must"), ("n1.4", "normally"), ("n4.4", "normally"), ("n7.3", "may"), ("n7.5", "normally")],
)
def test_soft_words_bind_differently(clause_id, force):
    assert clause(clause_id).force == force
    assert force in FORCES


@pytest.mark.parametrize("figure_name", figure_names())
def test_every_clause_a_figure_cites_is_registered(figure_name):
    cited = [clause_id for entry in figure(figure_name).entries for clause_id in entry.clause]
    assert cited
    assert unknown(cited) == ()


def test_citations_name_a_provision_once():
    assert cite(["n1.1", "n1.3", "57.21"]) == "（通知第一条；57号第二十一条）"
    assert cite([]) == ""
    assert name("ssf.44") == "社会救助法第四十四条"
    assert unknown(["n1.1", "n1.99"]) == ("n1.99",)


def test_a_clause_that_is_not_there_is_refused_with_its_neighbours():
    with pytest.raises(UnknownClause, match=r"n1\.33"):
        clause("n1.33")
    with pytest.raises(UnknownClause, match=r"是不是 .*n1\.3"):
        in_words("n1.33")


def test_showing_a_provision_shows_all_its_clauses_and_where_they_live():
    said = in_words("通知第九条")
    assert "n9.1  通知第九条（应当）" in said
    assert "n9.2  通知第九条（应当）" in said
    assert "低边标准 dibian_line" in said
    assert "没有写明：是否也受最低工资限制" in said


def test_the_higher_document_wins_from_its_first_day():
    both = [documents()["notice"], documents()["ssf"]]
    assert prevailing(both, date(2026, 6, 30)) == documents()["notice"]
    assert prevailing(both, ACT_DAY) == documents()["ssf"]
    assert "法律" in why(documents()["ssf"], documents()["notice"])


def test_the_notice_holds_from_the_day_its_figure_gives():
    notice = documents()["notice"]
    assert notice.in_force_from == reading("notice_in_force_from", ACT_DAY).value
    assert ordered([notice], date(2021, 9, 30)) == ()
    assert ordered([notice], date(2021, 10, 1)) == (notice,)


def test_between_equals_the_newer_wins_and_the_repealed_is_out():
    old, new = documents()["220"], documents()["57"]
    assert ordered([new, old], date(2021, 6, 30)) == (old,)
    assert ordered([old, new], date(2021, 7, 1)) == (new,)
    later = documents()["doudi"]
    assert ordered([new, later], date(2022, 10, 20)) == (later, new)
    assert "施行在后" in why(later, new)


def test_a_provincial_regulation_goes_before_a_ministrys_document():
    chain = [documents()[key] for key in ("notice", "57", "tiaoli", "649", "ssf")]
    assert [d.key for d in ordered(chain, ACT_DAY)] == ["ssf", "649", "tiaoli", "57", "notice"]
    assert document_of("tiaoli.13").rank == "local_regulation"


DOCUMENT = """\
title: 样本
short: 样本
rank: law
issuer: 样本
status: in_force
source: 样本
checked_on: 2026-11-24
"""
CLAUSES = "x.1:\n  article: 第一条\n  force: must\n  demands: 样本\n"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("rank: law", "rank: highest", "rank 只能是"),
        ("status: in_force", "status: new", "status 只能是"),
        ("issuer: 样本", "issuer: 样本\nin_force_by: nothing", "没有名为 nothing"),
        ("issuer: 样本\n", "", "缺少 issuer"),
        ("issuer: 样本", "issuer: 样本\nmood: good", "不认识“mood”"),
        ("checked_on: 2026-11-24", "checked_on: gestern", "不是日期"),
    ],
)
def test_a_document_that_is_not_whole_is_refused_by_name(tmp_path, old, new, reason):
    (tmp_path / "document.yaml").write_text(DOCUMENT, "utf-8")
    assert read_document(tmp_path).title == "样本"
    (tmp_path / "document.yaml").write_text(DOCUMENT.replace(old, new), "utf-8")
    with pytest.raises(BadFile, match=reason):
        read_document(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("force: must", "force: shall", "force 只能是"),
        ("  demands: 样本\n", "", "缺少 demands"),
        ("article: 第一条", "article: ''", "不能空"),
        (CLAUSES, "- x.1", "条款号"),
    ],
)
def test_a_clause_that_is_not_whole_is_refused_by_name(tmp_path, old, new, reason):
    (tmp_path / "clauses.yaml").write_text(CLAUSES, "utf-8")
    assert [c.id for c in read_clauses(tmp_path)] == ["x.1"]
    (tmp_path / "clauses.yaml").write_text(CLAUSES.replace(old, new), "utf-8")
    with pytest.raises(BadFile, match=reason):
        read_clauses(tmp_path)
