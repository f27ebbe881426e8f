"""The posts there are, with their Chinese names. Labels only; who may do what stands in duties."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """A post kind: its name on forms, its short name in menus, what the sign-in page says it does."""

    key: str
    label: str
    does: str
    district: bool = False  # sits in the district rather than in one township, and sees all of it …
    outside: bool = False  # … unless it belongs to an outside body, which sees what its matter needs: no row as yet


POSTS = {
    p.key: p
    for p in (
        Post("handler", "经办人", "登记申请、入户、送初审"),
        Post("second_investigator", "调查人", "同去入户、确认记录"),
        Post("village_worker", "村工作人员", "帮办、走访、张贴公示"),
        Post("social_affairs_head", "社会事务办负责人", "委托确认、初审"),
        Post("leader_in_charge", "分管领导", "审批、延期"),
        Post("finance_preparer", "制单", "编制发放单"),
        Post("finance_releaser", "复核", "放行发放"),
        Post("bureau_officer", "救助科", "监督、抽查，不办个案", district=True),
        Post("steward", "管理员", "岗位、数字、合作方", district=True),
        Post("check_centre", "核对中心", "经济状况核对", district=True, outside=True),
        Post("service_centre", "政务服务中心", "通报", district=True, outside=True),
        Post("department_officer", "部门联办", "办理联办事项", district=True, outside=True),
        Post("discipline_observer", "纪检监督员", "列席评议、看抽查"),
        Post("system", "系统", "按时提醒和记录", district=True),
    )
}


# Posts that decide, release money, or are the second of two people: nobody gets into one by a single person's word.
LETS_THROUGH = frozenset({"leader_in_charge", "finance_releaser", "bureau_officer", "steward"})

# The offices every township has, and those the district may have, by kind.
TOWNSHIP_OFFICES = {
    "window": "社会救助窗口",
    "social_affairs": "社会事务办",
    "leadership": "班子",
    "finance": "财政所",
    "discipline": "纪（工）委",
}
DISTRICT_OFFICES = {
    "bureau": "区民政局",
    "check_centre": "区核对中心",
    "service_centre": "区政务服务中心",
    "department": "区级部门",
}
PUBLIC = "public"
NO_POSTS = {PUBLIC: "公示栏"}  # who acts without holding a post: somebody at the public board


def label(post: str) -> str:
    """The Chinese name of a post."""
    return POSTS[post].label if post in POSTS else NO_POSTS.get(post, post)
