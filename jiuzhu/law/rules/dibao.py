"""低保: eligible or not and why, and the amount (57号 Arts. 9, 23, 27; 浙江省残疾人保障条例 Art. 26).

The one division of an amount is its last step:
round_half_up((standard × 12 × members − annual income) / 12), in units of `rounding_unit`.
"""

from __future__ import annotations

import numpy as np

from jiuzhu.law.rules.engine import Codes, Flags, Homes, Ints, column, first_failing, rounded
from jiuzhu.law.rules.income import MONTHS, PERCENT

ELIGIBLE, SINGLE = 0, 9
DIBAO_WHY = {
    ELIGIBLE: "人均月收入 {dibao_per_capita} 元，低于低保标准 {dibao_line} 元，财产在限额内，"
    "{dibao_members} 人每月 {dibao_amount} 元。",
    1: "没有计入的家庭成员。",
    2: "已符合特困人员条件，不再认定低保。",
    3: "人均月收入 {dibao_per_capita} 元，不低于低保标准 {dibao_line} 元。",
    4: "货币财产 {money} 元，超过限额 {money_limit} 元。",
    5: "住房 {homes_owned} 套，超过限额 {home_limit} 套。",
    6: "有机动车船 {vehicles} 辆（艘），超过限额 {vehicle_limit}。",
    7: "有店面、办公用房、厂房等 {shops} 处，超过限额 {shop_limit}。",
    8: "有公司 {companies} 家，超过限额 {company_limit}。",
    SINGLE: "整户人均月收入 {per_capita} 元，不低于低保标准 {dibao_line} 元；"
    "其中 {singles} 人按单人户单独纳入低保，每月 {dibao_amount} 元。",
}


@column("household", "flag", "符合低保", "57.9")
def dibao_eligible(dibao_household: Flags, singles: Ints) -> Flags:
    return dibao_household | (singles > 0)


@column("household", "code", "低保", "57.9", words=DIBAO_WHY)
def dibao_why(
    dibao_eligible: Flags,
    dibao_household: Flags,
    members: Ints,
    everyone_tekun: Flags,
    below_dibao_line: Flags,
    money_within: Flags,
    homes_within: Flags,
    vehicles_within: Flags,
    shops_within: Flags,
    companies_within: Flags,
) -> Codes:
    code = first_failing(
        members > 0,
        ~everyone_tekun,
        below_dibao_line,
        money_within,
        homes_within,
        vehicles_within,
        shops_within,
        companies_within,
    )
    code[dibao_eligible & ~dibao_household] = SINGLE
    return code


@column("member", "flag", "低保对象", "57.9")
def dibao_member(assessed: Flags, single_admitted: Flags, dibao_household: Flags, homes: Homes) -> Flags:
    return (assessed & homes.spread(dibao_household)) | single_admitted


@column("household", "count", "低保人数", "57.23")
def dibao_members(dibao_household: Flags, members: Ints, singles: Ints) -> Ints:
    return np.where(dibao_household, members, singles)


@column("household", "fen_per_month", "人均月收入", "57.13", how="{singles_income} ÷ {singles} 人 ÷ 12")
def dibao_per_capita(per_capita: Ints, singles: Ints, singles_income: Ints) -> Ints:
    """Of those who are admitted: of the household, or of the single persons admitted from a 低边 household."""
    alone = singles > 0
    if not alone.any():
        return per_capita
    return np.where(alone, rounded(singles_income, np.maximum(singles, 1) * MONTHS), per_capita)


@column("member", "flag", "低保户内的重度残疾人，单独按全额", "zjdp.26")
def full_standard_member(severely_disabled: Flags, assessed: Flags, severe_disability_full_standard: int) -> Flags:
    return severely_disabled & assessed & bool(severe_disability_full_standard)


@column("household", "count", "按全额的重度残疾人", "zjdp.26", how="这部分人不扣减人均收入，按低保标准全额")
def full_standard_members(full_standard_member: Flags, homes: Homes, members: Ints) -> Ints:
    return homes.count(full_standard_member) if full_standard_member.any() else np.zeros_like(members)


@column("household", "count", "补差的人数", "57.23")
def top_up_members(members: Ints, full_standard_members: Ints) -> Ints:
    return members - full_standard_members


@column("household", "fen_per_month", "分档每人金额", "57.23", how="按人均月收入所在的档")
def tier_per_person(annual_income: Ints, member_months: Ints, dibao_tiers: tuple[int, ...]) -> Ints:
    """Nothing where the district pays the difference; above the last limit the last amount."""
    if not dibao_tiers:
        return np.zeros_like(annual_income)
    amount = np.full_like(annual_income, dibao_tiers[-1])
    for limit, tier in zip(dibao_tiers[-2::-2], dibao_tiers[::-2], strict=True):
        amount = np.where(annual_income <= limit * member_months, tier, amount)
    return amount


