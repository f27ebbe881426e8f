"""Who may register persons and see full numbers."""

from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.duties import YES, Answer, no

REGISTERING = {"handler", "village_worker", "steward", "system"}


def may_register_person(actor: Actor) -> Answer:
    """Handlers and village workers register families; stewards register officers."""
    return YES if actor.post in REGISTERING else no("登记家庭成员由经办人或村（社区）工作人员办理。")


def may_unmask(actor: Actor, township: str) -> Answer:
    """Only staff of the case's own township, or the bureau, and always with a reason."""
    if actor.kind != "person":
        return no("系统不能查看完整号码。")
    return YES if actor.scope in (DISTRICT, township) else no("只能查看本街道（乡镇）案件里的号码。")
