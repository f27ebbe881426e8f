"""Who is a member of the household: counted and not (57号 Arts. 7–8), and who is severely disabled."""

# mypy: disable-error-code="no-any-return"
# numpy types comparisons and indexing of arrays as Any.

from __future__ import annotations

import numpy as np

from jiuzhu.law.rules.engine import NOT_KNOWN, Codes, Flags, Homes, Ints, column, first_matching
from jiuzhu.law.rules.facts import DISABILITY_KINDS, RELATIONS, STUDENT

SELF, SPOUSE, CHILD, GRANDCHILD, PARENT, GRANDPARENT, SIBLING, OTHER = range(len(RELATIONS))
VISUAL, LIMB = DISABILITY_KINDS.index("visual"), DISABILITY_KINDS.index("limb")
INTELLECTUAL, MENTAL = DISABILITY_KINDS.index("intellectual"), DISABILITY_KINDS.index("mental")
UNIVERSITY, POSTGRADUATE = STUDENT.index("university"), STUDENT.index("postgraduate")
EXTREMELY_SEVERE, SEVERE, MEDIUM = 1, 2, 3  # disability grades as the card prints them

COUNTED_BECAUSE = {
    1: "申请人本人",
    2: "配偶",
    3: "未成年子女",
    4: "成年子女，在读全日制本科及以下学历，不能独立生活",
    5: "成年子女，不能独立生活",
    6: "有法定赡养、抚养、扶养义务，长期共同居住",
    7: "连续三年以上脱离家庭独立生活的宗教教职人员，不计入",
    8: "正在服刑，不计入",
    9: "正在强制隔离戒毒，不计入",
    10: "宣告失踪，不计入",
    11: "成年子女，能独立生活，未共同居住，不计入",
    12: "未长期共同居住，或没有法定义务，不计入",
}


@column("member", "flag", "未成年", "57.7", how="满 {age} 周岁，成年年龄 {age_of_majority} 周岁")
def minor(age: Ints, age_of_majority: int) -> Flags:
    return age < age_of_majority


@column("member", "flag", "成年子女", "57.7")
def adult_child(relation: Codes, minor: Flags) -> Flags:
    return (relation == CHILD) & ~minor


@column("member", "flag", "成年在读子女", "57.7")
def studying_child(adult_child: Flags, student: Codes) -> Flags:
    return adult_child & (student > 0) & (student <= UNIVERSITY)


@column("member", "flag", "能独立生活的成年子女", "57.7")
def independent_child(adult_child: Flags, studying_child: Flags, student: Codes, independent: Codes) -> Flags:
    """A postgraduate is taken as able to live alone unless the facts say otherwise: 57号 stops at the first degree."""
    alone = (independent == 1) | ((independent == NOT_KNOWN) & (student == POSTGRADUATE))
    return adult_child & ~studying_child & alone


@column("member", "flag", "共同生活", "57.7")
def lives_in(relation: Codes, co_residing: Codes, studying_child: Flags, independent_child: Flags) -> Flags:
    """Left out: the applicant, spouse, dependent children and direct relatives live in; independent adult children,
    siblings and others don't."""
    usual = ~independent_child & (relation <= GRANDPARENT)
    return (co_residing == 1) | ((co_residing == NOT_KNOWN) & usual) | studying_child | (relation == SELF)


@column("member", "flag", "计入家庭成员", "57.7")
def counted(lives_in: Flags, absent: Codes) -> Flags:
    return lives_in & (absent == 0)


@column("member", "code", "家庭成员", "57.7", words=COUNTED_BECAUSE)
def counted_because(
    counted: Flags,
    relation: Codes,
    absent: Codes,
    minor: Flags,
    studying_child: Flags,
    adult_child: Flags,
    independent_child: Flags,
) -> Codes:
    return first_matching(
        12,
        (absent == 1, 7),
        (absent == 2, 8),
        (absent == 3, 9),
        (absent == 4, 10),
        (~counted & independent_child, 11),
        (~counted, 12),
        (relation == SELF, 1),
        (relation == SPOUSE, 2),
        ((relation == CHILD) & minor, 3),
        (studying_child, 4),
        (adult_child & ~independent_child, 5),
        (counted, 6),
    )


@column("member", "flag", "重度残疾", ("57.8", "zjdp.26"))
def severely_disabled(disability_kind: Codes, disability_grade: Codes) -> Flags:
    return (disability_kind > 0) & (disability_grade >= EXTREMELY_SEVERE) & (disability_grade <= SEVERE)


@column("member", "flag", "三级智力、精神残疾", "57.8")
def mental_medium(disability_kind: Codes, disability_grade: Codes) -> Flags:
    mind = (disability_kind == INTELLECTUAL) | (disability_kind == MENTAL)
    return mind & (disability_grade == MEDIUM)


@column("household", "count", "计入的成员", "57.7")
def counted_members(counted: Flags, homes: Homes) -> Ints:
    return homes.count(counted)


@column("household", "count", "其中已符合特困", "43.4")
def tekun_members(tekun_member: Flags, counted: Flags, homes: Homes) -> Ints:
    return homes.count(tekun_member & counted)


@column("household", "flag", "计入的成员都是特困", "43.4")
def everyone_tekun(tekun_members: Ints, counted_members: Ints) -> Flags:
    return (tekun_members > 0) & (tekun_members == counted_members)


@column("member", "flag", "纳入低保、低边计算", "57.7")
def assessed(counted: Flags, tekun_member: Flags, everyone_tekun: Flags, homes: Homes) -> Flags:
    """Who is 特困 isn't 低保. Where everybody counted is 特困 they stay, so the income keeps a value to show."""
    some = np.flatnonzero(tekun_member)
    rest = counted.copy()
    rest[some] &= everyone_tekun[homes.owner[some]]
    return rest


@column("household", "count", "家庭人口", "57.7")
def members(counted_members: Ints, tekun_members: Ints, everyone_tekun: Flags) -> Ints:
    return counted_members - tekun_members * ~everyone_tekun


@column("member", "count", "纳入计算（0 或 1）", "57.7")
def share_in_sums(assessed: Flags) -> Ints:
    """1 for who is assessed: what a member's money is multiplied by before it is added up."""
    return assessed.astype(np.int64)
