"""核对与入户: what the check centre reported and what two investigators saw."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.cases.models import Case
from jiuzhu.desks.casework.labels import PROPERTY
from jiuzhu.plain.money import format_grouped
from jiuzhu.registry.choices import INCOME_KINDS
from jiuzhu.registry.models import HomeVisit, MeansCheck
from jiuzhu.registry.queries import last_visit, open_check


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the report shows beyond the declaration."""

    who: str
    what: str
    declared: str
    found: str


@dataclass(frozen=True, slots=True)
class Found:
    """Check, visit and consents of the household."""

    check: MeansCheck | None
    days: int | None
    differences: tuple[Difference, ...]
    visit: HomeVisit | None
    consents: int
    consents_until: dt.date | None


def found_of(case: Case) -> Found:
    """The latest check and visit."""
    check = open_check(case.household)
    consents = list(case.household.consents.all())
    names = {p.person_id: p.person.name for p in case.persons.select_related("person")}
    shown = tuple(_difference(row, names) for row in check.differences) if check else ()
    reported = check.reported_on if check else None
    return Found(
        check=check,
        days=(reported - check.requested_on).days if check and reported else None,
        differences=shown,
        visit=last_visit(case.household),
        consents=len(consents),
        consents_until=min((c.expires_on for c in consents), default=None),
    )


def _difference(row: dict[str, object], names: dict[int, str]) -> Difference:
    declared, found = int(str(row["declared_fen"])), int(str(row["found_fen"]))
    if "property" in row:
        what = str(row["property"])
        in_money = what == "money"
        return Difference(
            who="家庭",
            what=PROPERTY.get(what, what),
            declared=format_grouped(declared) if in_money else str(declared),
            found=format_grouped(found) if in_money else str(found),
        )
    kind = str(row["kind"])
    return Difference(
        who=names.get(int(str(row["person_id"])), ""),
        what=f"{INCOME_KINDS.get(kind, kind)}，全年",
        declared=format_grouped(declared) if declared else "未申报",
        found=format_grouped(found),
    )
