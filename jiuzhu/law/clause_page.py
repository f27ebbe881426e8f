"""One clause in plain words, for the terminal."""

from __future__ import annotations

from difflib import get_close_matches

from jiuzhu.law.catalogue import FORCES, RANKS, STATUS, Clause, Document, UnknownClause, clauses, documents
from jiuzhu.law.citations import name
from jiuzhu.law.homes import KINDS, Home, homes
from jiuzhu.plain import days


def in_words(wanted: str) -> str:
    """The clause of an id (n1.3), or every clause of a provision (通知第一条). Raises UnknownClause."""
    known = clauses()
    chosen = [known[wanted]] if wanted in known else [c for c in known.values() if name(c.id) == wanted]
    if not chosen:
        near = get_close_matches(wanted, known, n=3)
        hint = f"是不是 {'、'.join(near)}？" if near else "条款号像 n1.3、57.19、ssf.44。"
        raise UnknownClause(f"没有条款 {wanted}。{hint}")
    lived_in = homes()
    return "\n\n".join(_one(each, lived_in.get(each.id, ())) for each in chosen)


def _one(clause: Clause, lived_in: tuple[Home, ...]) -> str:
    document = documents()[clause.document]
    lines = [
        f"{clause.id}  {name(clause.id)}（{FORCES[clause.force]}）",
        f"  要求：{clause.demands}",
        *([f"  没有写明：{clause.open}"] if clause.open else []),
        f"  文件：《{document.title}》{document.number}，{RANKS[document.rank]}，{STATUS[document.status]}",
        f"  施行：{in_force(document)}",
        *([f"  说明：{document.note}"] if document.note else []),
    ]
    for kind, label in KINDS.items():
        found = [home for home in lived_in if home.kind == kind]
        if found:
            lines.append(f"  {label}：")
            lines += dict.fromkeys(f"    {_place(home)}" for home in found)
    if clause.no_effect:
        lines.append(f"  软件不用管：{clause.no_effect}")
    return "\n".join(lines)


def in_force(document: Document) -> str:
    """From when until when, as far as it is known."""
    begun = f"{days.full(document.in_force_from)}起" if document.in_force_from else "起始日期没有查到"
    return f"{begun}，{days.full(document.in_force_until)}废止" if document.in_force_until else begun


def _place(home: Home) -> str:
    if home.kind == "later":
        return f"{home.label}（路线图第 {home.name} 项）"
    if home.kind == "step":
        return home.label
    if home.kind == "place":
        return f"{home.label}（{home.file}）"
    return f"{home.label or home.file} {home.name}".strip()
