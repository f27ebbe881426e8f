"""Who may do which step of a case's procedure; the parts other duties are made of."""

from jiuzhu.cases import flow, looks, standing
from jiuzhu.cases.duties.seeing import ENDED, may_see
from jiuzhu.cases.models import Case, MeansCheck
from jiuzhu.cases.queries import INVESTIGATING
from jiuzhu.decisions.duties import may_lay_hand
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, first_no, no
from jiuzhu.law.procedure import Step
from jiuzhu.offices.posts import label


def may_do(actor: Actor, case: Case, step_key: str) -> Answer:
    """Whether the actor may do this step of this case now."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再办。")
    step = flow.step_of(case, step_key)
    barred = looks.of(case).barred if step_key == "visit" else set()
    return first_no(
        place(actor, case),
        _resurvey(actor, case, barred) if barred else _post(actor, step),
        is_open(case, step),
        not_of_family(actor, case),
        own_hand(actor, case, step),
    )


def place(actor: Actor, case: Case) -> Answer:
    return may_see(actor, case.township)


def _post(actor: Actor, step: Step) -> Answer:
    if actor.post == step.post or (actor.post == "system" and step.hand is None):
        return YES
    return no(f"“{step.label}”由{label(step.post)}办理，您现在的岗位是{label(actor.post)}。")


def _resurvey(actor: Actor, case: Case, barred: set[int]) -> Answer:
    """After an objection any investigator of the township may record the visit, but nobody who surveyed before."""
    if actor.post not in INVESTIGATING:
        return no(f"重新调查由调查人办理，您现在的岗位是{label(actor.post)}。")
    if actor.person_id in barred:
        return no(
            "公示有异议，要由没有调查过本户的两个人重新调查，您调查过本户。请交给别的调查人，或者改用民主评议。"
            "（57号第十九条）"
        )
    named = looks.of(case).waiting("visit")
    if named is not None and named.person is not None and named.person_id != actor.person_id:
        return no(f"重新调查已经交给{named.person.name}登记。")
    return YES


def is_open(case: Case, step: Step) -> Answer:
    current = looks.of(case).current
    if looks.of(case).waiting(step.key):
        return YES
    if step.key in current.done_steps:
        return no(f"“{step.label}”已经办过。")
    missing = [flow.step_of(case, n).label for n in step.needs if n not in current.done_steps]
    return no(f"还不能办“{step.label}”，要先完成：{'、'.join(missing)}。")


def not_of_family(actor: Actor, case: Case) -> Answer:
    look = looks.of(case)
    if actor.person_id in look.family:
        return no("您是本户的家庭成员，须回避，请由同岗位的其他人办理。（通知第四条、57号第十一条）")
    if actor.person_id and any(actor.person_id in (row.records or ()) for row in look.relatives):
        return no("您登记为本户成员的近亲属，须回避，请由同岗位的其他人办理。（57号第十一条）")
    if actor.person_id and any(actor.person_id in (row.records or ()) for row in look.agents):
        return no("您是本户的代理人，须回避，请由同岗位的其他人办理。")
    if actor.person_id and any(actor.person_id in (row.records or ()) for row in look.owing):
        return no("您登记为本户的户外义务人，须回避，请由同岗位的其他人办理。（57号第十一条）")
    return YES


def free_for_hand(actor: Actor, case: Case, hand: int) -> Answer:
    """Of the township, not of the family, and in no other hand of this case (n1.1, 57.11)."""
    return first_no(
        place(actor, case), not_of_family(actor, case), may_lay_hand(actor, case.token, hand, looks.of(case).hands)
    )


def own_hand(actor: Actor, case: Case, step: Step) -> Answer:
    return may_lay_hand(actor, case.token, step.hand, looks.of(case).hands) if step.hand else YES


def may_countersign(actor: Actor, case: Case) -> Answer:
    """The named second investigator, whatever post they hold there."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再办。")
    step = flow.step_of(case, "visit_second")
    named = looks.of(case).waiting("visit_second")
    if named is not None and named.person_id != actor.person_id:
        return no("这份入户记录登记的另一名调查人不是您。")
    return first_no(place(actor, case), is_open(case, step), not_of_family(actor, case), own_hand(actor, case, step))


def may_report(actor: Actor, case: Case, check: MeansCheck) -> Answer:
    """核对: who begins a check and files its report; one about supporters only is no step of the case."""
    if not check.beside:
        return may_do(actor, case, "check_report")
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不用再核对。")
    if actor.post not in {"check_centre", "system"}:
        return no(f"核对由{label('check_centre')}办理，您现在的岗位是{label(actor.post)}。")
    return place(actor, case)


def may_deliver(actor: Actor, case: Case) -> Answer:
    """书面送达: the handler, while the refusal has not reached the family."""
    if actor.post != "handler":
        return no(f"“书面送达”由{label('handler')}办理，您现在的岗位是{label(actor.post)}。")
    open_now = YES if looks.of(case).waiting("deliver_refusal") else no("本案没有等待送达的不予确认决定。")
    return first_no(place(actor, case), open_now)


def may_conclude(case: Case) -> Answer:
    """Whether the case may be approved or refused now; sending it back is always possible."""
    if standing.bureau_visit_missing(case):
        why = "有投诉举报" if case.complaints.exists() else "有近亲属备案"
        return no(f"本案{why}，要等区民政局入户调查后才能决定，请先请区民政局入户。（57号第二十条）")
    if waiting := standing.unanswered(case).count():
        return no(f"有 {waiting} 件署名的异议还没有答复，请经办人先答复。（57号第十九条）")
    return YES
