"""Where each post works: its desk's name, first page and tabs. A tab to a desk that isn't built yet isn't shown."""

from dataclasses import dataclass, replace
from functools import cache

from django.urls import Resolver404, resolve

from jiuzhu.offices.posts import label


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of a desk; `counts` names the number shown on it."""

    label: str
    address: str
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of a post, as the bar shows it."""

    label: str
    home: str
    tabs: tuple[Tab, ...]


WORKLIST = Tab("待办", "/worklist/", "waiting")
CASES = Tab("案件", "/cases/")
BOARD = Tab("公示", "/board/{township}/", "published")
FIND = Tab("查找", "/search/")
PROVINCE = Tab("省系统", "/province/")

INVESTIGATION = Desk("经办", "/worklist/", (WORKLIST, Tab("登记申请", "/intake/new/"), CASES, BOARD, PROVINCE, FIND))
VISITS = Desk("调查", "/worklist/", (WORKLIST, CASES, BOARD, FIND))
VILLAGE = replace(
    VISITS, tabs=(WORKLIST, Tab("登记申请", "/intake/new/"), Tab("递交的申请", "/intake/waiting/"), CASES, BOARD, FIND)
)
REVIEW = Desk("审核", "/worklist/", (WORKLIST, CASES, BOARD, PROVINCE, FIND))
APPROVAL = Desk("审批", "/worklist/", (WORKLIST, CASES, BOARD, PROVINCE, FIND))
RETURNED, LEDGER = Tab("退票", "/payout/returned/"), Tab("账目", "/payout/ledger/")
UNKNOWN = Tab("未知", "/payout/unknown/")
PAYOUT = Desk("发放", "/payout/", (Tab("发放", "/payout/"), RETURNED, UNKNOWN, LEDGER, PROVINCE, FIND))
OVERSIGHT = Desk("监督", "/oversight/", (Tab("概览", "/oversight/"), FIND))

FIGURES, OFFICES = Tab("数字", "/stewards/figures/"), Tab("机构和岗位", "/stewards/offices/")
CALENDAR, STATUS = Tab("日历", "/stewards/calendar/"), Tab("系统状态", "/stewards/status/")
PARTNERS = Tab("合作方", "/stewards/partners/")
BUREAU = replace(OVERSIGHT, tabs=(*OVERSIGHT.tabs, FIGURES, CALENDAR, OFFICES, PARTNERS))
STEWARDS = Desk(
    "管理",
    "/stewards/figures/",
    (FIGURES, CALENDAR, OFFICES, Tab("工作交接", "/handovers/"), PARTNERS, STATUS, Tab("概览", "/oversight/"), FIND),
)

CHECKS = Desk("核对", "/checkcentre/", (Tab("核对请求", "/checkcentre/"),))

DESKS = {
    "handler": INVESTIGATION,
    "second_investigator": VISITS,
    "village_worker": VILLAGE,
    "social_affairs_head": REVIEW,
    "leader_in_charge": APPROVAL,
    "finance_preparer": PAYOUT,
    "finance_releaser": PAYOUT,
    "bureau_officer": BUREAU,
    "steward": STEWARDS,
    "discipline_observer": OVERSIGHT,
    "check_centre": CHECKS,
}


def desk_of(post: str) -> Desk:
    """The desk of a post; posts without one of their own have the worklist."""
    return DESKS.get(post) or Desk(label(post), WORKLIST.address, (WORKLIST,))


def tabs_of(post: str, township: str) -> tuple[Tab, ...]:
    """The tabs of the post's desk whose pages exist, for this township."""
    found = (replace(tab, address=tab.address.format(township=township)) for tab in desk_of(post).tabs)
    return tuple(tab for tab in found if built(tab.address))


@cache
def built(address: str) -> bool:
    """Whether some desk answers this address."""
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
