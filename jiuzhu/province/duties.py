"""Who keeps our cases in step with the provincial system, and who answers for what differs (n1.2, n8.2)."""

from jiuzhu.cases import duties as cases
from jiuzhu.cases.models import Case
from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.duties import YES, Answer, first_no, no
from jiuzhu.offices.posts import label

# Those who work on a case in the provincial system themselves.
ENTERING = {"handler", "social_affairs_head", "leader_in_charge"}
IMPORTING = {"handler", "finance_preparer", "finance_releaser", "bureau_officer"}


def may_see(actor: Actor, township: str) -> Answer:
    """Staff of the township, and the bureau."""
    if township and actor.scope in (DISTRICT, township):
        return YES
    return no("没有这份名册，或不属于您所在的街道（乡镇）。")


def may_note_number(actor: Actor, case: Case) -> Answer:
    """登记省系统案件号: who works on the case there."""
    return first_no(cases.may_see(actor, case.township), _enters(actor))


def may_note_done_there(actor: Actor, case: Case) -> Answer:
    """登记省系统办理日期: the same, once the case has its number there."""
    if not case.provincial_number:
        return first_no(may_note_number(actor, case), no("本案还没有省系统案件号，请先登记案件号。"))
    return may_note_number(actor, case)


def may_take_transfer_sheet(actor: Actor, case: Case) -> Answer:
    """转录单 with full identity numbers: who enters it there, each time with a reason."""
    return may_note_number(actor, case)


def _enters(actor: Actor) -> Answer:
    if actor.post in ENTERING:
        return YES
    return no(f"省系统由经办人、社会事务办负责人和分管领导办理，您现在的岗位是{label(actor.post)}。")


def may_import_roster(actor: Actor, township: str) -> Answer:
    """导入名册: the township's clerks of both desks, and the bureau for any township."""
    if actor.post not in IMPORTING:
        return no(f"名册由经办人、制单人、复核人或区民政局导入，您现在的岗位是{label(actor.post)}。")
    if actor.scope in (DISTRICT, township):
        return YES
    return no("这份名册不是您所在街道（乡镇）的。请导入本街道（乡镇）的名册。")


def may_explain_difference(actor: Actor, township: str) -> Answer:
    """说明不同: the second person of the payment, who releases the run (n8.2)."""
    if actor.post != "finance_releaser":
        return no(f"与省系统名册的不同由复核人说明，您现在的岗位是{label(actor.post)}。")
    return may_see(actor, township)
