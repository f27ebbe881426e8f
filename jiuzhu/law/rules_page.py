"""All rules of the determination as a page: what each one is, how it is worked out, on which clauses it rests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jiuzhu.law.catalogue import clauses
from jiuzhu.law.citations import name as clause_name
from jiuzhu.law.figures import figure, figure_names

_NAMED = re.compile(r"\{(\w+)\}")
_ENTITIES = {"household": "每户", "member": "每人"}
_UNITS = {
    "fen": "元",
    "fen_per_month": "元/月",
    "fen_per_year": "元/年",
    "count": "数",
    "flag": "是或否",
    "code": "结论",
}


def rules_page() -> Iterator[str]:
    """Every column in the order of calculation."""
    from jiuzhu.law.rules.engine import COLUMNS, Column
    from jiuzhu.law.rules.facts import FACTS
    from jiuzhu.law.rules.plan import FULL_PLAN

    labels: dict[str, str] = {n: f.label for n, f in FACTS.items()}
    labels |= {n: f"[{c.label}](#{n})" for n, c in COLUMNS.items()}
    labels |= {n: f"[{figure(n).label}](figures.md#{n})" for n in figure_names()}

    def described(column: Column) -> Iterator[str]:
        yield f'## <a id="{column.name}"></a>{column.label}'
        yield ""
        cited = "、".join(f"[{clause_name(c)}]({clauses()[c].document}.md#{c})" for c in column.clause)
        file = column.function.__module__.replace(".", "/") + ".py"
        yield f"{_ENTITIES[column.entity]}，{_UNITS[column.unit]}。依据：{cited}。[`{column.name}`](../../{file})"
        yield ""
        if column.how:
            yield f"- 怎么算：{_filled(column.how, labels)}"
        needs = [labels[n] for n in column.needs if n in labels]
        if needs:
            yield f"- 用到：{'、'.join(needs)}"
        for code, words in column.words.items():
            if words:
                yield f"- {code}：{_filled(words, labels)}"

    yield "# 全部规则"
    yield ""
    yield "按计算的先后排列。“用到”列出它依据的事实、参数和前面的规则；带链接的可以点开。"
    for step in FULL_PLAN:
        yield ""
        yield from described(COLUMNS[step.name])


def _filled(text: str, labels: Mapping[str, str]) -> str:
    return _NAMED.sub(lambda found: labels.get(found[1], found[1]), text)
