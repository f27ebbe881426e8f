"""Income of one year by kind: what counts, what doesn't, what may be deducted (57号 Art. 13, 条例 Art. 50).

Sums run over whole years; nothing here divides except a share in percent. A deduction never makes an income negative,
so each `…_deducted` column holds what was really taken off.
"""

# mypy: disable-error-code="no-any-return"
# numpy types comparisons and indexing of arrays as Any.

from __future__ import annotations

import numpy as np

from jiuzhu.law.rules.engine import Flags, Homes, Ints, added, column, rounded

MONTHS = 12
PERCENT = 100


@column("member", "fen_per_year", "必要就业成本", "57.13", how="从工资性收入中减去，减到零为止")
def work_cost_deducted(spending_work_cost: Ints, income_wages: Ints) -> Ints:
    return np.minimum(spending_work_cost, income_wages)


@column("member", "fen_per_year", "工资性净收入", "57.13", how="{income_wages} − {work_cost_deducted}")
def wages_net(income_wages: Ints, work_cost_deducted: Ints) -> Ints:
    return income_wages - work_cost_deducted


@column("member", "flag", "就业收入在不计期内", "tiaoli.50")
def in_disregard_period(
    new_job_months: Ints, employment_disregard_months: int, employment_disregard_months_most: int
) -> Flags:
    """The district sets the months; the regulation bounds them."""
    months = min(employment_disregard_months, employment_disregard_months_most)
    return (new_job_months >= 0) & (new_job_months < months)


@column(
    "member",
    "fen_per_year",
    "享受低保期间就业增加的收入",
    "tiaoli.50",
    how="就业后前 {employment_disregard_months} 个月不计，每月最多 {employment_disregard_multiple} 倍低保标准",
)
def wages_disregarded(
    in_disregard_period: Flags,
    new_job_wages: Ints,
    wages_net: Ints,
    dibao_standard: int,
    employment_disregard_multiple: int,
) -> Ints:
    if not in_disregard_period.any():
        return np.zeros_like(wages_net)
    most = dibao_standard * employment_disregard_multiple * MONTHS
    return np.where(in_disregard_period, np.minimum(np.minimum(new_job_wages, wages_net), most), 0)


@column("member", "fen_per_year", "经营成本", "57.13", how="从经营收入中减去，减到零为止")
def business_cost_deducted(spending_business_cost: Ints, income_business: Ints) -> Ints:
    return np.minimum(spending_business_cost, income_business)


@column("member", "fen_per_year", "财产成本", "57.13", how="从财产收入中减去，减到零为止")
def property_cost_deducted(spending_property_cost: Ints, income_property: Ints) -> Ints:
    return np.minimum(spending_property_cost, income_property)


@column("member", "fen_per_year", "经营、财产净收入与其他收入", "57.13")
def earned_otherwise(
    income_business: Ints,
    business_cost_deducted: Ints,
    income_property: Ints,
    property_cost_deducted: Ints,
    income_other: Ints,
) -> Ints:
    net = added(income_business, income_property, income_other)
    net -= business_cost_deducted
    net -= property_cost_deducted
    return net


@column("member", "fen_per_year", "转移性收入：中央基础养老金", "57.13")
def basic_pension_counted(income_basic_pension_central: Ints, basic_pension_exempt: int) -> Ints:
    return unless(basic_pension_exempt, income_basic_pension_central)


@column("member", "fen_per_year", "转移性收入：基础养老金地方增发部分", "57.13")
def local_pension_counted(income_basic_pension_local: Ints, basic_pension_local_exempt: int) -> Ints:
    return unless(basic_pension_local_exempt, income_basic_pension_local)


@column("member", "fen_per_year", "转移性收入：高龄津贴", "57.13")
def old_age_allowance_counted(income_old_age_allowance: Ints, old_age_allowance_exempt: int) -> Ints:
    return unless(old_age_allowance_exempt, income_old_age_allowance)


@column("member", "fen_per_year", "一般转移性收入", "57.13")
def plain_transfers(
    income_transfer: Ints, income_pension: Ints, income_support: Ints, local_pension_counted: Ints
) -> Ints:
    """What counts for 低保 and for 特困 alike."""
    return added(income_transfer, income_pension, income_support, local_pension_counted)


