"""特困: the three conditions of 43号 Arts. 4–8, for each member on their own income."""

# mypy: disable-error-code="no-any-return"
# numpy types comparisons and indexing of arrays as Any.

from __future__ import annotations

import numpy as np

from jiuzhu.law.rules.engine import Codes, Flags, Homes, Ints, added, column, first_failing, first_matching
from jiuzhu.law.rules.facts import STUDENT
from jiuzhu.law.rules.income import MONTHS
from jiuzhu.law.rules.members import (
    CHILD,
    EXTREMELY_SEVERE,
    GRANDCHILD,
    GRANDPARENT,
    INTELLECTUAL,
    LIMB,
    MEDIUM,
    MENTAL,
    OTHER,
    PARENT,
    SELF,
    SEVERE,
    SIBLING,
    SPOUSE,
    VISUAL,
)

COMPULSORY, SENIOR = STUDENT.index("compulsory"), STUDENT.index("senior")
VOCATIONAL = STUDENT.index("vocational")

NO_ABILITY_BECAUSE = {
    0: "不属于无劳动能力的情形",
    1: "年满 {tekun_elderly_age} 周岁",
    2: "未满 {tekun_minor_age} 周岁",
    3: "已是特困人员的未成年人，或仍在义务教育、普通高中、中等职业学校就读",
    4: "一至三级智力、精神残疾",
    5: "一至二级肢体残疾",
    6: "一级视力残疾",
}


def _bits(*relations: int) -> int:
    return sum(1 << relation for relation in relations)


# Who inside the household owes support to whom, by relation to the applicant (民法典 duties between spouses, parents
# and children, grandparents and grandchildren); `other` owes none.
_OWED_BY = np.zeros(OTHER + 1, dtype=np.uint8)
_OWED_BY[SELF] = _bits(SPOUSE, CHILD, PARENT)
_OWED_BY[SPOUSE] = _bits(SELF, CHILD)
_OWED_BY[CHILD] = _bits(SELF, SPOUSE, GRANDCHILD)
_OWED_BY[GRANDCHILD] = _bits(SELF, SPOUSE, CHILD)
_OWED_BY[PARENT] = _bits(SELF, SIBLING, GRANDPARENT)
_OWED_BY[GRANDPARENT] = _bits(PARENT)
_OWED_BY[SIBLING] = _bits(PARENT)


@column("member", "flag", "已在特困的未成年人或在读", "43.24")
def stays_as_minor(in_tekun: Flags, minor: Flags, student: Codes) -> Flags:
    school = (student == COMPULSORY) | (student == SENIOR) | (student == VOCATIONAL)
    return in_tekun & (minor | school)


@column("member", "flag", "残疾导致无劳动能力", "43.5")
def unable_by_disability(disability_kind: Codes, disability_grade: Codes) -> Flags:
    mind = ((disability_kind == INTELLECTUAL) | (disability_kind == MENTAL)) & (disability_grade <= MEDIUM)
    limb = (disability_kind == LIMB) & (disability_grade <= SEVERE)
    sight = (disability_kind == VISUAL) & (disability_grade == EXTREMELY_SEVERE)
    return mind | limb | sight


@column("member", "flag", "无劳动能力", "43.5", words={0: "不符合", 1: "符合"})
def no_ability_to_work(
    age: Ints, stays_as_minor: Flags, unable_by_disability: Flags, tekun_elderly_age: int, tekun_minor_age: int
) -> Flags:
    return (age >= tekun_elderly_age) | (age < tekun_minor_age) | stays_as_minor | unable_by_disability


@column("member", "code", "劳动能力", "43.5", words=NO_ABILITY_BECAUSE)
def no_ability_because(
    age: Ints,
    stays_as_minor: Flags,
    disability_kind: Codes,
    unable_by_disability: Flags,
    tekun_elderly_age: int,
    tekun_minor_age: int,
) -> Codes:
    return first_matching(
        0,
        (age >= tekun_elderly_age, 1),
        (age < tekun_minor_age, 2),
        (stays_as_minor, 3),
        (unable_by_disability & (disability_kind == LIMB), 5),
        (unable_by_disability & (disability_kind == VISUAL), 6),
        (unable_by_disability, 4),
    )


