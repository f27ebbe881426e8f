"""Who may print a case's notices: those who handle it. Every page asked for stands in the access log."""

from jiuzhu.cases.duties import may_see
from jiuzhu.cases.models import Case
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, first_no, no
from jiuzhu.offices.posts import label

POSTS = frozenset({"handler", "social_affairs_head", "leader_in_charge", "system"})


def may_print(actor: Actor, case: Case) -> Answer:
    """The three hands of the case's township, and the system; nobody else needs the family's papers."""
    return first_no(may_see(actor, case.township), _post(actor))


def _post(actor: Actor) -> Answer:
    if actor.post in POSTS:
        return YES
    return no(f"文书由办理本案的街道（乡镇）人员打印，您现在的岗位是{label(actor.post)}。")
