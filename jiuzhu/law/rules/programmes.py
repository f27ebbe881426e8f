"""What each programme shows, in the order of the case page: members, income, deductions, lines, property, result."""

from __future__ import annotations

from jiuzhu.law.rules.explaining import Shown, ready

# Income that 57号 Art. 13 leaves out.
_NEVER = ("veteran_benefit", "family_planning_reward", "scholarship", "bravery_award", "government_aid")


def _income(name: str) -> Shown:
    return Shown(name, when="nonzero", who="assessed")


def _deduction(name: str, how: str = "") -> Shown:
    return Shown(name, when="nonzero", style="minus", who="assessed", how=how)


MEMBERS = ready(Shown("counted_because"), Shown("members", unit="人"))
INCOME = ready(
    _income("income_wages"),
    _deduction("work_cost_deducted"),
    _deduction("wages_disregarded"),
    _income("income_business"),
    _deduction("business_cost_deducted"),
    _income("income_property"),
    _deduction("property_cost_deducted"),
    _income("income_transfer"),
    _income("income_pension"),
    _income("basic_pension_counted"),
    Shown(
        "income_basic_pension_central",
        when="nonzero basic_pension_left_out",
        style="not_counted",
        who="assessed",
        also=("basic_pension_exempt",),
    ),
    _income("local_pension_counted"),
    Shown(
        "income_basic_pension_local",
        when="nonzero local_pension_left_out",
        style="not_counted",
        who="assessed",
        also=("basic_pension_local_exempt",),
    ),
    _income("income_support"),
    _income("income_social_insurance"),
    _income("old_age_allowance_counted"),
    Shown(
        "income_old_age_allowance",
        when="nonzero old_age_allowance_left_out",
        style="not_counted",
        who="assessed",
        also=("old_age_allowance_exempt",),
    ),
    _income("income_other"),
    *(Shown(f"income_{kind}", when="nonzero", style="not_counted", who="assessed") for kind in _NEVER),
    _deduction("paid_out_deducted"),
    Shown("illness_deducted", when="nonzero illness_spending", style="minus"),
    Shown("disability_deducted", when="nonzero disability_spending", style="minus"),
    Shown("spending_education", when="nonzero", style="not_counted", who="assessed", how="不在可扣减的支出之内"),
    Shown("annual_income"),
)
PROPERTY = ready(
    Shown("money_within", when="known money", only=("dibao_standard", "money_limit_months")),
    Shown("homes_within", when="known homes_owned"),
    Shown("vehicles_within", when="known vehicles"),
    Shown("shops_within", when="known shops"),
    Shown("companies_within", when="known companies"),
)
DIBAO = (
    MEMBERS,
    INCOME,
    ready(
        Shown("per_capita", when="zero singles"),
        Shown("dibao_line", also=("dibao_line_inclusive",), cites="dibao_line_inclusive"),
    ),
    PROPERTY,
    ready(
        Shown(
            "single_because",
            when="nonzero single_admitted",
            also=("single_person_admission",),
            cites="single_person_admission",
        ),
        Shown("own_income", when="nonzero single_admitted"),
        Shown("single_in_full", when="nonzero"),
        Shown("dibao_per_capita", when="nonzero singles"),
        Shown(
            "full_standard_members",
            when="nonzero full_standard_applies",
            unit="人",
            also=("severe_disability_full_standard",),
        ),
        Shown("tier_per_person", when="nonzero"),
        Shown("top_up", when="nonzero uplift", only=("rounding_unit",)),
        Shown("uplift_not_published", when="nonzero uplift_left_out", cites="uplift_elderly_percent"),
        Shown("uplift", when="nonzero uplift", cites="uplift_elderly_percent"),
        Shown("dibao_amount", when="nonzero dibao_eligible", also=("rounding_unit",)),
    ),
)
DIBIAN = (
    MEMBERS,
    INCOME,
    ready(
        Shown("per_capita"),
        Shown(
            "dibian_line",
            when="nonzero before_notice",
            only=("notice_in_force_from", "dibian_line_before_notice", "dibian_line_inclusive"),
        ),
        Shown(
            "dibian_line",
            when="zero before_notice",
            only=(
                "notice_in_force_from",
                "dibao_standard",
                "dibian_multiple",
                "dibian_cap_by_minimum_wage",
                "minimum_wage",
                "dibian_line_inclusive",
            ),
            cites="dibian_multiple",
        ),
    ),
    PROPERTY,
)
HARDSHIP = (
    MEMBERS,
    INCOME,
    ready(
        Shown("per_capita"),
        Shown("disabled_members", unit="人"),
        Shown("hardship_line"),
    ),
)
TEKUN = (
    ready(
        Shown("no_ability_because", who="is_applicant", cites="tekun_minor_age"),
        Shown("tekun_income", who="is_applicant"),
        Shown("income_below_standard", who="is_applicant", how="低保标准 {dibao_standard} × 12"),
    ),
    PROPERTY,
    ready(
        Shown("supporters_found", who="is_applicant"),
        Shown("supported_inside", when="nonzero inside_asked", who="is_applicant"),
    ),
)
TEKUN_GRANT = (
    *TEKUN,
    ready(
        Shown("living", when="known", cites="tekun_living"),
        Shown("living_unknown", when="nonzero living_not_published", cites="tekun_living"),
        Shown("care_class"),
        Shown("care_level_assessed", when="known", only=()),
        Shown("care_level_mapped", when="known"),
        Shown("care_fee", when="known", also=("notice_in_force", "care_fee_rates"), cites="care_fee_rate_full"),
        Shown("care_fee_because", when="nonzero care_fee_not_known"),
        Shown("pocket_money_floor", when="known"),
        Shown("bearer", also=("concentrated_borne_by_township",)),
    ),
)