@column("member", "fen_per_year", "另列的奖励、救助收入", "43.6")
def awards_and_aid(
    income_family_planning_reward: Ints,
    income_scholarship: Ints,
    income_bravery_award: Ints,
    income_government_aid: Ints,
) -> Ints:
    """Outside the income of 低保 (57号 Art. 13); 43号 Art. 6 doesn't list them for 特困."""
    return added(income_family_planning_reward, income_scholarship, income_bravery_award, income_government_aid)


@column(
    "member",
    "fen_per_year",
    "本人全年收入",
    "43.6",
    how="不计中央基础养老金、社会保险待遇、优待抚恤金、高龄津贴",
)
def tekun_income(
    wages_net: Ints,
    earned_otherwise: Ints,
    plain_transfers: Ints,
    awards_and_aid: Ints,
    tekun_awards_exempt: int,
    paid_out: Ints,
) -> Ints:
    income = added(wages_net, earned_otherwise, plain_transfers)
    if not tekun_awards_exempt:
        income += awards_and_aid
    income -= paid_out
    return np.maximum(income, 0, out=income)


@column("member", "flag", "收入低于低保标准", "43.6", words={0: "不低于", 1: "低于"})
def income_below_standard(tekun_income: Ints, dibao_standard: int) -> Flags:
    return tekun_income < dibao_standard * MONTHS


@column("member", "flag", "户内义务人无能力", "43.8")
def cannot_support(
    age: Ints,
    minor: Flags,
    severely_disabled: Flags,
    mental_medium: Flags,
    absent: Codes,
    supporter_elderly_age: int,
) -> Flags:
    """In a household below the line: children, people of 60 and more, the severely disabled, the missing, prisoners."""
    return minor | (age >= supporter_elderly_age) | severely_disabled | mental_medium | (absent > 1)


@column("member", "flag", "户内有履行能力的义务人", "43.8", words={0: "没有", 1: "有"})
def supported_inside(relation: Codes, cannot_support: Flags, supporters: Codes, homes: Homes) -> Flags:
    """Asked only of those who have nobody able outside the household."""
    supported = np.zeros(relation.shape, dtype=np.bool_)
    asked = np.flatnonzero(supporters > 0)
    if len(asked):
        one = np.uint8(1)
        able = np.left_shift(one, relation.view(np.uint8)) * ~cannot_support
        supported[asked] = (_OWED_BY[relation[asked]] & homes.union_around(asked, able)) != 0
    return supported


@column("member", "flag", "赡养情况已查", "43.8")
def supporters_known(supporters: Codes) -> Flags:
    return supporters >= 0


TEKUN_WHY = {
    0: "{no_ability_because}，本人月收入低于低保标准 {dibao_standard} 元，没有有能力的法定义务人，符合特困条件。",
    1: "赡养情况未查，不能认定特困。",
    2: "本人服刑、失踪等不在家，不符合特困条件。",
    3: "不属于无劳动能力的情形，不符合特困条件。",
    4: "本人全年收入 {tekun_income} 元，月均不低于低保标准 {dibao_standard} 元，不符合特困条件。",
    5: "户外有法定义务人且有履行能力，不符合特困条件。",
    6: "户内有有履行能力的法定义务人，不符合特困条件。",
    7: "财产超过限额，不符合特困条件。",
}


@column("member", "code", "本人的特困条件", "43.4", words=TEKUN_WHY)
def tekun_person(
    supporters_known: Flags,
    absent: Codes,
    no_ability_to_work: Flags,
    income_below_standard: Flags,
    supporters: Codes,
    supported_inside: Flags,
) -> Codes:
    """The first of a person's own conditions that fails."""
    return first_failing(
        supporters_known,
        absent == 0,
        no_ability_to_work,
        income_below_standard,
        supporters > 0,
        ~supported_inside,
    )


@column("member", "flag", "符合特困条件", "43.4")
def tekun_member(tekun_person: Codes, property_within: Flags, homes: Homes) -> Flags:
    person = tekun_person == 0
    return person & homes.spread(property_within) if person.any() else person


@column("household", "code", "特困", "43.4", words=TEKUN_WHY)
def tekun_why(tekun_person: Codes, property_within: Flags, homes: Homes) -> Codes:
    """The applicant's answer; the first condition that fails."""
    code = tekun_person[homes.applicant]
    code[(code == 0) & ~property_within] = 7
    return code


@column("household", "flag", "申请人符合特困", "43.4")
def tekun_eligible(tekun_member: Flags, homes: Homes) -> Flags:
    return tekun_member[homes.applicant]
