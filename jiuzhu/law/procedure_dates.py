"""Do the versions of each procedure cover every day, once? Per confirming authority; `either` stands for both."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, groupby

from jiuzhu.law.figure_file import HORIZON
from jiuzhu.law.procedure_model import Procedure


def date_faults(procedures: tuple[Procedure, ...]) -> list[str]:
    """Sentences for days without a version and days with two."""
    ordered = sorted(procedures, key=lambda p: (p.name, p.effective_from))
    found: list[str] = []
    for name, group in groupby(ordered, key=lambda p: p.name):
        family = list(group)
        found += [f"{name}：{say}" for rule in (_spans, _overlaps, _gaps) for say in rule(family)]
    return found


def _spans(family: list[Procedure]) -> Iterator[str]:
    for one in family:
        if one.effective_to is not None and one.effective_to <= one.effective_from:
            yield f"{one.version} 的结束日 {one.effective_to} 不在开始日之后。"


def _overlaps(family: list[Procedure]) -> Iterator[str]:
    for a, b in combinations(family, 2):
        same = a.confirming == b.confirming or "either" in (a.confirming, b.confirming)
        if (
            same
            and a.in_force(max(a.effective_from, b.effective_from))
            and b.in_force(max(a.effective_from, b.effective_from))
        ):
            yield f"{max(a.effective_from, b.effective_from)} 有两个版本：{a.version} 和 {b.version}。"


def _gaps(family: list[Procedure]) -> Iterator[str]:
    first = family[0]
    if first.effective_from > HORIZON and not first.begins_because:
        yield f"从 {HORIZON} 到 {first.effective_from - timedelta(days=1)} 没有版本，也没有写为什么（begins_because）。"
    ends: list[date] = sorted({p.effective_to for p in family if p.effective_to})
    for day in ends:
        if not any(p.in_force(day) for p in family):
            yield f"{day} 起没有版本。"
