"""Who may look over others' shoulders."""

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, no
from jiuzhu.offices.posts import label

OVERSEEING = {"bureau_officer", "steward", "discipline_observer"}


def may_oversee(actor: Actor) -> Answer:
    """The bureau and the stewards see the district, a discipline observer their township; none handles a case."""
    if actor.post in OVERSEEING:
        return YES
    return no(f"监督页面由区民政局和纪检监督员使用，您现在的岗位是{label(actor.post)}。请从自己的待办进入。")
