"""Who may determine everybody at once."""

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, no
from jiuzhu.offices.posts import label

DETERMINING = {"steward", "bureau_officer", "system"}


def may_determine(actor: Actor) -> Answer:
    """The bureau, for the whole district. Nothing is decided by it: a batch shows what the law would answer."""
    return YES if actor.post in DETERMINING else no(f"成批认定由区民政局办理，您现在的岗位是{label(actor.post)}。")
