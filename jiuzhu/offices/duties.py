"""Who may sign in, appoint, and move the demo's day."""

from django.conf import settings

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, no


def may_appoint(actor: Actor) -> Answer:
    """Stewards and the system at set-up."""
    return YES if actor.post in {"steward", "system"} else no("岗位由区民政局管理员维护。")


def may_move_day(actor: Actor) -> Answer:
    """Any signed-in person of the demo; the clock itself refuses outside it."""
    return YES if actor.kind == "person" or actor.post == "system" else no("请先登录再调整演示日期。")


def may_sign_in_demo(actor: Actor) -> Answer:
    """The sign-in page of the demo, and nothing outside it."""
    return YES if settings.DEMO and actor.post == "system" else no("演示登录只在演示环境有。请用账号和密码登录。")
