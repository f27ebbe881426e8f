"""The two lines and who is below them: 低保 (57号 Art. 9) and 低边 (notice 9.1). Comparisons are cross-multiplied."""

from __future__ import annotations

import numpy as np

from jiuzhu.law.rules.engine import Flags, Ints, column
from jiuzhu.law.rules.income import MONTHS, PERCENT


def below(income: Ints, line: int, months: Ints, inclusive: int) -> Flags:
    """Whether a year's income is below (or at) a monthly line over so many member-months, without a division."""
    return income <= line * months if inclusive else income < line * months


@column("household", "fen_per_month", "低保标准", "57.9", how="家庭所在街道（乡镇）当日有效")
def dibao_line(annual_income: Ints, dibao_standard: int) -> Ints:
    return np.full(annual_income.shape, dibao_standard, dtype=np.int64)


@column("household", "flag", "收入低于低保标准", "57.9")
def below_dibao_line(annual_income: Ints, dibao_standard: int, member_months: Ints, dibao_line_inclusive: int) -> Flags:
    return below(annual_income, dibao_standard, member_months, dibao_line_inclusive)


def dibian_line_of(
    notice_in_force: int,
    dibao_standard: int,
    dibian_multiple: int,
    dibian_cap_by_minimum_wage: int,
    minimum_wage: int,
    dibian_line_before_notice: int,
) -> int:
    """Fen a month: the fixed figure before the notice's day; from it the multiple of 低保, capped by minimum wage."""
    if not notice_in_force:
        return dibian_line_before_notice
    line = dibao_standard * dibian_multiple // PERCENT
    return min(line, minimum_wage) if dibian_cap_by_minimum_wage else line


@column("household", "fen_per_month", "低边标准", "n9.1", how="{dibian_line_because}")
def dibian_line(
    annual_income: Ints,
    notice_in_force: int,
    dibao_standard: int,
    dibian_multiple: int,
    dibian_cap_by_minimum_wage: int,
    minimum_wage: int,
    dibian_line_before_notice: int,
) -> Ints:
    line = dibian_line_of(
        notice_in_force,
        dibao_standard,
        dibian_multiple,
        dibian_cap_by_minimum_wage,
        minimum_wage,
        dibian_line_before_notice,
    )
    return np.full(annual_income.shape, line, dtype=np.int64)


DIBIAN_LINE_BECAUSE = {
    1: "通知施行前的固定标准",
    2: "低保标准 {dibao_standard} × {dibian_multiple}%，不高于最低工资标准 {minimum_wage}",
    3: "低保标准 {dibao_standard} × {dibian_multiple}%，高于最低工资标准，按最低工资标准 {minimum_wage}",
}


@column("household", "code", "低边标准的来由", "n9.1", words=DIBIAN_LINE_BECAUSE)
def dibian_line_because(
    dibian_line: Ints, notice_in_force: int, dibao_standard: int, dibian_multiple: int
) -> np.typing.NDArray[np.int8]:
    capped = dibian_line * PERCENT < dibao_standard * dibian_multiple
    return np.where(capped, 3, 2).astype(np.int8) if notice_in_force else np.ones(capped.shape, dtype=np.int8)


@column("household", "flag", "收入不高于低边标准", "n9.1")
def below_dibian_line(annual_income: Ints, dibian_line: Ints, member_months: Ints, dibian_line_inclusive: int) -> Flags:
    most = dibian_line * member_months
    return annual_income <= most if dibian_line_inclusive else annual_income < most


@column("household", "fen_per_year", "低保标准全年合计", "57.23", how="{dibao_standard} × 12 × {members} 人")
def standard_of_year(members: Ints, dibao_standard: int) -> Ints:
    return members * (dibao_standard * MONTHS)