@column("household", "fen_per_month", "补差部分", "57.23", how="{top_up_sum}")
def top_up(
    dibao_household: Flags,
    standard_of_year: Ints,
    annual_income: Ints,
    members: Ints,
    top_up_members: Ints,
    singles_due: Ints,
    tier_per_person: Ints,
    dibao_tiers: tuple[int, ...],
    dibao_standard: int,
    rounding_unit: int,
) -> Ints:
    """Whole household: standard × 12 × n − income × (members not on the full standard / n), over 12."""
    due = np.where(dibao_household, standard_of_year - annual_income, singles_due)
    amount = rounded(np.maximum(due, 0), MONTHS, rounding_unit)
    if dibao_tiers:
        tiered = tier_per_person * top_up_members + (members - top_up_members) * dibao_standard
        return np.where(dibao_household, tiered, amount)
    mixed = np.flatnonzero(dibao_household & (top_up_members < members))
    if len(mixed):
        heads = members[mixed]
        due = standard_of_year[mixed] * heads - annual_income[mixed] * top_up_members[mixed]
        amount[mixed] = rounded(due, heads * MONTHS, rounding_unit)
    return amount


TOP_UP_SUM = {
    0: "({dibao_line} − {dibao_per_capita}) × {dibao_members} 人，按全年合计算，最后舍入到 {rounding_unit} 元",
    1: "({dibao_line} − {dibao_per_capita}) × {top_up_members} 人 + {dibao_line} × {full_standard_members} 人，"
    "按全年合计算，最后舍入到 {rounding_unit} 元",
    3: "分档：每人 {tier_per_person} × {top_up_members} 人 + {dibao_line} × {full_standard_members} 人，"
    "舍入到 {rounding_unit} 元",
    2: "单人户：{dibao_line} × {singles} 人，减本人收入（按全额的不减），最后舍入到 {rounding_unit} 元",
}


@column("household", "code", "补差算式", "57.23", words=TOP_UP_SUM)
def top_up_sum(dibao_household: Flags, full_standard_members: Ints, dibao_tiers: tuple[int, ...]) -> Codes:
    whole = np.full_like(full_standard_members, 3) if dibao_tiers else full_standard_members > 0
    return np.where(dibao_household, whole, 2).astype(np.int8)


@column("household", "fen_per_month", "每月低保金", "57.23", how="{amount_sum}")
def dibao_amount(top_up: Ints, uplift: Ints) -> Ints:
    return top_up + uplift


@column(
    "household",
    "code",
    "低保金算式",
    "57.23",
    words={0: "{top_up_sum}", 1: "补差 {top_up} + 分类施保 {uplift}，各自舍入到 {rounding_unit} 元"},
)
def amount_sum(uplift: Ints) -> Codes:
    return (uplift > 0).astype(np.int8)


@column("member", "count", "分类施保比例", "57.27")
def uplift_percent(
    dibao_member: Flags,
    age: Ints,
    minor: Flags,
    severely_disabled: Flags,
    serious_illness: Flags,
    uplift_elderly_age: int,
    uplift_elderly_percent: int,
    uplift_minor_percent: int,
    uplift_severe_disability_percent: int,
    uplift_serious_illness_percent: int,
) -> Ints:
    """The highest rate that fits the member; none is published, none applies."""
    rates = (
        (age >= uplift_elderly_age, uplift_elderly_percent),
        (minor, uplift_minor_percent),
        (severely_disabled, uplift_severe_disability_percent),
        (serious_illness, uplift_serious_illness_percent),
    )
    percent = np.zeros(age.shape, dtype=np.int64)
    for applies, rate in rates:
        if rate > 0:
            np.maximum(percent, np.where(applies, rate, 0), out=percent)
    return percent * dibao_member


@column("household", "fen_per_month", "分类施保加发", "57.27", how="{dibao_line} × {uplift_percents}% 合计")
def uplift(uplift_percents: Ints, dibao_standard: int, rounding_unit: int) -> Ints:
    return rounded(uplift_percents * dibao_standard, PERCENT, rounding_unit)


@column("household", "count", "分类施保比例合计", "57.27")
def uplift_percents(uplift_percent: Ints, homes: Homes, members: Ints, uplift_published: int) -> Ints:
    return homes.total(uplift_percent) if uplift_published else np.zeros_like(members)


@column("household", "flag", "有分类施保对象", "57.27")
def uplift_expected(
    dibao_member: Flags,
    age: Ints,
    minor: Flags,
    severely_disabled: Flags,
    serious_illness: Flags,
    uplift_elderly_age: int,
    homes: Homes,
) -> Flags:
    """Someone on 低保 is old, a minor, severely disabled or seriously ill: 57号 wants more for them."""
    return homes.some(dibao_member & ((age >= uplift_elderly_age) | minor | severely_disabled | serious_illness))
