"""Who may do which step of a case, and why not. Pages, acts, API and tests ask here."""

import datetime as dt

from jiuzhu.cases import flow, looks, queries, standing
from jiuzhu.cases.models import Case, Enquiry, Objection, Publication
from jiuzhu.cases.queries import INVESTIGATING
from jiuzhu.decisions.duties import may_lay_hand
from jiuzhu.figures import duties as figures
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.duties import YES, Answer, first_no, no
from jiuzhu.law.figures import reading
from jiuzhu.law.procedure import SideAct, Step
from jiuzhu.offices.posts import label

# A side act of the applicant is entered at the window; the bureau's by its own officer.
SIDE_POSTS = {"applicant": "handler", "bureau": "bureau_officer"}
RECEIVING = {"handler", "village_worker", "bureau_officer"}
ENDED = {"granted": "已办结", "refused": "已作出不予确认决定", "withdrawn": "已撤回", "terminated": "已终止"}


def may_see(actor: Actor, township: str) -> Answer:
    """Staff see their township, the bureau the district."""
    return YES if actor.scope in (DISTRICT, township) else no("没有这个案件，或不属于您所在的街道（乡镇）。")


def may_receive(actor: Actor, township: str) -> Answer:
    """The window's handler receives applications of their own township (57.4)."""
    if actor.post not in {"handler", "system"}:
        return no(f"登记申请由经办人办理，您现在的岗位是{label(actor.post)}。")
    return may_see(actor, township)


def may_hand_in(actor: Actor, village: str) -> Answer:
    """The village worker hands in applications of their own village, nobody else's (57.6)."""
    if actor.post != "village_worker":
        return no(f"村（社区）递交由村（社区）工作人员办理，您现在的岗位是{label(actor.post)}。")
    own = queries.village_of(actor)
    if not own:
        return no("您的任命里没有写明是哪个村（社区），请先请管理员在机构和岗位里补上。")
    return YES if village == own else no("只能递交自己村（社区）的申请。")


def may_register(actor: Actor) -> Answer:
    """登记申请: the window receives, the village worker hands in; each asks their own duty further."""
    if actor.post in {"handler", "village_worker"}:
        return YES
    return no(f"登记申请由经办人和村（社区）工作人员办理，您现在的岗位是{label(actor.post)}。")


def may_see_registration(actor: Actor, enquiry: Enquiry) -> Answer:
    """The window sees those of its township, a village worker those of their village."""
    if actor.post == "village_worker" and enquiry.handed_in_by_id and enquiry.village == queries.village_of(actor):
        return YES
    return may_receive(actor, enquiry.township)


def may_do(actor: Actor, case: Case, step_key: str) -> Answer:
    """Whether the actor may do this step of this case now."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再办。")
    step = flow.step_of(case, step_key)
    barred = looks.of(case).barred if step_key == "visit" else set()
    return first_no(
        _place(actor, case),
        _resurvey(actor, case, barred) if barred else _post(actor, step),
        _is_open(case, step),
        _not_of_family(actor, case),
        _hand(actor, case, step),
    )


def _place(actor: Actor, case: Case) -> Answer:
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


def _is_open(case: Case, step: Step) -> Answer:
    current = looks.of(case).current
    if looks.of(case).waiting(step.key):
        return YES
    if step.key in current.done_steps:
        return no(f"“{step.label}”已经办过。")
    missing = [flow.step_of(case, n).label for n in step.needs if n not in current.done_steps]
    return no(f"还不能办“{step.label}”，要先完成：{'、'.join(missing)}。")


def _not_of_family(actor: Actor, case: Case) -> Answer:
    look = looks.of(case)
    if actor.person_id in look.family:
        return no("您是本户的家庭成员，须回避，请由同岗位的其他人办理。（通知第四条、57号第十一条）")
    if actor.person_id and any(row.officer_id == actor.person_id for row in look.relatives):
        return no("您登记为本户成员的近亲属，须回避，请由同岗位的其他人办理。（57号第十一条）")
    if actor.person_id and any(row.person_id == actor.person_id for row in look.agents):
        return no("您是本户的代理人，须回避，请由同岗位的其他人办理。")
    return YES


def _hand(actor: Actor, case: Case, step: Step) -> Answer:
    return may_lay_hand(actor, case.token, step.hand, looks.of(case).hands) if step.hand else YES


def may_countersign(actor: Actor, case: Case) -> Answer:
    """The named second investigator, whatever post they hold there."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再办。")
    step = flow.step_of(case, "visit_second")
    named = looks.of(case).waiting("visit_second")
    if named is not None and named.person_id != actor.person_id:
        return no("这份入户记录登记的另一名调查人不是您。")
    return first_no(_place(actor, case), _is_open(case, step), _not_of_family(actor, case), _hand(actor, case, step))


