"""A case's household through the law floor: the same `assess` as the command and the batch."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from jiuzhu.cases.models import Case
from jiuzhu.cases.ways import Way, way_of, ways_of
from jiuzhu.entitlements.queries import in_tekun
from jiuzhu.figures.queries import overlay
from jiuzhu.law.assess import Assessment, Finding, assess
from jiuzhu.law.situation import Situation
from jiuzhu.registry.situation import plain_situation


def all_of_case(case: Case, on: dt.date) -> tuple[dict[str, Any], Assessment]:
    """What was asked (plain) and what the law answers for every programme on this day."""
    plain = _without_supported(case, plain_situation(case.household, on, case.number), on)
    return plain, assess(Situation.from_plain(plain), on, case.township, overlay())


def ways_of_case(case: Case, on: dt.date) -> tuple[dict[str, Any], Mapping[str, Way]]:
    """The same for each way a case can go."""
    plain, answer = all_of_case(case, on)
    applicant = next(m["id"] for m in plain["household"] if m["relation"] == "self")
    return plain, ways_of(answer, int(applicant.removeprefix("m")))


def of_case(case: Case, on: dt.date) -> tuple[dict[str, Any], Way]:
    """What was asked (plain) and what the law answers for the way this case goes."""
    plain, ways = ways_of_case(case, on)
    return plain, ways[way_of(case)]


def _without_supported(case: Case, plain: dict[str, Any], on: dt.date) -> dict[str, Any]:
    """Who is supported as 特困 already is no member of a household that applies (57.9, 43.4)."""
    persons = {f"m{pk}": person for pk, person in case.household.members.values_list("pk", "person_id")}
    supported = in_tekun(list(persons.values()), on) - {case.applicant_id}
    gone = {member for member, person in persons.items() if person in supported}
    if not gone:
        return plain
    kept = {"household": [m for m in plain["household"] if m["id"] not in gone]}
    return plain | kept | {key: [a for a in plain[key] if a["of"] not in gone] for key in ("income", "spending")}


def plain_lines(found: Finding) -> list[dict[str, Any]]:
    """Lines as they are stored with a finding and shown on pages and forms."""
    return [
        {
            "key": line.key,
            "of": line.of,
            "label": line.label,
            "how": line.how,
            "value": line.value,
            "unit": line.unit,
            "fen": line.fen,
            "clause": line.clause,
            "parameters": list(line.parameters),
        }
        for line in found.lines
    ]
