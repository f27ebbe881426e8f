"""核对与入户: what the check centre reported and what two investigators saw."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from jiuzhu.cases import looks
from jiuzhu.cases.models import Assistance, Case
from jiuzhu.desks.casework.labels import CHANNELS, PROPERTY
from jiuzhu.plain.days import full, short
from jiuzhu.plain.money import format_grouped
from jiuzhu.registry.choices import (
    CONSENT_SCOPES,
    INCOME_KINDS,
    NEAR_RELATIVES,
    SELF_CARE,
    SUPPORT_FORMS,
    SUPPORTER_ANSWERS,
    SUPPORTERS,
)
from jiuzhu.registry.models import Agent, Consent, HomeVisit, MeansCheck, Member, SelfCareAssessment
from jiuzhu.registry.queries import asked_about, found_outside, last_visit
from jiuzhu.registry.situation import unmet


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the report shows beyond the declaration."""

    who: str
    what: str
    declared: str
    found: str


@dataclass(frozen=True, slots=True)
class SelfCare:
    """The assessment that stands: what the person does not manage alone, in words, and who assessed."""

    row: SelfCareAssessment
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """A permission to check: whose, for what, from and until; a child's by its guardian."""

    name: str
    scope: str
    signed_on: dt.date
    until: dt.date
    guardian: str


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody outside the household who owes support: whether they signed, and what the check found about them."""

    name: str
    kin: str
    says: str
    found: str


@dataclass(frozen=True, slots=True)
class Relative:
    """A registered near relative; `barred` where they hold a post of this system."""

    name: str
    kin: str
    post: str
    barred: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Check, visit and consents of the household."""

    check: MeansCheck | None
    days: int | None
    differences: tuple[Difference, ...]
    visit: HomeVisit | None
    consents: tuple[Signed, ...]
    consents_until: dt.date | None
    supporters: str
    supporters_told: str
    outside: tuple[Outside, ...]
    self_care: SelfCare | None
    support_form: str
    relatives: tuple[Relative, ...]
    channel: str
    agents: tuple[Agent, ...]
    letters: tuple[Assistance, ...]


def found_of(case: Case, members: list[Member]) -> Found:
    """The latest check and visit."""
    look = looks.of(case)
    check = look.checks[-1] if look.checks else None
    names = {m.person_id: m.person.name for m in members}
    consents = list(case.household.consents.select_related("person").order_by("pk"))
    signed = _signed([row for row in consents if not row.kin], names)
    applicant = next((m for m in members if m.person_id == case.applicant_id), None)
    visited = any(t.step == "visit" and t.outcome == "done" for t in look.tasks)
    shown = tuple(_difference(row, names) for row in check.differences) if check else ()
    reported = check.reported_on if check else None
    return Found(
        check=check,
        days=(reported - check.requested_on).days if check and reported else None,
        differences=shown,
        visit=last_visit(case.household) if visited else None,
        consents=signed,
        consents_until=min((s.until for s in signed), default=None),
        supporters=SUPPORTERS.get(applicant.supporters, "") if applicant else "",
        supporters_told=applicant.supporters_told if applicant else "",
        outside=_outside(case, check, consents) if case.household.supported else (),
        self_care=_self_care(case) if any(t.step == "self_care" and t.outcome == "done" for t in look.tasks) else None,
        channel=CHANNELS.get(case.channel, case.channel),
        agents=tuple(look.agents),
        letters=tuple(look.assistance),
        support_form=SUPPORT_FORMS.get(case.household.support_form, ""),
        relatives=tuple(
            Relative(row.name, NEAR_RELATIVES[row.kin], row.post, row.officer_id is not None) for row in look.relatives
        ),
    )


def _outside(case: Case, check: MeansCheck | None, consents: list[Consent]) -> tuple[Outside, ...]:
    until = {row.person_id: row.expires_on for row in consents if row.kin}
    beside = list(MeansCheck.objects.filter(household_id=case.household_id, beside=True, set_aside_on__isnull=True))
    checks = [check, *beside] if check else beside
    about = {person: found for one in checks for person, found in found_outside(one).items()}
    under_way = {asked.number for one in checks if one.reported_on is None for asked in asked_about(one)}
    shown = []
    for row in looks.of(case).supporters:
        says = SUPPORTER_ANSWERS.get(row.answer, "")
        if row.answer and row.answered_on:
            says = f"{says}（{short(row.answered_on)}：{row.why}）"
        elif row.person_id in until:
            says = f"已签核对授权书，到{full(until[row.person_id])}"
        found = about.get(row.person_id or 0)
        if found is not None:
            told = "；".join(_about(one) for one in found) or "没有查到"
        else:
            told = "核对中" if row.person and row.person.id_number in under_way else "没有核对"
        shown.append(Outside(row.name, NEAR_RELATIVES[row.kin], says or "还没有问", told))
    return tuple(shown)


def _about(one: dict[str, Any]) -> str:
    fen, per = one.get("fen"), {"month": "每月 ", "year": "全年 "}.get(str(one.get("per")), "")
    return f"{one['label']}：{per}{format_grouped(fen)} 元" if fen else str(one["label"])


def _signed(rows: list[Consent], names: dict[int, str]) -> tuple[Signed, ...]:
    """Each person's permission that lasts longest; an earlier one stays in the record."""
    last: dict[int, Consent] = {}
    for row in rows:
        if row.person_id not in last or row.expires_on >= last[row.person_id].expires_on:
            last[row.person_id] = row
    return tuple(
        Signed(
            names.get(person) or row.person.name,
            CONSENT_SCOPES[row.scope],
            row.signed_on,
            row.expires_on,
            row.guardian,
        )
        for person, row in last.items()
    )


def _self_care(case: Case) -> SelfCare | None:
    row = SelfCareAssessment.objects.filter(household_id=case.household_id).order_by("-pk").first()
    return SelfCare(row, tuple(SELF_CARE[item].removeprefix("自主") for item in unmet(row))) if row else None


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