def may_beside(actor: Actor, case: Case, key: str) -> Answer:
    """Whether the actor may do this side act of the case's own procedure now (extend, withdraw, terminate …)."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再办。")
    side = next((a for a in flow.procedure_of(case).side_acts if a.key == key), None)
    if side is None:
        return no("本案的流程没有这一项。")
    return first_no(_place(actor, case), _side_post(actor, side), _side_open(case, side), _not_of_family(actor, case))


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


def may_deliver(actor: Actor, case: Case) -> Answer:
    """书面送达: the handler, while the refusal has not reached the family."""
    if actor.post != "handler":
        return no(f"“书面送达”由{label('handler')}办理，您现在的岗位是{label(actor.post)}。")
    open_now = YES if looks.of(case).waiting("deliver_refusal") else no("本案没有等待送达的不予确认决定。")
    return first_no(_place(actor, case), open_now)


def may_object_to_report(actor: Actor, case: Case) -> Answer:
    """复查: the applicant says it, the handler enters it, while finding or opinion is next (57.18)."""
    return may_beside(actor, case, "recheck")


def may_record_objection(actor: Actor, case: Case) -> Answer:
    """公示异议: whoever takes it at the window, in the village or at the bureau, while the notice stands."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}。不服的可以投诉举报，或者申请行政复议。")
    if actor.post not in RECEIVING:
        return no(f"异议由窗口、村（社区）或区民政局登记，您现在的岗位是{label(actor.post)}。")
    if looks.of(case).waiting("publication_end"):
        return _place(actor, case)
    return no("本案没有正在进行的公示。公示以外的反映请登记为投诉举报。")


def may_object_on_board(case: Case, notice: Publication, on: dt.date) -> Answer:
    """公示栏上提意见: anybody, as long as the notice stands there."""
    if case.state == "open" and notice.closed_on is None and notice.first_day <= on <= notice.last_day:
        return YES
    return no("这一户的公示已经结束。还有意见的，请到窗口、打电话，或者向区民政局投诉举报。")