@column("member", "fen_per_year", "转移性收入合计", "57.13")
def transfers_counted(
    plain_transfers: Ints,
    income_social_insurance: Ints,
    basic_pension_counted: Ints,
    old_age_allowance_counted: Ints,
) -> Ints:
    return added(plain_transfers, income_social_insurance, basic_pension_counted, old_age_allowance_counted)


@column("member", "fen_per_year", "税款、社会保险费、付出的赡养费", "57.13")
def paid_out(spending_tax: Ints, spending_social_insurance_paid: Ints, spending_support_paid: Ints) -> Ints:
    return added(spending_tax, spending_social_insurance_paid, spending_support_paid)


@column("member", "fen_per_year", "本人全年收入（未减税费）", "57.13")
def income_before_paid_out(
    wages_net: Ints, wages_disregarded: Ints, earned_otherwise: Ints, transfers_counted: Ints
) -> Ints:
    income = added(wages_net, earned_otherwise, transfers_counted)
    income -= wages_disregarded
    return income


@column("member", "fen_per_year", "缴纳的税款、社会保险费和付出的赡养费", "57.13", how="减到零为止")
def paid_out_deducted(paid_out: Ints, income_before_paid_out: Ints) -> Ints:
    """Taken off the member's income as a whole: a wage earner pays them out of wages."""
    return np.minimum(paid_out, income_before_paid_out)


@column("member", "fen_per_year", "本人全年收入", "57.13")
def member_income(income_before_paid_out: Ints, paid_out_deducted: Ints) -> Ints:
    return income_before_paid_out - paid_out_deducted


@column("household", "fen_per_year", "扣减前全年收入", "57.13")
def income_before_deductions(member_income: Ints, share_in_sums: Ints, homes: Homes) -> Ints:
    return homes.total(member_income * share_in_sums)


@column("household", "fen_per_year", "因病刚性支出（申报）", "57.13")
def illness_spending(spending_illness: Ints, share_in_sums: Ints, homes: Homes) -> Ints:
    return homes.total(spending_illness * share_in_sums)


@column("household", "fen_per_year", "因残刚性支出（申报）", "57.13")
def disability_spending(spending_disability: Ints, share_in_sums: Ints, homes: Homes) -> Ints:
    return homes.total(spending_disability * share_in_sums)


@column(
    "household",
    "fen_per_year",
    "因病刚性支出",
    "57.13",
    how="自付 {illness_spending}，按 {illness_deduction_share}% 减去，减到零为止",
)
def illness_deducted(illness_spending: Ints, illness_deduction_share: int, income_before_deductions: Ints) -> Ints:
    return np.minimum(share_of(illness_spending, illness_deduction_share), income_before_deductions)


@column(
    "household",
    "fen_per_year",
    "因残刚性支出",
    "57.13",
    how="自付 {disability_spending}，按 {disability_deduction_share}% 减去，减到零为止",
)
def disability_deducted(
    disability_spending: Ints, disability_deduction_share: int, income_before_deductions: Ints, illness_deducted: Ints
) -> Ints:
    return np.minimum(
        share_of(disability_spending, disability_deduction_share), income_before_deductions - illness_deducted
    )


@column("household", "fen_per_year", "全年家庭收入", "57.13", how="以上相加")
def annual_income(income_before_deductions: Ints, illness_deducted: Ints, disability_deducted: Ints) -> Ints:
    return income_before_deductions - illness_deducted - disability_deducted


@column("household", "count", "人月数", "57.13")
def member_months(members: Ints) -> Ints:
    """Twelve months of each member; at least twelve, so that nobody divides by nothing."""
    return np.maximum(members, 1) * MONTHS


@column(
    "household",
    "fen_per_month",
    "人均月收入",
    "57.13",
    how="{annual_income} ÷ {members} 人 ÷ 12，最后舍入一次，四舍五入到分",
)
def per_capita(annual_income: Ints, member_months: Ints) -> Ints:
    return rounded(annual_income, member_months)


def unless(exempt: int, amount: Ints) -> Ints:
    """The amount, or nothing where it is exempt."""
    return np.zeros_like(amount) if exempt else amount


def share_of(amount: Ints, percent: int) -> Ints:
    """A share in percent, to the fen, half up; the whole costs nothing."""
    return amount if percent == PERCENT else rounded(amount * percent, PERCENT)
