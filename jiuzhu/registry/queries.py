"""Questions about households."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from jiuzhu.figures.queries import overlay
from jiuzhu.ground.crypto import keyed_hash
from jiuzhu.law.figures import reading
from jiuzhu.plain.days import age_on
from jiuzhu.registry.models import Consent, HomeVisit, Household, MeansCheck, Supporter

ADULT = 18
ACCOUNT_DIGITS = (9, 30)  # fewest and most digits of an account number (the bank's contract)


def usable_account(account: str) -> bool:
    """Whether the bank's file can carry this account number. Whose it is, only the bank knows."""
    plain = account.replace(" ", "")
    return plain.isascii() and plain.isdigit() and ACCOUNT_DIGITS[0] <= len(plain) <= ACCOUNT_DIGITS[1]


def open_check(household: Household) -> MeansCheck | None:
    """The latest means check of a household; one about supporters only is none."""
    return MeansCheck.objects.filter(household=household, beside=False).order_by("-pk").first()


def last_visit(household: Household) -> HomeVisit | None:
    """The latest home visit."""
    return HomeVisit.objects.filter(household=household).select_related("first", "second").order_by("-pk").first()


def differences(
    household: Household, reported: list[dict[str, object]]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """What a report shows that the family did not declare: (rows to add as found, rows for the page).

    An income counts as declared when the same member declared the same kind with the same yearly sum or more.
    """
    declared: dict[tuple[int, str], int] = {}
    for fact in household.income.filter(spending=False, source="declared").select_related("member"):
        key = (fact.member.person_id, fact.kind)
        declared[key] = declared.get(key, 0) + fact.fen * (12 if fact.per == "month" else 1)
    found, shown = [], []
    for row in reported:
        yearly = int(str(row["fen"])) * (12 if row["per"] == "month" else 1)
        known = declared.get((int(str(row["person_id"])), str(row["kind"])), 0)
        if yearly > known:
            found.append({**row, "fen": yearly - known, "per": "year"})
            shown.append({**row, "declared_fen": known, "found_fen": yearly})
    return found, shown


def property_differences(household: Household, found: Mapping[str, int]) -> list[dict[str, object]]:
    """Property that the report shows beyond the declaration: rows for the page, and for the household to take over."""
    columns = {"money": "money_fen"}
    rows: list[dict[str, object]] = []
    for what, value in sorted(found.items()):
        declared = getattr(household, columns.get(what, what))
        if value > (declared or 0):
            rows.append({"property": what, "declared_fen": declared or 0, "found_fen": value})
    return rows


@dataclass(frozen=True, slots=True)
class Asked:
    """A person the check centre was asked about, with the last day of that person's own permission."""

    name: str
    number: str
    consent_until: dt.date
    outside: bool = False  # owes the applicant support, is no member of the household


def asked_about(check: MeansCheck) -> list[Asked]:
    """Who the request names, as it stood when it was made."""
    return [
        Asked(row["name"], row["id_number"], dt.date.fromisoformat(row["consent_until"]), "role" in row)
        for row in json.loads(check.request)
    ]


def consents_run_out(check: MeansCheck, day: dt.date) -> list[Asked]:
    """Persons whose permission ended before this day and who have signed none since."""
    gone = [person for person in asked_about(check) if person.consent_until < day]
    if not gone:
        return []
    holding = Consent.objects.filter(household_id=check.household_id, signed_on__lte=day, expires_on__gte=day)
    signed = set(holding.values_list("person__id_hash", flat=True))
    return [person for person in gone if keyed_hash(person.number) not in signed]


def supporters_owing(household: Household) -> list[Supporter]:
    """Who outside owes the applicant support, as it is registered (43.8)."""
    return list(household.supporters.exclude(answer="not_owing"))


def supporters_unasked(household: Household, day: dt.date) -> list[str]:
    """Names of those who neither signed a permission that holds on this day, nor are told not to have (43.10)."""
    owing = [row for row in supporters_owing(household) if not row.answer]
    holding = set(signed_outside(household, day).values_list("person_id", flat=True)) if owing else set()
    return [row.name for row in owing if row.person_id not in holding]


def signed_outside(household: Household, day: dt.date) -> QuerySet[Consent]:
    """Permissions that hold on this day of supporters who still agree."""
    unwilling = household.supporters.exclude(answer="").exclude(person=None).values("person_id")
    given = household.consents.exclude(kin="").filter(signed_on__lte=day, expires_on__gte=day)
    return given.exclude(person_id__in=unwilling)


def asked_too_early(household: Household, number: str) -> bool:
    """Whether the household's request has gone out without this supporter, and no other one asks about them."""
    checks = list(MeansCheck.objects.filter(household=household, set_aside_on__isnull=True))
    return bool(checks) and not any(asked.number == number for check in checks for asked in asked_about(check))


def found_outside(check: MeansCheck) -> dict[int, list[dict[str, Any]]]:
    """What the report says about each supporter outside the household, by their row among persons."""
    told = json.loads(check.report).get("supporters", []) if check.report else []
    return {int(one["person"]): one["found"] for one in told}


def guardian_signs_until(day: dt.date, township: str) -> int:
    """Below which age a guardian agrees for a child (pipl.31)."""
    return int(str(reading("guardian_consent_age", day, township, overlay()).value))


def has_to_sign(born_on: dt.date, day: dt.date, township: str) -> bool:
    """Whether a permission is needed of this person: of every adult (57.9), and for a child of its guardian."""
    age = age_on(born_on, day)
    return age >= ADULT or age < guardian_signs_until(day, township)


def without_consent(household: Household, day: dt.date) -> list[str]:
    """Who has no permission that holds on this day: names of adults, and of children whose guardian has to sign."""
    holding = set(
        household.consents.filter(signed_on__lte=day, expires_on__gte=day).values_list("person_id", flat=True)
    )
    return [
        signing(member.person.name, member.person.born_on, day)
        for member in household.members.select_related("person")
        if has_to_sign(member.person.born_on, day, household.township) and member.person_id not in holding
    ]


def signing(name: str, born_on: dt.date, day: dt.date) -> str:
    """Whose signature is meant: the person's own, or a child's guardian's."""
    return name if age_on(born_on, day) >= ADULT else f"{name}的监护人"
