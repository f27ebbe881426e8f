"""The facts a determination starts from: the input columns of a household and of its members, with their codes.

A fact left out means *not looked into* and takes `default`. Yearly money is int64 fen for twelve months.
The same names are the columns of a table for `jiuzhu assess --table` (see README.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jiuzhu.law.rules.engine import NOT_KNOWN, Entity, Unit

RELATIONS = ("self", "spouse", "child", "grandchild", "parent", "grandparent", "sibling", "other")
DISABILITY_KINDS = ("none", "visual", "hearing", "speech", "limb", "intellectual", "mental", "multiple")
STUDENT = ("none", "preschool", "compulsory", "senior", "vocational", "university", "postgraduate")
ABSENT = ("none", "clergy_3_years", "prison", "drug_isolation", "missing")
SUPPORTERS = ("able", "none", "unable")
SEXES = ("female", "male")
CARE_ITEMS = ("eating", "dressing", "bed", "toilet", "walking", "bathing")
CARE_LEVELS = ("full", "moderate", "mild", "able")
SUPPORT_FORMS = ("concentrated", "dispersed")
INSTITUTIONS = ("none", "bought", "public")

CODE_LISTS: Mapping[str, tuple[str, ...]] = {
    "relation": RELATIONS,
    "disability_kind": DISABILITY_KINDS,
    "student": STUDENT,
    "absent": ABSENT,
    "supporters": SUPPORTERS,
    "self_care_level": CARE_LEVELS,
    "support_form": SUPPORT_FORMS,
    "institution": INSTITUTIONS,
}

# The highest code of facts whose codes are numbers of their own.
HIGHEST: Mapping[str, int] = {"disability_grade": 4, "self_care_unmet_count": len(CARE_ITEMS)}

# Kind of income in a situation file -> the Chinese label of its line.
INCOME_KINDS: Mapping[str, str] = {
    "wages": "工资性收入",
    "business": "经营净收入",
    "property": "财产净收入",
    "transfer": "转移性收入",
    "pension": "转移性收入：养老金",
    "basic_pension_local": "转移性收入：基础养老金地方增发部分",
    "basic_pension_central": "转移性收入：中央基础养老金",
    "support": "转移性收入：赡养、抚养、扶养费",
    "social_insurance": "转移性收入：社会保险待遇",
    "old_age_allowance": "转移性收入：高龄津贴",
    "veteran_benefit": "优待抚恤金",
    "family_planning_reward": "计划生育奖励与扶助金",
    "scholarship": "奖学金",
    "bravery_award": "见义勇为奖励",
    "government_aid": "政府发放的救助款物",
    "other": "其他收入",
}
# Kind of spending -> label; `education` is taken down and has no effect on the income (57号 names illness, disability).
SPENDING_KINDS: Mapping[str, str] = {
    "work_cost": "必要就业成本",
    "business_cost": "经营成本",
    "property_cost": "财产出租等成本",
    "tax": "缴纳的税款",
    "social_insurance_paid": "缴纳的社会保险费",
    "support_paid": "付出的赡养、抚养、扶养费",
    "illness": "因病刚性支出",
    "disability": "因残刚性支出",
    "education": "教育支出",
    "other": "其他支出",
}


@dataclass(frozen=True)
class Fact:
    """One input column. `unit` code: the position in its list of words; −1 where nobody looked."""

    name: str
    entity: Entity
    unit: Unit
    default: int
    label: str


def _facts() -> dict[str, Fact]:
    member: list[tuple[str, Unit, int, str]] = [
        ("age", "count", 0, "周岁"),
        ("relation", "code", RELATIONS.index("other"), "与申请人关系"),
        ("disability_kind", "code", 0, "残疾类别"),
        ("disability_grade", "code", 0, "残疾等级"),
        ("serious_illness", "flag", 0, "患重病"),
        ("student", "code", 0, "就读阶段"),
        ("independent", "code", NOT_KNOWN, "成年子女能独立生活"),
        ("co_residing", "code", NOT_KNOWN, "长期共同居住"),
        ("absent", "code", 0, "不计入的在外情形"),
        ("clergy_on_premises_years", "code", 0, "在宗教活动场所居住年数"),
        ("supporters", "code", NOT_KNOWN, "户外法定义务人"),
        ("self_care_unmet_count", "code", NOT_KNOWN, "六项中不能自理的项数"),
        ("self_care_level", "code", NOT_KNOWN, "评估给出的自理能力等级"),
        ("in_tekun", "flag", 0, "已是特困人员"),
        ("new_job_months", "count", NOT_KNOWN, "享受低保期间就业已满月数"),
        ("new_job_wages", "fen_per_year", 0, "享受低保期间就业新增的工资"),
    ]
    member += [(f"income_{kind}", "fen_per_year", 0, label) for kind, label in INCOME_KINDS.items()]
    member += [(f"spending_{kind}", "fen_per_year", 0, label) for kind, label in SPENDING_KINDS.items()]
    household: list[tuple[str, Unit, int, str]] = [
        ("money", "fen", NOT_KNOWN, "货币财产"),
        ("homes_owned", "count", NOT_KNOWN, "住房"),
        ("vehicles", "count", NOT_KNOWN, "机动车船"),
        ("shops", "count", NOT_KNOWN, "店面、办公用房、厂房"),
        ("companies", "count", NOT_KNOWN, "公司"),
        ("home_area_below_average", "flag", 0, "两套住房人均面积低于平均"),
        ("support_form", "code", NOT_KNOWN, "供养形式"),
        ("institution", "code", NOT_KNOWN, "供养机构"),
    ]
    facts = [Fact(n, "member", u, d, w) for n, u, d, w in member]
    facts += [Fact(n, "household", u, d, w) for n, u, d, w in household]
    return {fact.name: fact for fact in facts}


FACTS: Mapping[str, Fact] = _facts()
