"""Who of a household an application is for, and who only counts in its income.

低保 and 低边 are for the household; 特困 and 单人户 for persons, and the others stay free to apply for themselves. Who
applies stands in the case as an open person: nobody is that in two cases of one family of programmes.
"""

import datetime as dt
from collections.abc import Iterable

from jiuzhu.cases.elsewhere import Elsewhere, taken_elsewhere, told
from jiuzhu.cases.models import Case, CasePerson, Finding
from jiuzhu.cases.ways import PERSONAL, way_of
from jiuzhu.entitlements.acts import FAMILIES
from jiuzhu.entitlements.queries import covered, covered_apart
from jiuzhu.ground.refusals import Refusal
from jiuzhu.ground.rows import refused_by
from jiuzhu.persons.queries import records, records_of_all, whose


class AlreadyApplied(Refusal):
    """A member stands in another open case of this family of programmes, or already has the benefit."""


def enter(case: Case, names: dict[int, str], on: dt.date) -> None:
    """The household's persons at the window: those the application is for, and the others beside them."""
    applied = _applied_for(case, names, on)
    for person in names:
        _write(case, person, names[person], applied=person in applied)


def change(case: Case, persons: Iterable[int]) -> None:
    """From now on the application is for these. Raises AlreadyApplied."""
    chosen = set(persons)
    rows = list(CasePerson.objects.select_for_update().filter(case=case).select_related("person").order_by("pk"))
    for row in rows:
        if row.is_open == (row.person_id in chosen):
            continue
        row.is_open = row.person_id in chosen
        with refused_by(one_open_case=_applied(row.person.name)):
            row.save(update_fields=["is_open"])


def name_of(case: Case, finding: Finding) -> str:
    """Who is told of: the applicant for the household, or the persons themselves."""
    if way_of_finding(case, finding) not in PERSONAL or not finding.members:
        return case.applicant.name
    rows = case.household.members.filter(pk__in=finding.members).select_related("person")
    return "、".join(row.person.name for row in rows)


def way_of_finding(case: Case, finding: Finding) -> str:
    """The way a stored finding answered; rows from before it was kept: the case's."""
    return finding.way or way_of(case)


def _applied_for(case: Case, names: dict[int, str], on: dt.date) -> set[int]:
    family = FAMILIES[case.programme]
    has = set(covered(list(names), family, on))
    away = taken_elsewhere(list(names), family, on)
    if case.programme == "tekun":
        _refuse_elsewhere(names, [one for one in away if one.person_id == case.applicant_id])
        _refuse(names, has & {case.applicant_id})
        return {case.applicant_id}
    # 特困 and 单人户 are theirs alone; out of a 低边 household a member may apply for 低保 alone (57.8).
    apart = set(covered_apart(list(names), family, on, also_dibian=case.programme == "dibao"))
    own = CasePerson.objects.filter(person_id__in=records_of_all(names), family=family, is_open=True)
    own = own.filter(case__in=Case.objects.filter(programme="tekun") | Case.objects.filter(alone=True))
    apart |= whose(names, own.annotate(records=records("person_id")).values_list("records", flat=True))
    # A 低边 household elsewhere may let a member apply for 低保 alone, not for 低边 again.
    apart |= {f.person_id for f in away if f.apart and (f.programme != "dibian" or case.programme == "dibao")}
    apart.discard(case.applicant_id)
    _refuse_elsewhere(names, [one for one in away if one.person_id not in apart])
    _refuse(names, has - apart)
    return set(names) - apart


def _refuse(names: dict[int, str], already: set[int]) -> None:
    if already:
        told = "、".join(names[person] for person in names if person in already)
        raise AlreadyApplied(f"{told}正在领取低保、低边或特困待遇。情况有变化的，请办理变更。")


def _refuse_elsewhere(names: dict[int, str], away: list[Elsewhere]) -> None:
    if away:
        raise AlreadyApplied(
            f"{told(away, names)}，不能重复申请。请先与该街道（乡镇）联系查明；确实不能受理的，"
            "选“不予受理”里的“家庭成员已有在办的申请”。（57号第四条）"
        )


def _write(case: Case, person: int, name: str, *, applied: bool) -> None:
    row = CasePerson(
        case=case, township=case.township, person_id=person, family=FAMILIES[case.programme], is_open=applied
    )
    with refused_by(one_open_case=_applied(name)):
        row.save()


def _applied(name: str) -> AlreadyApplied:
    return AlreadyApplied(f"{name}已经在另一件正在办理的申请里。请先查明，必要时撤回其中一件。")
