"""Who may publish a figure."""

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, no


def may_publish(actor: Actor) -> Answer:
    """The bureau's steward, or the system at set-up."""
    return YES if actor.post in {"steward", "system"} else no("本区标准由区民政局管理员发布。")
