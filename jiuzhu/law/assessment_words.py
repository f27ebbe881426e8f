"""An assessment as an official reads it in a terminal: a table of lines for each programme, then the sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from jiuzhu.law import citations
from jiuzhu.law.assess import Assessment, Finding, Line
from jiuzhu.law.figures import figure
from jiuzhu.law.townships import townships
from jiuzhu.plain.days import full

TITLES = {
    "tekun": "特困人员救助供养",
    "dibao": "最低生活保障（低保）",
    "dibian": "最低生活保障边缘（低边）",
    "disability_hardship": "困难家庭残疾人",
}
HEADS = ("项目", "成员", "怎么算", "结果", "依据")


def in_words(assessment: Assessment) -> str:
    """The whole answer; 特困 first, as the law asks."""
    place = townships().get(assessment.township, "")
    parts = [f"{full(assessment.on)}，{place}（{assessment.township}）"]
    for name, title in TITLES.items():
        if name in assessment.programmes:
            parts.append("\n".join(_programme(title, assessment.programmes[name])))
    return "\n\n".join(parts)


def _programme(title: str, finding: Finding) -> Iterator[str]:
    yield f"【{title}】{'符合' if finding.eligible else '不符合'}"
    yield finding.why
    if finding.lines:
        yield from _table([HEADS, *(_cells(line) for line in finding.lines)])
    if finding.unconfirmed:
        named = [f"{figure(name).label}（{name}）" for name in finding.unconfirmed]
        yield f"未确认的数值：{'、'.join(named)}"


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.label,
        line.of or "全户",
        line.how,
        f"{line.value} {line.unit}".strip(),
        "、".join(dict.fromkeys(map(citations.name, line.clause))),
    )


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEADS))]
    for row in rows:
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