def may_photograph_notice(actor: Actor, case: Case) -> Answer:
    """公示照片: the handler or the village worker who posted the sheet, while the case is open (57.19)."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再加公示照片。")
    if actor.post not in {"handler", "village_worker"}:
        return no(f"公示照片由经办人和村（社区）工作人员上传，您现在的岗位是{label(actor.post)}。")
    if not looks.of(case).notices:
        return no("本案还没有张榜。开始公示以后，把单子贴出去拍照，再上传。")
    return first_no(
        _place(actor, case), _not_of_family(actor, case), may_lay_hand(actor, case.token, 1, looks.of(case).hands)
    )


def may_answer_objection(actor: Actor, objection: Objection) -> Answer:
    """答复: the handler, once the new survey has its finding; an objection without a name has nobody to answer."""
    case = objection.case
    if not objection.named:
        return no("这件异议没有署名，不用答复。")
    if objection.answered_on is not None:
        return no("这件异议已经答复过。")
    if actor.post != "handler":
        return no(f"异议由经办人答复，您现在的岗位是{label(actor.post)}。")
    found = looks.of(case).finding
    surveyed = objection.handled_round is not None and found and found.round_no >= objection.handled_round
    return _place(actor, case) if surveyed else no("重新调查还没有结论，有了结论再答复。")


def may_set_aside_objection(actor: Actor, objection: Objection, on: dt.date) -> Answer:
    """不按异议处理: the head of social affairs, neither who recorded it nor who surveyed, while the notice is open."""
    case = objection.case
    if case.state != "open" or objection.handled_round is not None or objection.set_aside_on is not None:
        return no("这件异议已经处理过。")
    if actor.post != "social_affairs_head":
        return no(f"是否不按异议处理由社会事务办负责人决定，您现在的岗位是{label(actor.post)}。")
    if objection.recorded_by_id is not None and objection.recorded_by_id == actor.person_id:
        return no("这件异议是您登记的，须由另一个人决定。")
    if not reading("objection_set_aside", on, case.township, overlay()).value:
        return no("本区不采用“不按异议处理”，收到的异议都要重新调查。")
    return first_no(
        _place(actor, case), _not_of_family(actor, case), may_lay_hand(actor, case.token, 2, looks.of(case).hands)
    )


def may_arrange_resurvey(actor: Actor, case: Case) -> Answer:
    """Who shall survey again: the handler arranges it, also one who may not do it."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再办。")
    if actor.post != "handler":
        return no(f"重新调查由经办人安排，您现在的岗位是{label(actor.post)}。")
    if not looks.of(case).waiting("visit") or not looks.of(case).barred:
        return no("本案现在没有等待重新调查的异议。")
    return first_no(_place(actor, case), _not_of_family(actor, case))


def may_record_appraisal(actor: Actor, case: Case) -> Answer:
    """民主评议 in place of the new survey, as long as nobody has begun it."""
    return first_no(may_arrange_resurvey(actor, case), may_lay_hand(actor, case.token, 1, looks.of(case).hands))


def may_record_complaint(actor: Actor, case: Case) -> Answer:
    """投诉举报: whoever takes it."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}。对已有决定的投诉举报另行登记。")
    if actor.post not in RECEIVING | {"social_affairs_head", "discipline_observer"}:
        return no(f"投诉举报由窗口、社会事务办、纪检或区民政局登记，您现在的岗位是{label(actor.post)}。")
    return _place(actor, case)


def may_record_bureau_visit(actor: Actor, case: Case) -> Answer:
    """区民政局入户: its officer, nobody who reviewed or approves (57.20)."""
    return first_no(may_beside(actor, case, "bureau_visit"), may_lay_hand(actor, case.token, 1, looks.of(case).hands))


def may_conclude(case: Case) -> Answer:
    """Whether the case may be approved or refused now; sending it back is always possible."""
    if standing.bureau_visit_missing(case):
        why = "有投诉举报" if case.complaints.exists() else "有近亲属备案"
        return no(f"本案{why}，要等区民政局入户调查后才能决定，请先请区民政局入户。（57号第二十条）")
    if waiting := standing.unanswered(case).count():
        return no(f"有 {waiting} 件署名的异议还没有答复，请经办人先答复。（57号第十九条）")
    return YES


def may_correct(actor: Actor, case: Case) -> Answer:
    """更正笔误: the handler, until the finding of this round is made."""
    answer = _by_handler(actor, case, "笔误由经办人更正", "不能再办")
    if answer.yes and "finding" in looks.of(case).current.done_steps:
        return no("本案已经送初审，不能直接更正。确有错误，请审核人或分管领导退回后再更正。")
    return answer


def may_agree_programme(actor: Actor, case: Case) -> Answer:
    """改按另一种办理: the family agrees at the window, when the survey is complete and before an opinion is given."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再办。")
    if actor.post != "handler":
        return no(f"改按另一种救助办理由经办人登记，您现在的岗位是{label(actor.post)}。")
    if not _surveyed(case) or "opinion" in looks.of(case).current.done_steps:
        return no("核对和入户都完成以后、提出初审意见以前，才能改按另一种救助办理。")
    return first_no(
        _place(actor, case), _not_of_family(actor, case), may_lay_hand(actor, case.token, 1, looks.of(case).hands)
    )


