"""Who may enter what comes to light while a case is open: facts, people, permissions, letters, papers."""

from jiuzhu.cases import looks
from jiuzhu.cases.duties.seeing import ENDED
from jiuzhu.cases.duties.steps import free_for_hand, place
from jiuzhu.cases.models import Case
from jiuzhu.decisions.duties import may_lay_hand
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import Answer, first_no, no
from jiuzhu.offices.posts import label


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
    return free_for_hand(actor, case, 1)


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
    return free_for_hand(actor, case, 1)


def may_register_relative(actor: Actor, case: Case) -> Answer:
    """近亲属备案 that comes to light later: the handler, while the case is open (57.11)."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再登记近亲属备案。")
    if actor.post != "handler":
        return no(f"近亲属备案由经办人登记，您现在的岗位是{label(actor.post)}。")
    return first_no(place(actor, case), may_lay_hand(actor, case.token, 1, looks.of(case).hands))


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
    return free_for_hand(actor, case, 1)


def may_request_assistance(actor: Actor, case: Case) -> Answer:
    """发协查函: the handler, while the case is open and no finding of this round is made (57.5)."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不用再请外地协查。")
    if actor.post != "handler":
        return no(f"协查函由经办人发，您现在的岗位是{label(actor.post)}。")
    if "finding" in looks.of(case).current.done_steps:
        return no("本案已经送初审。还要查的，请审核人或分管领导退回后再发协查函。")
    return free_for_hand(actor, case, 1)


def may_record_assistance(actor: Actor, case: Case) -> Answer:
    """登记协查回复: the handler, as long as a letter of an open case waits for its answer (57.5)."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，协查回复不用再登记。")
    if actor.post != "handler":
        return no(f"协查回复由经办人登记，您现在的岗位是{label(actor.post)}。")
    if all(row.answered_on is not None for row in looks.of(case).assistance):
        return no("本案没有在等回复的协查函。")
    return free_for_hand(actor, case, 1)


def may_add_paper(actor: Actor, case: Case) -> Answer:
    """材料: the handler at the window or the village worker at the family's home, while the case is open."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再加材料。")
    if actor.post not in {"handler", "village_worker"}:
        return no(f"材料由经办人和村（社区）工作人员录入，您现在的岗位是{label(actor.post)}。")
    return free_for_hand(actor, case, 1)
