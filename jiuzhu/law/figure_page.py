"""All figures as a page, and the table of those nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from jiuzhu.law.catalogue import clauses
from jiuzhu.law.citations import name as clause_name
from jiuzhu.law.figure_file import Entry, Figure, Value
from jiuzhu.law.figures import figure, figure_names
from jiuzhu.law.townships import townships
from jiuzhu.plain.money import format_grouped

THEMES = {
    "notice": "通知本身",
    "dibao": "低保",
    "property": "财产限额",
    "dibian": "低边和最低工资",
    "tekun": "特困",
    "linshi": "临时救助",
    "yishi": "一事一议",
    "deadlines": "期限",
    "supervision": "监督",
    "funds": "资金",
}
_UNITS = {
    "fen": " 元",
    "fen_per_month": " 元/月",
    "days": " 天",
    "workdays": " 个工作日",
    "hours": " 小时",
    "months": " 个月",
    "years": " 年（周岁）",
    "ratio_percent": "%",
}


def figures_page() -> Iterator[str]:
    """Every figure with its dated values, by theme."""
    yield "# 全部参数"
    yield ""
    yield "一个数字一个文件；每个值写明从哪天起、依据、来源、是否确认。本区自己公布的数字在系统里录入，优先于这些文件。"
    every = sorted((figure(n) for n in figure_names()), key=lambda f: (list(THEMES).index(f.theme), f.name))
    for theme, each in groupby(every, key=lambda f: f.theme):
        yield ""
        yield f"## {THEMES[theme]}"
        for file in each:
            yield ""
            yield from _figure(file)


def unconfirmed_rows() -> list[str]:
    """A Markdown table: which value isn't confirmed, from when, and whom to ask."""
    rows = ["| 参数 | 起 | 值 | 缺什么，向谁问 |", "|---|---|---|---|"]
    for file in map(figure, figure_names()):
        for entry in file.entries:
            if not entry.confirmed:
                head = f"[{file.label}](figures.md#{file.name})"
                rows.append(f"| {head} | {_since(entry)} | {_value(file, entry)} | {entry.note} |")
    return rows


def shown(unit: str, value: Value) -> str:
    """A value as officials read it; 未公布 where there is none."""
    if value is None:
        return "未公布"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    if unit in ("fen", "fen_per_month") and isinstance(value, int):
        return format_grouped(value) + _UNITS[unit]
    return f"{value}{_UNITS.get(unit, '')}"


def _figure(file: Figure) -> Iterator[str]:
    yield f'### <a id="{file.name}"></a>{file.label}'
    yield ""
    path = f"../../jiuzhu/law/parameters/{file.theme}/{file.name}.yaml"
    yield f"[`{file.name}`]({path})，由 {file.authority} 确定。"
    yield ""
    yield "| 起 | 值 | 依据 | 来源 | 确认 |"
    yield "|---|---|---|---|---|"
    for entry in file.entries:
        cited = "、".join(f"[{clause_name(c)}]({clauses()[c].document}.md#{c})" for c in entry.clause)
        state = "是" if entry.confirmed else f"**未确认**：{entry.note}"
        yield f"| {_since(entry)} | {_value(file, entry)} | {cited} | {entry.source} | {state} |"


def _since(entry: Entry) -> str:
    return entry.starts.isoformat() if entry.starts else "[通知施行之日](figures.md#notice_in_force_from)"


def _value(file: Figure, entry: Entry) -> str:
    default = shown(file.unit, entry.value)
    own = [f"{townships()[code]} {shown(file.unit, value)}" for code, value in entry.townships.items()]
    return "；".join([*own, f"其余 {default}" if own else default])
