"""Who may do a side act: what can happen beside the steps of the procedure, as long as the case is open."""

from jiuzhu.cases import flow, looks
from jiuzhu.cases.duties.seeing import ENDED, RECEIVING
from jiuzhu.cases.duties.steps import not_of_family, place
from jiuzhu.cases.models import Case
from jiuzhu.decisions.duties import may_lay_hand
from jiuzhu.figures import duties as figures
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, first_no, no
from jiuzhu.law.procedure import SideAct
from jiuzhu.offices.posts import label

# A side act of the applicant is entered at the window; the bureau's by its own officer.
SIDE_POSTS = {"applicant": "handler", "bureau": "bureau_officer"}


def may_beside(actor: Actor, case: Case, key: str) -> Answer:
    """Whether the actor may do this side act of the case's own procedure now (extend, withdraw, terminate …)."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再办。")
    side = next((a for a in flow.procedure_of(case).side_acts if a.key == key), None)
    if side is None:
        return no("本案的流程没有这一项。")
    return first_no(place(actor, case), _side_post(actor, side), _side_open(case, side), not_of_family(actor, case))


def _side_post(actor: Actor, side: SideAct) -> Answer:
    post = SIDE_POSTS.get(side.post, side.post)
    return YES if actor.post == post else no(f"“{side.label}”由{label(post)}办理，您现在的岗位是{label(actor.post)}。")


def _side_open(case: Case, side: SideAct) -> Answer:
    procedure = flow.procedure_of(case)
    if side in procedure.side_acts_open(flow.marking_of(looks.of(case).current)):
        return YES
    when = "、".join(s.label for s in procedure.steps if s.key in side.while_open)
    return no(f"现在不能办“{side.label}”，只能在这些环节等待办理时办：{when}。")


def may_extend(actor: Actor, case: Case) -> Answer:
    """延长期限: the leader in charge; whether the check took long enough is the act's question (n1.3)."""
    return may_beside(actor, case, "extend")


def may_recount(actor: Actor) -> Answer:
    """重新计算期限: follows from whoever publishes a calendar year; nobody asks for it by itself (n1.3)."""
    return figures.may_publish(actor)


def may_withdraw(actor: Actor, case: Case) -> Answer:
    """撤回: the applicant says it, the handler enters it."""
    return may_beside(actor, case, "withdraw")


def may_terminate(actor: Actor, case: Case) -> Answer:
    """终止: the leader in charge, and nobody who investigated or reviewed this case (57.29, n1.1)."""
    return first_no(may_beside(actor, case, "terminate"), may_lay_hand(actor, case.token, 3, looks.of(case).hands))


def may_object_to_report(actor: Actor, case: Case) -> Answer:
    """复查: the applicant says it, the handler enters it, while finding or opinion is next (57.18)."""
    return may_beside(actor, case, "recheck")


def may_record_complaint(actor: Actor, case: Case) -> Answer:
    """投诉举报: whoever takes it."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}。对已有决定的投诉举报另行登记。")
    if actor.post not in RECEIVING | {"social_affairs_head", "discipline_observer"}:
        return no(f"投诉举报由窗口、社会事务办、纪检或区民政局登记，您现在的岗位是{label(actor.post)}。")
    return place(actor, case)


def may_record_bureau_visit(actor: Actor, case: Case) -> Answer:
    """区民政局入户: its officer, nobody who reviewed or approves (57.20)."""
    return first_no(may_beside(actor, case, "bureau_visit"), may_lay_hand(actor, case.token, 1, looks.of(case).hands))
