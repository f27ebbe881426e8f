"""Who may print a case's notices: those who handle it. Every page asked for stands in the access log."""

from jiuzhu.cases.duties import may_see
from jiuzhu.cases.models import Case
from jiuzhu.cases.queries import village_of
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, first_no, no
from jiuzhu.offices.posts import label

POSTED = frozenset({"publication", "announcement"})
STOPPED = frozenset({"withdrawn", "terminated"})
POSTS = frozenset({"handler", "social_affairs_head", "leader_in_charge", "system"})


def may_print(actor: Actor, case: Case) -> Answer:
    """The three hands of the case's township, and the system; nobody else needs the family's papers."""
    return first_no(may_see(actor, case.township), _post(actor))


def may_print_form(actor: Actor, case: Case, form: str) -> Answer:
    """The same; what hangs in the village also by the worker of that village, who posts it (57.19)."""
    if form == "publication" and case.state in STOPPED:
        return no("申请已经撤回或者终止，公示单不再张贴；已经贴出的请撤下。")
    if actor.post == "village_worker" and form in POSTED:
        own = village_of(actor)
        mine = YES if own and own == case.village else no("只能打印自己村（社区）的公示单和公布单。")
        return first_no(may_see(actor, case.township), mine)
    return may_print(actor, case)


def _post(actor: Actor) -> Answer:
    if actor.post in POSTS:
        return YES
    return no(f"文书由办理本案的街道（乡镇）人员打印，您现在的岗位是{label(actor.post)}。")
