"""The lines of a finding as a form prints them: every stored line, nothing recalculated, nothing left out."""

from collections.abc import Mapping, Sequence
from typing import Any

from jiuzhu.cases.models import Finding
from jiuzhu.cases.subjects import way_of_finding
from jiuzhu.cases.ways import PERSONAL
from jiuzhu.plain.money import format_grouped
from jiuzhu.printing import grounds
from jiuzhu.registry.choices import RELATIONS
from jiuzhu.registry.models import Member

COUNTED = "counted_because"  # why a member counts: printed with the members, not among the sums
LEFT_OUT = "不计入"  # stands in the reason of whoever does not count
KINDS = {"annual_income": "sum", "dibao_amount": "result"}


def calculation(finding: Finding, members: Sequence[Member]) -> list[dict[str, Any]]:
    """The rows of the calculation, in the finding's order."""
    names = {f"m{m.pk}": m.person.name for m in members}
    unconfirmed = set(finding.unconfirmed)
    return [_row(line, names, unconfirmed) for line in finding.lines if line["key"] != COUNTED]


def household(finding: Finding, members: Sequence[Member]) -> list[dict[str, Any]]:
    """The members with relation, masked number, whether and why each counts; help for persons says for whom."""
    because = {line["of"]: line for line in finding.lines if line["key"] == COUNTED}
    given, personal = set(finding.members), way_of_finding(finding.case, finding) in PERSONAL
    rows = []
    for member in members:
        line = because.get(f"m{member.pk}")
        why = line["value"] if line else ""
        counted = LEFT_OUT not in why if personal else member.pk in given
        word = "计入" if counted else LEFT_OUT
        said = f"{word}：{why}" if why else word
        rows.append(
            {
                "name": member.person.name,
                "relation": RELATIONS.get(member.relation, member.relation),
                "number": member.person.masked_number,
                "counted": f"{said}，纳入保障" if personal and member.pk in given else said,
                "clause": grounds.names(clauses(line)) if line else "",
            }
        )
    return rows


def clauses(line: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids a line cites."""
    cited = line["clause"]
    return (cited,) if isinstance(cited, str) else tuple(cited)


def _row(line: Mapping[str, Any], names: Mapping[str, str], unconfirmed: set[str]) -> dict[str, Any]:
    who = names.get(line["of"], "") if line["of"] else ""
    return {
        "what": line["label"],
        "how": f"{who} {line['how']}".strip(),
        "value": value(line),
        "clause": grounds.names(clauses(line)),
        "kind": KINDS.get(line["key"], ""),
        "open": not unconfirmed.isdisjoint(line["parameters"]),
    }


def value(line: Mapping[str, Any]) -> str:
    """Money grouped, with a real minus; anything else as stored, with its unit."""
    if line["fen"] is not None:
        return format_grouped(line["fen"]).replace("-", "−")
    return f"{line['value']} {line['unit']}".strip()
