"""认定，逐项: the lines of a finding as a table, and who counts in the household and why."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiuzhu.cases import assessment
from jiuzhu.cases.models import Case, Finding
from jiuzhu.cases.ways import NAMES, PERSONAL, way_of
from jiuzhu.desks.casework.pages.fits import Fit, fits_of
from jiuzhu.desks.shared.clauses import of as clause_of
from jiuzhu.plain.money import format_grouped
from jiuzhu.registry.models import Member

COUNTED = "counted_because"  # shown in the household's table, not among the sums
ROWS = {"annual_income": "sum", "tekun_income": "sum", "dibao_amount": "result", "living": "result"}
LEFT_OUT = "不计入"
ESSENCE = (
    "annual_income", "per_capita", "dibao_per_capita", "dibao_line", "dibao_amount", "dibian_line",
    "no_ability_because", "tekun_income", "supporters_found", "living", "care_class", "care_fee", "care_fee_because",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line as the table prints it. `unconfirmed`: figures of this line that nobody has confirmed."""

    key: str
    label: str
    how: str
    value: str
    css: str
    clauses: tuple[str, ...]
    unconfirmed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calculation:
    """What the law found, stored with the case or only looked ahead."""

    on: dt.date
    stored: bool
    eligible: bool
    amount_fen: int | None
    members_count: int
    why: str
    rows: tuple[Row, ...]
    because: dict[int, str]
    unconfirmed: tuple[str, ...]
    way: str
    members: tuple[int, ...]
    name: str
    fits: tuple[Fit, ...]
    conclusion: str = ""
    recommends: bool | None = None

    @property
    def personal(self) -> bool:
        """For the persons themselves, not for their household."""
        return self.way in PERSONAL

    @property
    def who(self) -> str:
        """Whom a decision is about: a household by its applicant, or the persons by name."""
        return self.name if self.personal else f"{self.name}户"

    @property
    def not_yet(self) -> str:
        """Why it can't be recommended, and what else there is."""
        other = "、".join(fit.name for fit in self.fits if fit.eligible)
        way = f"符合的是{other}，先登记家庭同意改办" if other else "要先更正登记的情况"
        return f"试算不符合{NAMES[self.way]}，{way}"

    def essence(self) -> tuple[Row, ...]:
        """The few lines a decision rests on."""
        return tuple(row for row in self.rows if row.key in ESSENCE)


def calculation_of(case: Case, members: list[Member], finding: Finding | None, on: dt.date) -> Calculation:
    """The stored finding; before there is one, what the law would find with what is known today."""
    rows = {m.pk: m.person.name for m in members}
    names = {f"m{pk}": name for pk, name in rows.items()}
    if finding is not None:
        way = finding.way or way_of(case)
        return Calculation(
            on=finding.on,
            stored=True,
            eligible=finding.eligible,
            amount_fen=finding.amount_fen,
            members_count=finding.members_count,
            why=finding.why,
            rows=_rows(finding.lines, set(finding.unconfirmed), names),
            because=_because(finding.lines),
            unconfirmed=tuple(finding.unconfirmed),
            way=way,
            members=tuple(finding.members),
            name=_name(case, way, finding.members if finding.eligible else [], rows),
            fits=fits_of(finding.ways, way, rows),
            conclusion=finding.conclusion,
            recommends=finding.recommends,
        )
    _, ways = assessment.ways_of_case(case, on)
    own = ways[way_of(case)]
    found = own.found
    lines = assessment.plain_lines(found)
    return Calculation(
        on=on,
        stored=False,
        eligible=own.eligible,
        amount_fen=own.amount_fen,
        members_count=len(own.members) or len(found.members),
        why=own.why,
        rows=_rows(lines, set(found.unconfirmed), names),
        because=_because(lines),
        unconfirmed=tuple(found.unconfirmed),
        way=own.key,
        members=own.members,
        name=_name(case, own.key, own.members, rows),
        fits=fits_of((way.plain() for way in ways.values()), own.key, rows),
    )


def _name(case: Case, way: str, covered: Sequence[int], rows: Mapping[int, str]) -> str:
    if way in PERSONAL and covered:
        return "、".join(rows.get(member, "") for member in covered)
    return case.applicant.name


def _because(lines: list[dict[str, Any]]) -> dict[int, str]:
    return {int(line["of"].removeprefix("m")): line["value"] for line in lines if line["key"] == COUNTED}


def _rows(lines: list[dict[str, Any]], unconfirmed: set[str], names: dict[str, str]) -> tuple[Row, ...]:
    return tuple(_row(line, unconfirmed, names) for line in lines if line["key"] != COUNTED)


def _row(line: dict[str, Any], unconfirmed: set[str], names: dict[str, str]) -> Row:
    who = names.get(line["of"], "") if line["of"] else ""
    fen = line["fen"]
    value = line["value"] if fen is None else format_grouped(fen).replace("-", "−")
    css = ROWS.get(line["key"], "")
    if not css and (value == LEFT_OUT or line["key"].endswith("_not_published")):
        css = "off"
    elif not css and line["label"].startswith("减 "):
        css = "minus"
    clause = line["clause"]
    return Row(
        key=line["key"],
        label=line["label"],
        how=f"{who} {line['how']}".strip(),
        value=value if fen is not None or not line["unit"] else f"{value} {line['unit']}",
        css=css,
        clauses=named_once([clause] if isinstance(clause, str) else clause),
        unconfirmed=tuple(name for name in line["parameters"] if name in unconfirmed),
    )


def named_once(clauses: list[str]) -> tuple[str, ...]:
    """Clause ids, one for each name that a page would print: two parts of an article are called the same."""
    return tuple({clause_of(key).name: key for key in reversed(clauses)}.values())[::-1]
