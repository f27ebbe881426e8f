"""特困 money: living standard, self-care class and level, care fee, pocket money, who bears it (notice 7)."""

# mypy: disable-error-code="no-any-return"
# numpy types comparisons and indexing of arrays as Any.

from __future__ import annotations

import numpy as np

from jiuzhu.law.rules.engine import NOT_KNOWN, Codes, Flags, Homes, Ints, column, first_failing, rounded
from jiuzhu.law.rules.facts import INSTITUTIONS, SUPPORT_FORMS
from jiuzhu.law.rules.income import PERCENT

CONCENTRATED, DISPERSED = SUPPORT_FORMS.index("concentrated"), SUPPORT_FORMS.index("dispersed")
BOUGHT, PUBLIC = INSTITUTIONS.index("bought"), INSTITUTIONS.index("public")
CLASS_FULL, CLASS_PARTIAL, CLASS_ABLE = 1, 2, 3
CARE_CLASSES = {NOT_KNOWN: "未评估", CLASS_FULL: "完全丧失", CLASS_PARTIAL: "部分丧失", CLASS_ABLE: "具备"}
LEVEL_WORDS = {NOT_KNOWN: "未定", 0: "完全丧失", 1: "中度丧失", 2: "轻度丧失", 3: "具备"}
BEARER_DISTRICT, BEARER_TOWNSHIP = 1, 2
BEARERS = {NOT_KNOWN: "供养形式未定", BEARER_DISTRICT: "区级", BEARER_TOWNSHIP: "街道（乡镇）"}


@column("household", "fen_per_month", "特困基本生活标准", ("43.4", "tiaoli.15"), how="每人每月")
def living(tekun_eligible: Flags, tekun_living: int) -> Ints:
    """NOT_KNOWN where no standard is published."""
    return np.where(tekun_eligible, np.int64(tekun_living), np.int64(NOT_KNOWN))


@column("household", "code", "生活自理能力", "43.20", how="{items_found}", words=CARE_CLASSES)
def care_class(unmet_items: Ints, self_care_partial_from: int, self_care_full_from: int) -> Codes:
    grade = np.where(unmet_items >= self_care_full_from, CLASS_FULL, CLASS_PARTIAL)
    grade = np.where(unmet_items < self_care_partial_from, CLASS_ABLE, grade)
    return np.where(unmet_items < 0, NOT_KNOWN, grade).astype(np.int8)


@column("household", "code", "逐项评估", "43.20", words={0: "六项中 {unmet_items} 项不能自理", 1: "没有逐项评估"})
def items_found(unmet_items: Ints) -> Codes:
    return (unmet_items < 0).astype(np.int8)


@column("household", "count", "不能自理的项数", "43.20")
def unmet_items(self_care_unmet_count: Codes, homes: Homes) -> Ints:
    return self_care_unmet_count[homes.applicant].astype(np.int64)


@column("household", "code", "自理能力等级（通知四级）", "n2.4", how="评估给出", words=LEVEL_WORDS)
def care_level_assessed(self_care_level: Codes, tekun_eligible: Flags, homes: Homes) -> Codes:
    return np.where(tekun_eligible, self_care_level[homes.applicant], np.int8(NOT_KNOWN))


@column("household", "code", "自理能力等级（通知四级）", "n2.4", how="按区里的对应表", words=LEVEL_WORDS)
def care_level_mapped(
    unmet_items: Ints, care_level_assessed: Codes, tekun_eligible: Flags, self_care_mapping: tuple[int, ...]
) -> Codes:
    """From the number of items, where no level is stated and the district's table is there."""
    mapped = np.array((*self_care_mapping, NOT_KNOWN), dtype=np.int8)[unmet_items]
    return np.where(tekun_eligible & (care_level_assessed < 0), mapped, np.int8(NOT_KNOWN))


@column("household", "code", "自理能力等级（通知四级）", "n2.4", words=LEVEL_WORDS)
def care_level(care_level_assessed: Codes, care_level_mapped: Codes) -> Codes:
    return np.maximum(care_level_assessed, care_level_mapped)


@column("household", "count", "照料护理费比例", ("n7.5", "n7.7"))
def care_percent(care_level: Codes, care_fee_rates: tuple[int, ...]) -> Ints:
    return np.array((*care_fee_rates, 0), dtype=np.int64)[care_level]


@column("household", "flag", "按通知有护理费比例", ("n7.5", "n7.7"))
def care_rate_applies(support_form: Codes, institution: Codes, notice_in_force: int) -> Flags:
    bought = (support_form == CONCENTRATED) & (institution == BOUGHT)
    return (bought | (support_form == DISPERSED)) & bool(notice_in_force)


CARE_FEE_BECAUSE = {
    0: "最低工资标准 {minimum_wage} × {care_percent}%",
    1: "不符合特困条件",
    2: "通知施行前没有查到护理费比例，不计",
    3: "供养形式未定，不计",
    4: "公办或未定的机构，通知没有规定护理费比例，不计",
    5: "自理能力等级未定（市里的对应表没有确认），不计",
}


@column("household", "code", "照料护理费依据", ("n7.5", "n7.7"), words=CARE_FEE_BECAUSE)
def care_fee_because(
    tekun_eligible: Flags, support_form: Codes, care_rate_applies: Flags, care_level: Codes, notice_in_force: int
) -> Codes:
    in_force = np.full(tekun_eligible.shape, bool(notice_in_force))
    return first_failing(tekun_eligible, in_force, support_form >= 0, care_rate_applies, care_level >= 0)


@column("household", "fen_per_month", "照料护理费", ("n7.5", "n7.7"), how="{care_fee_because}{dispersed_half}")
def care_fee(
    care_fee_because: Codes,
    care_percent: Ints,
    support_form: Codes,
    minimum_wage: int,
    care_fee_dispersed_share: int,
    rounding_unit: int,
) -> Ints:
    fee = np.full(care_percent.shape, NOT_KNOWN, dtype=np.int64)
    due = np.flatnonzero(care_fee_because == 0)
    if len(due):
        share = np.where(support_form[due] == DISPERSED, care_fee_dispersed_share, PERCENT)
        fee[due] = rounded(minimum_wage * care_percent[due] * share, PERCENT * PERCENT, rounding_unit)
    return fee


@column("household", "code", "分散供养折算", "n7.7", words={0: "", 1: " × {care_fee_dispersed_share}%"})
def dispersed_half(support_form: Codes) -> Codes:
    return (support_form == DISPERSED).astype(np.int8)


@column("household", "fen_per_month", "零用钱下限", "n7.3", how="基本生活标准 {living} × {pocket_money_share}%")
def pocket_money_floor(living: Ints, support_form: Codes, pocket_money_share: int, rounding_unit: int) -> Ints:
    """Concentrated support only, and only where the living standard is known."""
    if not (living >= 0).any():
        return np.full_like(living, NOT_KNOWN)
    floor = rounded(np.maximum(living, 0) * pocket_money_share, PERCENT, rounding_unit)
    return np.where((support_form == CONCENTRATED) & (living >= 0) & (pocket_money_share >= 0), floor, NOT_KNOWN)


@column("household", "code", "经费承担", ("n7.2", "n7.4"), words=BEARERS)
def bearer(tekun_eligible: Flags, support_form: Codes, concentrated_borne_by_township: int) -> Codes:
    together = BEARER_TOWNSHIP if concentrated_borne_by_township else BEARER_DISTRICT
    who = np.where(support_form == CONCENTRATED, together, BEARER_TOWNSHIP)
    return np.where(tekun_eligible & (support_form >= 0), who, NOT_KNOWN).astype(np.int8)
