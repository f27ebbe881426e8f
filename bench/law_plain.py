"""The same law in plain Python, one household at a time: the measure for the bench, and an independent second opinion.

Written from the rules, not from the columns: where the two disagree, one of them is wrong (the bench compares them).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
SELF, SPOUSE, CHILD, GRANDCHILD, PARENT, GRANDPARENT, SIBLING, OTHER = range(8)
VISUAL, LIMB, INTELLECTUAL, MENTAL = 1, 4, 5, 6
OWES = {
    SELF: (SPOUSE, CHILD, PARENT),
    SPOUSE: (SELF, CHILD),
    CHILD: (SELF, SPOUSE, GRANDCHILD),
    GRANDCHILD: (SELF, SPOUSE, CHILD),
    PARENT: (SELF, SIBLING, GRANDPARENT),
    GRANDPARENT: (PARENT,),
    SIBLING: (PARENT,),
    OTHER: (),
}


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def is_counted(p: Row, law: Row) -> bool:
    adult_child = p["relation"] == CHILD and p["age"] >= law["age_of_majority"]
    studies = adult_child and 1 <= p["student"] <= 5
    alone = adult_child and not studies and (p["independent"] == 1 or (p["independent"] == -1 and p["student"] == 6))
    if p["relation"] == SELF or studies:
        here = True
    elif p["co_residing"] != -1:
        here = p["co_residing"] == 1
    else:
        here = p["relation"] <= GRANDPARENT and not alone
    return here and p["absent"] == 0


def base_income(p: Row) -> int:
    """Wages, business and property net of their costs, other income."""
    wages = max(p["income_wages"] - p["spending_work_cost"], 0)
    business = max(p["income_business"] - p["spending_business_cost"], 0)
    return wages + business + max(p["income_property"] - p["spending_property_cost"], 0) + p["income_other"]


def common_transfers(p: Row, law: Row) -> int:
    local = 0 if law["basic_pension_local_exempt"] else p["income_basic_pension_local"]
    return p["income_transfer"] + p["income_pension"] + p["income_support"] + local


def paid(p: Row) -> int:
    return p["spending_tax"] + p["spending_social_insurance_paid"] + p["spending_support_paid"]


def dibao_income(p: Row, law: Row) -> int:
    income = base_income(p) + common_transfers(p, law) + p["income_social_insurance"]
    if not law["basic_pension_exempt"]:
        income += p["income_basic_pension_central"]
    if not law["old_age_allowance_exempt"]:
        income += p["income_old_age_allowance"]
    months = min(law["employment_disregard_months"], law["employment_disregard_months_most"])
    if 0 <= p["new_job_months"] < months:
        cap = law["dibao_standard"] * 12 * law["employment_disregard_multiple"]
        income -= min(p["new_job_wages"], max(p["income_wages"] - p["spending_work_cost"], 0), cap)
    return max(income - paid(p), 0)


def tekun_income(p: Row, law: Row) -> int:
    income = base_income(p) + common_transfers(p, law)
    if not law["tekun_awards_exempt"]:
        income += p["income_family_planning_reward"] + p["income_scholarship"]
        income += p["income_bravery_award"] + p["income_government_aid"]
    return max(income - paid(p), 0)


def severe(p: Row) -> bool:
    return p["disability_kind"] > 0 and 1 <= p["disability_grade"] <= 2


def medium_mind(p: Row) -> bool:
    return p["disability_kind"] in (INTELLECTUAL, MENTAL) and p["disability_grade"] == 3


def cannot_work(p: Row, law: Row) -> bool:
    kind, grade = p["disability_kind"], p["disability_grade"]
    if p["age"] >= law["tekun_elderly_age"] or p["age"] < law["tekun_minor_age"]:
        return True
    if p["in_tekun"] and (p["age"] < law["age_of_majority"] or p["student"] in (2, 3, 4)):
        return True
    mind = kind in (INTELLECTUAL, MENTAL) and grade <= 3
    return bool(mind or (kind == LIMB and grade <= 2) or (kind == VISUAL and grade <= 1))


def can_support(p: Row, law: Row) -> bool:
    young = p["age"] < law["age_of_majority"]
    old = p["age"] >= law["supporter_elderly_age"]
    return not (young or old or severe(p) or medium_mind(p) or p["absent"] > 1)


def is_tekun(p: Row, people: Sequence[Row], within: bool, law: Row) -> bool:
    if p["supporters"] < 1 or p["absent"] != 0 or not within or not cannot_work(p, law):
        return False
    if tekun_income(p, law) >= law["dibao_standard"] * 12:
        return False
    return not any(q["relation"] in OWES[p["relation"]] and can_support(q, law) for q in people)


def within_limits(home: Row, counted: int, law: Row) -> bool:
    homes = law["home_limit_small"] if home["home_area_below_average"] else law["home_limit"]
    return bool(
        home["money"] <= law["dibao_standard"] * law["money_limit_months"] * counted
        and home["homes_owned"] <= max(homes, law["home_limit"])
        and home["vehicles"] <= law["vehicle_limit"]
        and home["shops"] <= law["shop_limit"]
        and home["companies"] <= law["company_limit"]
    )


def determine(home: Row, people: Sequence[Row], law: Row) -> tuple[int, ...]:
    """dibao (0/1), its amount, dibian, tekun of the applicant, its care fee, hardship, monthly per capita."""
    counted = [p for p in people if is_counted(p, law)]
    within = within_limits(home, len(counted), law)
    poor = [p for p in people if is_tekun(p, people, within, law)]
    rest = [p for p in counted if not any(p is q for q in poor)]
    everyone = bool(counted) and not rest
    rest = rest or counted
    heads = len(rest)
    before = sum(dibao_income(p, law) for p in rest)
    illness = half_up(sum(p["spending_illness"] for p in rest) * law["illness_deduction_share"], 100)
    disability = half_up(sum(p["spending_disability"] for p in rest) * law["disability_deduction_share"], 100)
    income = max(before - illness - disability, 0)
    line = law["dibao_standard"]
    months = max(heads, 1) * 12
    open_to = within and not everyone and heads > 0
    whole = open_to and income < line * months
    near = open_to and not whole and income <= dibian_line(law) * months
    alone = [] if whole else [p for p in people if is_single(p, rest, near, within, poor, law)]
    amount = 0
    if whole:
        full = sum(severe(p) for p in rest) if law["severe_disability_full_standard"] else 0
        amount = half_up(line * 12 * heads * heads - income * (heads - full), heads * 12)
    elif alone:
        owns = [0 if severe(p) and law["severe_disability_full_standard"] else own_income(p, law) for p in alone]
        amount = half_up(sum(line * 12 - own for own in owns), 12)
    disabled = any(p["disability_kind"] > 0 for p in counted)
    hardship = heads > 0 and disabled and income <= line * law["hardship_multiple"] // 100 * months
    applicant = next(p for p in people if p["relation"] == SELF)
    tekun = any(applicant is q for q in poor)
    fee = care_fee(home, applicant, law) if tekun else -1
    dibian = near and heads > len(alone)
    return (int(whole or bool(alone)), amount, int(dibian), int(tekun), fee, int(hardship), half_up(income, months))


def dibian_line(law: Row) -> int:
    line = law["dibao_standard"] * law["dibian_multiple"] // 100
    return min(line, law["minimum_wage"])


def own_income(p: Row, law: Row) -> int:
    illness = half_up(p["spending_illness"] * law["illness_deduction_share"], 100)
    disability = half_up(p["spending_disability"] * law["disability_deduction_share"], 100)
    return max(dibao_income(p, law) - illness - disability, 0)


def is_single(p: Row, rest: Sequence[Row], near: bool, within: bool, poor: Sequence[Row], law: Row) -> bool:
    if own_income(p, law) >= law["dibao_standard"] * 12:
        return False
    by_need = near and any(p is q for q in rest) and (severe(p) or medium_mind(p) or p["serious_illness"])
    clergy = p["clergy_on_premises_years"] >= law["clergy_years"] and p["absent"] <= 1
    return bool(by_need or (clergy and within and not any(p is q for q in poor)))


def care_fee(home: Row, applicant: Row, law: Row) -> int:
    level, form = applicant["self_care_level"], home["support_form"]
    if level < 0 or form < 0 or (form == 0 and home["institution"] != 1):
        return -1
    share = law["care_fee_dispersed_share"] if form == 1 else 100
    return half_up(law["minimum_wage"] * law["care_fee_rates"][level] * share, 10_000)
