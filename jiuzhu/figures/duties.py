"""Who may propose and publish a figure: two people of the bureau, each with authority over figures."""

from jiuzhu.figures.models import CalendarYear, FigureProposal
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, no

KEEPERS = {"steward", "bureau_officer"}


def may_keep(actor: Actor) -> Answer:
    """The bureau's stewards and its section for assistance."""
    return YES if actor.post in KEEPERS else no("本区标准由区民政局管理员和救助科发布。")


def may_propose(actor: Actor) -> Answer:
    """Whoever keeps figures, as a person: the other one has to be somebody else."""
    if actor.person_id is None:
        return no("数字要由具体的人提出。")
    return may_keep(actor)


def may_publish(actor: Actor) -> Answer:
    """Keepers, or the system at set-up."""
    return YES if actor.post == "system" else may_keep(actor)


def may_publish_proposal(actor: Actor, proposal: FigureProposal) -> Answer:
    """Another natural person than the proposer, while it waits; two accounts of one person are one person."""
    if proposal.state != "waiting":
        return no("这个数字已经发布或撤回，不能再发布。")
    if actor.person_id == proposal.proposed_by_id:
        return no("这个数字是您提出的，须由另一个人发布。请找本局另一位有权发布的人。")
    return may_propose(actor)


def may_withdraw_proposal(actor: Actor, proposal: FigureProposal) -> Answer:
    """Either of the two, while it waits."""
    if proposal.state != "waiting":
        return no("这个数字已经发布或撤回，不能再撤回。")
    return may_propose(actor)


def may_publish_year(actor: Actor, row: CalendarYear) -> Answer:
    """Another natural person than the proposer, while it waits."""
    if row.state != "waiting":
        return no("这一年的安排已经发布或撤回。")
    if actor.person_id == row.proposed_by_id:
        return no("这一年的安排是您提出的，须由另一个人发布。请找本局另一位有权发布的人。")
    return may_propose(actor)


def may_withdraw_year(actor: Actor, row: CalendarYear) -> Answer:
    """Either of the two, while it waits."""
    if row.state != "waiting":
        return no("这一年的安排已经发布或撤回。")
    return may_propose(actor)