def _surveyed(case: Case) -> bool:
    return {"check_report", "visit_second"} <= set(looks.of(case).current.done_steps)


def may_record_supporters(actor: Actor, case: Case) -> Answer:
    """登记义务人情况: the handler, once the family was visited and until the finding of this round is made (43.8)."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再办。")
    if actor.post != "handler":
        return no(f"义务人的情况由经办人登记，您现在的岗位是{label(actor.post)}。")
    done = looks.of(case).current.done_steps
    if "visit" not in done:
        return no("义务人的情况在入户时查，请先登记入户。")
    if "finding" in done:
        return no("本案已经送初审。确有错误，请审核人或分管领导退回后再登记。")
    return first_no(
        _place(actor, case), _not_of_family(actor, case), may_lay_hand(actor, case.token, 1, looks.of(case).hands)
    )


def may_register_relative(actor: Actor, case: Case) -> Answer:
    """近亲属备案 that comes to light later: the handler, while the case is open (57.11)."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再登记近亲属备案。")
    if actor.post != "handler":
        return no(f"近亲属备案由经办人登记，您现在的岗位是{label(actor.post)}。")
    return first_no(_place(actor, case), may_lay_hand(actor, case.token, 1, looks.of(case).hands))


def may_renew_consent(actor: Actor, case: Case) -> Answer:
    """补签核对授权: the handler, while the case is open (57.9)."""
    return _by_handler(actor, case, "核对授权由经办人登记", "不用再签核对授权")


def may_change_agent(actor: Actor, case: Case) -> Answer:
    """委托代理: the handler, while the case is open (57.6)."""
    return _by_handler(actor, case, "委托代理由经办人登记", "不用再登记代理人")


def _by_handler(actor: Actor, case: Case, whose: str, ended: str) -> Answer:
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，{ended}。")
    if actor.post != "handler":
        return no(f"{whose}，您现在的岗位是{label(actor.post)}。")
    return first_no(
        _place(actor, case), _not_of_family(actor, case), may_lay_hand(actor, case.token, 1, looks.of(case).hands)
    )


def may_request_assistance(actor: Actor, case: Case) -> Answer:
    """发协查函: the handler, while the case is open and no finding of this round is made (57.5)."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不用再请外地协查。")
    if actor.post != "handler":
        return no(f"协查函由经办人发，您现在的岗位是{label(actor.post)}。")
    if "finding" in looks.of(case).current.done_steps:
        return no("本案已经送初审。还要查的，请审核人或分管领导退回后再发协查函。")
    return first_no(
        _place(actor, case), _not_of_family(actor, case), may_lay_hand(actor, case.token, 1, looks.of(case).hands)
    )


def may_record_assistance(actor: Actor, case: Case) -> Answer:
    """登记协查回复: the handler, as long as a letter of an open case waits for its answer (57.5)."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，协查回复不用再登记。")
    if actor.post != "handler":
        return no(f"协查回复由经办人登记，您现在的岗位是{label(actor.post)}。")
    if all(row.answered_on is not None for row in looks.of(case).assistance):
        return no("本案没有在等回复的协查函。")
    return first_no(
        _place(actor, case), _not_of_family(actor, case), may_lay_hand(actor, case.token, 1, looks.of(case).hands)
    )


def may_add_paper(actor: Actor, case: Case) -> Answer:
    """材料: the handler at the window or the village worker at the family's home, while the case is open."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再加材料。")
    if actor.post not in {"handler", "village_worker"}:
        return no(f"材料由经办人和村（社区）工作人员录入，您现在的岗位是{label(actor.post)}。")
    return first_no(
        _place(actor, case), _not_of_family(actor, case), may_lay_hand(actor, case.token, 1, looks.of(case).hands)
    )
