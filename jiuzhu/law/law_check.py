"""What is wrong with the law's own data: files that don't load, citations of nothing, clauses without a home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jiuzhu.law import calendar
from jiuzhu.law.catalogue import clauses, documents
from jiuzhu.law.citations import unknown
from jiuzhu.law.figures import change_days, figure, figure_names
from jiuzhu.law.homes import ROOT, Home, homes, listed
from jiuzhu.law.strict_yaml import BadFile


def faults(root: Path = ROOT) -> list[str]:
    """Chinese sentences, one a fault; none when all is well."""
    found = list(_files())
    return found if found else [*_citations(root), *_homeless(root), *_places(root)]


def _files() -> Iterator[str]:
    """Files that don't load: an unknown key, a missing clause or unit, a gap, two values on a day."""
    for name in figure_names():
        try:
            figure(name)
            change_days(name)
        except BadFile as error:
            yield str(error)
    for year in calendar.published_years():
        try:
            calendar.arrangement(year)
        except BadFile as error:
            yield str(error)
    try:
        documents(), clauses(), listed("homes"), listed("later")
    except BadFile as error:
        yield str(error)


def _citations(root: Path) -> Iterator[str]:
    for clause_id, each in homes(root).items():
        if unknown([clause_id]):
            places = "、".join(dict.fromkeys(f"{home.label or home.name}（{home.file}）" for home in each))
            yield f"引用了不存在的条款 {clause_id}：{places}。请登记这一条，或改正引用。"
    for name in uncited_rules():
        yield f"规则 {name} 没有写依据的条款，请补上。"


def uncited_rules() -> tuple[str, ...]:
    """Columns of the determination that name no clause."""
    from jiuzhu.law.rules.engine import COLUMNS
    from jiuzhu.law.rules.plan import FULL_PLAN

    return tuple(step.name for step in FULL_PLAN if not COLUMNS[step.name].clause)


def _homeless(root: Path) -> Iterator[str]:
    for clause_id in homeless(homes(root)):
        yield (
            f"条款 {clause_id} 没有落处：请在参数、规则或流程里引用它，或写进 homes.yaml、later.yaml，"
            "或在条款里写 no_effect 说明为什么软件不用管。"
        )


def homeless(lived_in: dict[str, tuple[Home, ...]]) -> tuple[str, ...]:
    """Ids of clauses that have neither a home nor a reason to have none."""
    return tuple(c.id for c in clauses().values() if c.id not in lived_in and not c.no_effect)


def _places(root: Path) -> Iterator[str]:
    for clause_id, what, where in listed("homes"):
        if not (root / where).exists():
            yield f"homes.yaml：{clause_id} 的“{what}”写的 {where} 不存在，请改正。"
