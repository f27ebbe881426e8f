"""The household as the law floor reads it: the plain form of a situation file, ids instead of names."""

import datetime as dt
from typing import Any

from jiuzhu.plain.money import format_plain
from jiuzhu.registry.choices import SELF_CARE
from jiuzhu.registry.models import Household, Member, SelfCareAssessment


def plain_situation(household: Household, on: dt.date, title: str) -> dict[str, Any]:
    """Members, incomes and spending as the rows say now. Member ids are `m` and the row's number."""
    members = list(household.members.select_related("person"))
    facts = list(household.income.all())
    assessed = {a.member_id: unmet(a) for a in household.assessments.all()}  # the latest of a member stands
    situation: dict[str, Any] = {
        "title": title,
        "as_of": on.isoformat(),
        "township": household.township,
        "household": [_member(m, assessed.get(m.pk)) for m in members],
        "income": [_amount(f) for f in facts if not f.spending],
        "spending": [_amount(f) for f in facts if f.spending],
    }
    property_known = {
        key: value
        for key in ("homes", "vehicles", "shops", "companies")
        if (value := getattr(household, key)) is not None
    }
    if household.money_fen is not None:
        property_known["money"] = format_plain(household.money_fen)
    if property_known:
        situation["property"] = property_known
    if household.support_form:
        situation["support"] = {"form": household.support_form}
    return situation


def unmet(assessment: SelfCareAssessment) -> list[str]:
    """The items that the person does not manage alone, by the keys of a situation file."""
    return [item for item in SELF_CARE if not getattr(assessment, item)]


def _member(member: Member, items: list[str] | None) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": f"m{member.pk}",
        "relation": member.relation,
        "born": member.person.born_on.isoformat(),
        "sex": member.person.sex,
        "serious_illness": member.serious_illness,
        "student": member.student,
        "absent": member.absent,
    }
    if member.disability_grade:
        plain["disability"] = {"kind": member.disability_kind, "grade": member.disability_grade}
    for key in ("independent", "co_residing", "works"):
        value = getattr(member, key)
        if value is not None:
            plain[key] = value
    if member.supporters:
        plain["supporters"] = member.supporters
    if items is not None:
        plain["self_care_unmet"] = items
    return plain


def _amount(fact: Any) -> dict[str, Any]:
    return {"of": f"m{fact.member_id}", "kind": fact.kind, "yuan": format_plain(fact.fen), "per": fact.per}
