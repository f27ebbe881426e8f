"""The pages of `docs/law/`: an index, a page a document, all figures, all rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jiuzhu.law.catalogue import FORCES, RANKS, STATUS, Clause, Document, clauses, documents
from jiuzhu.law.citations import name
from jiuzhu.law.clause_page import in_force
from jiuzhu.law.code_citations import words_at_desks, words_in_tests
from jiuzhu.law.figure_page import figures_page, unconfirmed_rows
from jiuzhu.law.homes import KINDS, ROOT, Home, homes
from jiuzhu.law.procedure import CONFIRMING
from jiuzhu.law.rules_page import rules_page

DO_NOT_EDIT = "<!-- 由 jiuzhu law docs 生成，请改数据，不要改这一页。 -->"
UP = "../../"
_MOST_TESTS = 6


@dataclass(frozen=True)
class Around:
    """What stands around the clauses: their homes, and the words of each test file and each desk."""

    homes: dict[str, tuple[Home, ...]]
    tests: dict[str, frozenset[str]]
    desks: dict[str, frozenset[str]]


def pages(root: Path = ROOT) -> dict[str, str]:
    """Every page by its file name. Raises BadFile."""
    around = Around(homes(root), words_in_tests(root), words_at_desks(root))
    found = {"README.md": _index(), "figures.md": _page(figures_page()), "rules.md": _page(rules_page())}
    for document in documents().values():
        found[f"{document.key}.md"] = _page(_document(document, around))
    return found


def link(clause_id: str) -> str:
    """A link from one page of `docs/law/` to a clause."""
    return f"[{name(clause_id)}]({clauses()[clause_id].document}.md#{clause_id})"


def _page(lines: Iterator[str]) -> str:
    return "\n".join([DO_NOT_EDIT, "", *lines]).rstrip() + "\n"


def _index() -> str:
    rows = []
    for d in documents().values():
        count = sum(1 for c in clauses().values() if c.document == d.key)
        cells = (f"[{d.title}]({d.key}.md)", d.number or "—", RANKS[d.rank], in_force(d), STATUS[d.status], str(count))
        rows.append(f"| {' | '.join(cells)} |")
    lines = [
        "# 法规条款",
        "",
        "每份文件一页，列出软件用到的条款：要求什么（我们自己的话，不是原文），落在哪个参数、规则、流程步骤、页面和测试。",
        "上面的文件高于下面的；同级的，施行在后的优先（通知末段、上级文件优先）。",
        "",
        "| 文件 | 文号 | 层级 | 施行 | 状态 | 条款 |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
        "另见：[全部参数](figures.md) · [全部规则](rules.md) · [办理流程](../procedures/README.md)",
        "",
        "## 没有确认的数字",
        "",
        "下面的数值没有正式文件可以核对，凡用到的页面和答复都会标出。",
        "",
        *unconfirmed_rows(),
    ]
    return _page(iter(lines))


def _document(document: Document, around: Around) -> Iterator[str]:
    yield f"# {document.title}"
    yield ""
    standing = f"{RANKS[document.rank]}，{STATUS[document.status]}，{in_force(document)}"
    yield f"{document.issuer}，{document.number or '文号没有查到'}。{standing}。"
    yield f"来源：{document.source}（{document.checked_on} 查看）。{document.note}"
    yield ""
    yield "[全部文件](README.md) · [全部参数](figures.md) · [全部规则](rules.md)"
    for clause in clauses().values():
        if clause.document == document.key:
            yield ""
            yield from _clause(clause, around)


def _clause(clause: Clause, around: Around) -> Iterator[str]:
    lived_in = around.homes.get(clause.id, ())
    yield f'## <a id="{clause.id}"></a>{clause.article} · {clause.id}'
    yield ""
    yield f"**{FORCES[clause.force]}**：{clause.demands}"
    if clause.open:
        yield ""
        yield f"没有写明：{clause.open}"
    yield ""
    for kind, label in KINDS.items():
        of_kind = [home for home in lived_in if home.kind == kind]
        if of_kind and kind == "step":
            yield f"- {label}："
            yield from _steps(of_kind)
        elif of_kind:
            yield f"- {label}：{' · '.join(dict.fromkeys(map(_link, of_kind)))}"
    acts = {home.act for home in lived_in if home.act}
    desks = [desk for desk, said in around.desks.items() if said & (acts | {clause.id})]
    if desks:
        yield f"- 页面：{' · '.join(f'[{desk}]({UP}jiuzhu/desks/{desk})' for desk in desks)}"
    tested = _tested(clause.id, lived_in, around.tests)
    if tested:
        yield "- 测试：" + " · ".join(f"[{Path(file).name}]({UP}{file})" for file in tested)
    if clause.no_effect:
        yield f"- 软件不用管：{clause.no_effect}"


def _steps(steps: list[Home]) -> Iterator[str]:
    """One line a procedure: which of its steps, and the versions that have them, each a link."""
    for title in dict.fromkeys(home.label.partition("：")[0] for home in steps):
        own = [home for home in steps if home.label.partition("：")[0] == title]
        labels = "、".join(dict.fromkeys(home.label.partition("：")[2] for home in own if "：" in home.label))
        versions = {home.name.partition("/")[2]: home.file.removeprefix("docs/") for home in own}
        links = " · ".join(f"[{_version(version)}](../{page})" for version, page in versions.items())
        yield f"  - {title}{'：' if labels else ''}{labels}（{links}）"


def _version(version: str) -> str:
    begun, _, confirming = version.partition("/")
    return f"{begun} {CONFIRMING[confirming]}"


def _link(home: Home) -> str:
    if home.kind == "figure":
        return f"[{home.label}](figures.md#{home.name})"
    if home.kind == "rule":
        return f"[{home.label}](rules.md#{home.name})"
    if home.kind == "later":
        return f"{home.label}（路线图第 {home.name} 项）"
    return f"[{home.label or home.file.removeprefix('jiuzhu/')}]({UP}{home.file})"


def _tested(clause_id: str, lived_in: tuple[Home, ...], tests: dict[str, frozenset[str]]) -> list[str]:
    """Test files that name the clause or a figure or rule of it, else an act of it; at most six.

    Rules are tested by the situations, all in one place, which stands first where there is a rule.
    """
    names = {clause_id} | {home.name for home in lived_in if home.kind in ("figure", "rule")}
    acts = {home.act for home in lived_in if home.act}
    found = [file for file, said in tests.items() if names & said] or [f for f, said in tests.items() if acts & said]
    situations = ["tests/law/situations"] if any(home.kind == "rule" for home in lived_in) else []
    return situations + found[:_MOST_TESTS]
