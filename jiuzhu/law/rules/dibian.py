"""低边 (notice 9.1) and the hardship test of the disability living subsidy (notice 9.2)."""

# mypy: disable-error-code="no-any-return"
# numpy types comparisons and indexing of arrays as Any.

from __future__ import annotations

import numpy as np

from jiuzhu.law.rules.engine import NOT_KNOWN, Codes, Flags, Homes, Ints, column, first_failing
from jiuzhu.law.rules.income import PERCENT

DIBIAN_WHY = {
    0: "人均月收入 {per_capita} 元，不高于低边标准 {dibian_line} 元，财产在限额内。",
    1: "没有计入的家庭成员。",
    2: "已符合特困人员条件，不再认定低边。",
    3: "已符合低保条件，不再认定低边。",
    4: "人均月收入 {per_capita} 元，高于低边标准 {dibian_line} 元。",
    5: "货币财产 {money} 元，超过限额 {money_limit} 元。",
    6: "住房 {homes_owned} 套，超过限额 {home_limit} 套。",
    7: "有机动车船 {vehicles} 辆（艘），超过限额 {vehicle_limit}。",
    8: "有店面、办公用房、厂房等 {shops} 处，超过限额 {shop_limit}。",
    9: "有公司 {companies} 家，超过限额 {company_limit}。",
    10: "人均月收入达到低边标准 {dibian_line} 元，须低于标准。",
}
HARDSHIP_WHY = {
    0: "人均月收入 {per_capita} 元，不高于 {hardship_line} 元，符合困难家庭残疾人的认定标准。",
    1: "没有计入的家庭成员。",
    2: "家庭中没有残疾人，不需要认定困难家庭残疾人。",
    3: "通知施行前的认定标准没有查到，不能认定。",
    4: "人均月收入 {per_capita} 元，高于 {hardship_line} 元。",
}


@column("member", "flag", "低边对象", "n9.1")
def dibian_member(assessed: Flags, single_admitted: Flags, dibian_household: Flags, homes: Homes) -> Flags:
    """Those of a 低边 household who aren't 低保 alone."""
    return assessed & ~single_admitted & homes.spread(dibian_household)


@column("household", "flag", "符合低边", "n9.1")
def dibian_eligible(dibian_household: Flags, members: Ints, singles: Ints) -> Flags:
    return dibian_household & (members > singles)


@column("household", "count", "低边人数", "n9.1")
def dibian_members(dibian_eligible: Flags, members: Ints, singles: Ints) -> Ints:
    return np.where(dibian_eligible, members - singles, 0)


@column("household", "code", "低边", "n9.1", words=DIBIAN_WHY)
def dibian_why(
    dibao_household: Flags,
    members: Ints,
    singles: Ints,
    everyone_tekun: Flags,
    below_dibian_line: Flags,
    money_within: Flags,
    homes_within: Flags,
    vehicles_within: Flags,
    shops_within: Flags,
    companies_within: Flags,
    annual_income: Ints,
    dibian_line: Ints,
    member_months: Ints,
) -> Codes:
    in_dibao = dibao_household | ((singles > 0) & (singles >= members))
    code = first_failing(
        members > 0,
        ~everyone_tekun,
        ~in_dibao,
        below_dibian_line,
        money_within,
        homes_within,
        vehicles_within,
        shops_within,
        companies_within,
    )
    code[(code == 4) & (annual_income == dibian_line * member_months)] = 10
    return code


@column(
    "household",
    "fen_per_month",
    "困难家庭残疾人认定标准",
    "n9.2",
    how="低保标准 {dibao_standard} × {hardship_multiple}%",
)
def hardship_line(annual_income: Ints, dibao_standard: int, hardship_multiple: int) -> Ints:
    """NOT_KNOWN before the notice: what stood before it wasn't found."""
    line = dibao_standard * hardship_multiple // PERCENT if hardship_multiple > 0 else NOT_KNOWN
    return np.full(annual_income.shape, line, dtype=np.int64)


@column("household", "count", "家庭中的残疾人", "n9.2")
def disabled_members(disability_kind: Codes, counted: Flags, homes: Homes) -> Ints:
    return homes.count((disability_kind > 0) & counted)


@column("household", "code", "困难家庭残疾人", "n9.2", words=HARDSHIP_WHY)
def hardship_why(
    members: Ints, disabled_members: Ints, annual_income: Ints, hardship_line: Ints, member_months: Ints
) -> Codes:
    return first_failing(
        members > 0, disabled_members > 0, hardship_line >= 0, annual_income <= hardship_line * member_months
    )


@column("household", "flag", "符合困难家庭残疾人", "n9.2")
def hardship_eligible(hardship_why: Codes) -> Flags:
    return hardship_why == 0
