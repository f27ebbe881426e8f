"""Codes of the registry with their Chinese labels, in the order a form offers them."""

RELATIONS = {
    "self": "本人", "spouse": "配偶", "child": "子女", "parent": "父母", "grandchild": "孙子女",
    "grandparent": "祖父母", "sibling": "兄弟姐妹", "other": "其他",
}  # fmt: skip
DISABILITY_KINDS = {
    "visual": "视力", "hearing": "听力", "speech": "言语", "limb": "肢体", "intellectual": "智力", "mental": "精神",
    "multiple": "多重",
}  # fmt: skip
STUDENTS = {
    "none": "不在读", "preschool": "幼儿园", "compulsory": "小学、初中", "senior": "普通高中", "vocational": "中职",
    "university": "本科、大专", "postgraduate": "研究生",
}  # fmt: skip
INCOME_KINDS = {
    "wages": "工资、零工", "business": "经营、种养、捕捞", "property": "租金、利息、分红", "support": "赡养费、抚养费",
    "basic_pension_central": "基础养老金（国家部分）", "basic_pension_local": "基础养老金（地方加发）",
    "transfer": "退休金、其他转移收入", "old_age_allowance": "高龄津贴", "veteran_benefit": "优待抚恤金",
    "government_aid": "政府救助、补贴", "scholarship": "奖学金", "other": "其他收入",
}  # fmt: skip
SPENDING_KINDS = {
    "illness": "自付医药费",
    "disability": "残疾康复与辅具",
    "work_cost": "必要就业成本",
    "education": "教育",
}
PERIODS = {"month": "月", "year": "年"}
ABSENT = {
    "none": "在家",
    "prison": "服刑",
    "drug_isolation": "强制隔离戒毒",
    "missing": "宣告失踪",
    "clergy_3_years": "出家满 3 年",
}
# What a permission to check is given for (57.9): this application, or also the reviews while the family receives help.
CONSENT_SCOPES = {"application": "本次申请的核对", "with_reviews": "本次申请的核对和享受期间的定期核查"}
# What an agent may do under the power of attorney.
AGENT_SCOPES = {"apply": "代为申请、提交材料", "all": "代为申请、提交材料、签收文书"}
# 近亲属 (57.11), and whoever else the family names.
NEAR_RELATIVES = {
    "spouse": "配偶", "child": "子女", "parent": "父母", "sibling": "兄弟姐妹", "grandparent": "祖父母、外祖父母",
    "grandchild": "孙子女、外孙子女", "other": "其他亲属",
}  # fmt: skip
YES_NO = {True: "是", False: "否"}
SOURCES = {"declared": "申报", "check": "核对报告", "visit": "入户"}
SUPPORTERS = {"none": "没有", "unable": "有，都没有履行能力", "able": "有，有履行能力"}
# What somebody outside the household who owes support answered when asked whether they may be checked (ssf.41).
SUPPORTER_ANSWERS = {
    "signed": "已签核对授权书", "refused": "不愿意签", "unreachable": "联系不上", "not_owing": "查明不是法定义务人",
}  # fmt: skip
UNSIGNED = tuple(answer for answer in SUPPORTER_ANSWERS if answer != "signed")
SUPPORT_FORMS = {"dispersed": "分散供养（在家）", "concentrated": "集中供养（进机构）"}
SELF_CARE = {
    "eating": "自主吃饭", "dressing": "自主穿衣", "bed": "自主上下床", "toilet": "自主如厕", "walking": "室内自主行走",
    "bathing": "自主洗澡",
}  # fmt: skip
