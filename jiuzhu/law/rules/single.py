"""单人户: who may enter 低保 alone from a 低边 household (57号 Art. 8; from 2026-07-01 社会救助法 Art. 21)."""

# mypy: disable-error-code="no-any-return"
# numpy types comparisons and indexing of arrays as Any.

from __future__ import annotations

import numpy as np

from jiuzhu.law.rules.engine import Flags, Homes, Ints, column
from jiuzhu.law.rules.income import MONTHS, share_of

SINGLE_BECAUSE = {
    0: "不单独纳入",
    1: "重度残疾（一、二级）",
    2: "三级智力、精神残疾",
    3: "患重病",
    4: "在宗教活动场所居住满 {clergy_years} 年的宗教教职人员",
}


@column("household", "flag", "整户符合低保", "57.9")
def dibao_household(below_dibao_line: Flags, property_within: Flags, everyone_tekun: Flags, members: Ints) -> Flags:
    """A household that qualifies is taken whole, never some of its members."""
    return below_dibao_line & property_within & ~everyone_tekun & (members > 0)


@column("household", "flag", "整户符合低边", "n9.1")
def dibian_household(
    dibao_household: Flags, below_dibian_line: Flags, property_within: Flags, everyone_tekun: Flags, members: Ints
) -> Flags:
    return below_dibian_line & property_within & ~dibao_household & ~everyone_tekun & (members > 0)


@column("member", "fen_per_year", "单独计算的本人全年收入", "57.8", how="只计本人收入和本人的因病、因残支出")
def own_income(
    member_income: Ints,
    spending_illness: Ints,
    spending_disability: Ints,
    illness_deduction_share: int,
    disability_deduction_share: int,
) -> Ints:
    costs = share_of(spending_illness, illness_deduction_share)
    costs = costs + share_of(spending_disability, disability_deduction_share)
    return np.maximum(member_income - costs, 0)


@column("member", "flag", "宗教教职人员可单独申请", "57.8")
def clergy_alone(clergy_on_premises_years: Ints, clergy_years: int, absent: Ints, tekun_member: Flags) -> Flags:
    return (clergy_on_premises_years >= clergy_years) & (absent <= 1) & ~tekun_member


@column("member", "code", "单人户", "57.8", words=SINGLE_BECAUSE)
def single_because(
    severely_disabled: Flags, mental_medium: Flags, serious_illness: Flags, clergy_alone: Flags
) -> np.typing.NDArray[np.int8]:
    code = clergy_alone.astype(np.int8) * np.int8(4)
    code[serious_illness] = 3
    code[mental_medium] = 2
    code[severely_disabled] = 1
    return code


@column("member", "flag", "单独纳入低保", "57.8", words={0: "否", 1: "是"})
def single_admitted(
    assessed: Flags,
    severely_disabled: Flags,
    mental_medium: Flags,
    serious_illness: Flags,
    clergy_alone: Flags,
    own_income: Ints,
    dibian_household: Flags,
    dibao_household: Flags,
    property_within: Flags,
    single_person_admission: int,
    dibao_standard: int,
    homes: Homes,
) -> Flags:
    from_dibian = (severely_disabled | mental_medium | serious_illness) & assessed & bool(single_person_admission)
    candidate = (from_dibian | clergy_alone) & (own_income < dibao_standard * MONTHS)
    if not candidate.any():
        return candidate
    open_to_clergy = homes.spread(property_within & ~dibao_household) & clergy_alone
    return candidate & ((from_dibian & homes.spread(dibian_household)) | open_to_clergy)


@column("member", "flag", "单人户的重度残疾人", "zjdp.26", how="不减本人收入", words={0: "补差", 1: "按低保标准全额"})
def single_in_full(single_admitted: Flags, severely_disabled: Flags, severe_disability_full_standard: int) -> Flags:
    return single_admitted & severely_disabled & bool(severe_disability_full_standard)


@column("household", "count", "单人户人数", "57.8")
def singles(single_admitted: Flags, homes: Homes) -> Ints:
    return homes.count(single_admitted)


@column("household", "fen_per_year", "单人户全年收入", "57.8")
def singles_income(single_admitted: Flags, own_income: Ints, homes: Homes, singles: Ints) -> Ints:
    return homes.total(np.where(single_admitted, own_income, 0)) if singles.any() else np.zeros_like(singles)


@column("household", "fen_per_year", "单人户全年应补", "57.8")
def singles_due(
    single_admitted: Flags,
    single_in_full: Flags,
    own_income: Ints,
    dibao_standard: int,
    homes: Homes,
    singles: Ints,
) -> Ints:
    """The standard less own income; the severely disabled get it whole where the provincial rule applies."""
    if not singles.any():
        return np.zeros_like(singles)
    own = np.where(single_admitted & ~single_in_full, own_income, 0)
    return singles * (dibao_standard * MONTHS) - homes.total(own)
