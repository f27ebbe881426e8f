"""Flags and words that only the explanation needs: whether a line has something to say, and what where money is not."""

# mypy: disable-error-code="no-any-return"
# numpy types comparisons and indexing of arrays as Any.

from __future__ import annotations

import numpy as np

from jiuzhu.law.rules.engine import NOT_KNOWN, Codes, Flags, Ints, column
from jiuzhu.law.rules.members import SELF


@column("member", "flag", "申请人", "57.7")
def is_applicant(relation: Codes) -> Flags:
    return relation == SELF


@column("member", "flag", "中央基础养老金不计入", "57.13")
def basic_pension_left_out(income_basic_pension_central: Ints, basic_pension_counted: Ints) -> Flags:
    return income_basic_pension_central > basic_pension_counted


@column("member", "flag", "地方增发养老金不计入", "57.13")
def local_pension_left_out(income_basic_pension_local: Ints, local_pension_counted: Ints) -> Flags:
    return income_basic_pension_local > local_pension_counted


@column("member", "flag", "高龄津贴不计入", "57.13")
def old_age_allowance_left_out(income_old_age_allowance: Ints, old_age_allowance_counted: Ints) -> Flags:
    return income_old_age_allowance > old_age_allowance_counted


@column("household", "flag", "有按全额的重度残疾人", "zjdp.26")
def full_standard_applies(dibao_household: Flags, full_standard_members: Ints) -> Flags:
    return dibao_household & (full_standard_members > 0)


@column("household", "flag", "分类施保没有发布", "57.27")
def uplift_left_out(uplift_expected: Flags, uplift_published: int) -> Flags:
    return uplift_expected & (not uplift_published)


@column("household", "code", "分类施保加发", "57.27", how="加发比例没有发布，不计", words={0: "不计"})
def uplift_not_published(uplift: Ints) -> Codes:
    return np.zeros(uplift.shape, dtype=np.int8)


SUPPORTERS_FOUND = {NOT_KNOWN: "未查", 0: "有，有履行能力", 1: "没有", 2: "有，无履行能力"}


@column("member", "code", "户外法定义务人", "43.8", words=SUPPORTERS_FOUND)
def supporters_found(supporters: Codes) -> Codes:
    return supporters


@column("member", "flag", "要看户内义务人", "43.8")
def inside_asked(supporters: Codes) -> Flags:
    """Only where nobody able was found outside."""
    return supporters > 0


@column("household", "flag", "基本生活标准没有发布", "43.4")
def living_not_published(tekun_eligible: Flags, living: Ints) -> Flags:
    return tekun_eligible & (living == NOT_KNOWN)


@column("household", "code", "特困基本生活标准", "43.4", how="标准没有发布", words={0: "未定"})
def living_unknown(living: Ints, tekun_living: int) -> Codes:
    return np.zeros(living.shape, dtype=np.int8)


@column("household", "flag", "护理费不可定", "n7.5")
def care_fee_not_known(tekun_eligible: Flags, care_fee: Ints) -> Flags:
    return tekun_eligible & (care_fee == NOT_KNOWN)


@column("household", "flag", "通知施行前", "n12.1")
def before_notice(members: Ints, notice_in_force: int) -> Flags:
    return np.full(members.shape, not notice_in_force)
