"""Who sees a township's cases, and who takes applications in."""

from jiuzhu.cases import queries
from jiuzhu.cases.models import Enquiry
from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.duties import YES, Answer, no
from jiuzhu.offices.posts import label

RECEIVING = {"handler", "village_worker", "bureau_officer"}
ENDED = {"granted": "已办结", "refused": "已作出不予确认决定", "withdrawn": "已撤回", "terminated": "已终止"}


def may_see(actor: Actor, township: str) -> Answer:
    """Staff see their township, the bureau the district."""
    return YES if actor.scope in (DISTRICT, township) else no("没有这个案件，或不属于您所在的街道（乡镇）。")


def may_receive(actor: Actor, township: str) -> Answer:
    """The window's handler receives applications of their own township (57.4)."""
    if actor.post not in {"handler", "system"}:
        return no(f"登记申请由经办人办理，您现在的岗位是{label(actor.post)}。")
    return may_see(actor, township)


def may_hand_in(actor: Actor, village: str) -> Answer:
    """The village worker hands in applications of their own village, nobody else's (57.6)."""
    if actor.post != "village_worker":
        return no(f"村（社区）递交由村（社区）工作人员办理，您现在的岗位是{label(actor.post)}。")
    own = queries.village_of(actor)
    if not own:
        return no("您的任命里没有写明是哪个村（社区），请先请管理员在机构和岗位里补上。")
    return YES if village == own else no("只能递交自己村（社区）的申请。")


def may_register(actor: Actor) -> Answer:
    """登记申请: the window receives, the village worker hands in; each asks their own duty further."""
    if actor.post in {"handler", "village_worker"}:
        return YES
    return no(f"登记申请由经办人和村（社区）工作人员办理，您现在的岗位是{label(actor.post)}。")


def may_see_registration(actor: Actor, enquiry: Enquiry) -> Answer:
    """The window sees those of its township, a village worker those of their village."""
    if actor.post == "village_worker" and enquiry.handed_in_by_id and enquiry.village == queries.village_of(actor):
        return YES
    return may_receive(actor, enquiry.township)
