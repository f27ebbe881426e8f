"""A case's household through the law floor: the same `assess` as the command and the batch."""

import datetime as dt
from typing import Any

from jiuzhu.cases.models import Case
from jiuzhu.figures.queries import overlay
from jiuzhu.law.assess import Assessment, Finding, assess
from jiuzhu.law.situation import Situation
from jiuzhu.registry.situation import plain_situation


def all_of_case(case: Case, on: dt.date) -> tuple[dict[str, Any], Assessment]:
    """What was asked (plain) and what the law answers for every programme on this day."""
    plain = plain_situation(case.household, on, case.number)
    return plain, assess(Situation.from_plain(plain), on, case.township, overlay())


def of_case(case: Case, on: dt.date) -> tuple[dict[str, Any], Finding]:
    """What was asked (plain) and what the law answers for the case's programme on this day."""
    plain, answer = all_of_case(case, on)
    return plain, answer.programmes[case.programme]


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
