"""Where each clause lives: figures, rule columns, procedure steps, code, the lists `texts/homes.yaml` and `later.yaml`.

Collected, not kept by hand: whatever names a clause is one of its homes. A clause with none of them, and without a
written reason why nothing follows from it, is homeless, and `jiuzhu law check` fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jiuzhu.law.catalogue import FOLDER, clauses
from jiuzhu.law.code_citations import mentions_in_code
from jiuzhu.law.figures import figure, figure_names
from jiuzhu.law.strict_yaml import load

ROOT = Path(__file__).resolve().parents[2]
KINDS = {"figure": "参数", "rule": "规则", "step": "流程", "code": "办理", "place": "其他", "later": "以后做"}
# The parts of the project's road that are still to come.
ROAD = range(2, 9)


@dataclass(frozen=True)
class Home:
    """One place of a clause. `name`: of the figure, column, procedure or file; `file`: from the root of the project.

    `desk`, `act`: of a procedure's step, else empty. A home of kind `later` is a promise, not a place.
    """

    kind: str
    name: str
    label: str
    file: str
    act: str = ""
    desk: str = ""


def homes(root: Path = ROOT) -> dict[str, tuple[Home, ...]]:
    """For each clause its homes, in the order of KINDS. Raises BadFile."""
    found: dict[str, dict[Home, None]] = {}
    for clause_id, home in _all(root):
        found.setdefault(clause_id, {})[home] = None
    return {clause_id: tuple(each) for clause_id, each in found.items()}


def _all(root: Path) -> Iterator[tuple[str, Home]]:
    yield from _figures()
    yield from _rules()
    yield from _steps()
    for clause_id, mentions in sorted(mentions_in_code(root, frozenset(clauses())).items()):
        for mention in sorted(mentions, key=lambda m: (m.file, m.place)):
            yield clause_id, Home("code", mention.place or mention.file.rpartition("/")[2], "", mention.file)
    for clause_id, what, where in listed("homes"):
        yield clause_id, Home("place", where, what, where)
    for clause_id, what, road in listed("later"):
        yield clause_id, Home("later", road, what, "")


def _figures() -> Iterator[tuple[str, Home]]:
    for name in figure_names():
        file = figure(name)
        home = Home("figure", name, file.label, f"jiuzhu/law/parameters/{file.theme}/{name}.yaml")
        for clause_id in dict.fromkeys(c for entry in file.entries for c in entry.clause):
            yield clause_id, home


def _rules() -> Iterator[tuple[str, Home]]:
    # The kernel needs numpy; whoever only wants a clause shouldn't wait for it at import.
    from jiuzhu.law.rules.engine import COLUMNS
    from jiuzhu.law.rules.plan import FULL_PLAN

    for column in (COLUMNS[step.name] for step in FULL_PLAN):
        module = column.function.__module__.replace(".", "/")
        for clause_id in column.clause:
            yield clause_id, Home("rule", column.name, column.label, f"{module}.py")


def _steps() -> Iterator[tuple[str, Home]]:
    from jiuzhu.law.procedure import all_versions
    from jiuzhu.law.procedure_page import slug

    for version in all_versions():
        page, title = f"docs/procedures/{slug(version)}.md", version.title
        for clause_id in version.clause:
            yield clause_id, Home("step", version.version, title, page)
        for step in version.steps:
            cited = [*step.clause, *(c for o in step.outcomes for c in o.clause)]
            cited += [c for refusal in step.refusals for c in refusal.clause]
            home = Home("step", version.version, f"{title}：{step.label}", page, step.act, step.desk)
            for clause_id in dict.fromkeys(cited):
                yield clause_id, home
        for side in version.side_acts:
            home = Home("step", version.version, f"{title}：{side.label}", page, side.act, side.desk)
            for clause_id in side.clause:
                yield clause_id, home
        for end in version.ends:
            for clause_id in end.clause:
                yield clause_id, Home("step", version.version, f"{title}：{end.label}", page)


@cache
def listed(name: str) -> tuple[tuple[str, str, str], ...]:
    """Rows (clause id, what, where or road item) of `texts/homes.yaml` or `texts/later.yaml`. Raises BadFile."""
    key = "where" if name == "homes" else "road"
    file = load(FOLDER / f"{name}.yaml", f"texts/{name}.yaml")
    rows = []
    for clause_id, plain in file.plain.items():
        if not isinstance(plain, dict) or set(plain) != {"what", key}:
            raise file.error(f"每一条写 what 和 {key}。", clause_id)
        if clause_id not in clauses():
            raise file.error(f"没有条款 {clause_id}。", clause_id)
        if key == "road" and plain[key] not in map(str, ROAD):
            raise file.error("road 写路线图的项目号，2 到 8。", clause_id, key)
        rows.append((clause_id, plain["what"], plain[key]))
    return tuple(rows)
