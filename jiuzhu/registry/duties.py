"""Who may write what is known of a family."""

from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.duties import YES, Answer, no

WRITING = {"handler", "village_worker", "system"}
CORRECTING = {"handler", "finance_preparer"}


def may_declare(actor: Actor, township: str) -> Answer:
    """Handlers and village workers of the township; the system at set-up."""
    if actor.post not in WRITING:
        return no("家庭情况由经办人登记。")
    return YES if actor.scope in (DISTRICT, township) else no("只能登记本街道（乡镇）的家庭。")


def may_note_report(actor: Actor) -> Answer:
    """Reports come from the check centre, through the system or by its officer."""
    return YES if actor.post in {"system", "check_centre"} else no("核对报告由区核对中心提交。")


def may_correct_account(actor: Actor, township: str) -> Answer:
    """The handler, who knows the family, or the preparer, who has the bank's answer; never who releases the money."""
    if actor.post not in CORRECTING:
        return no("发放账户由经办人或制单人更正，复核人只核对、放行。")
    return YES if actor.scope in (DISTRICT, township) else no("只能更正本街道（乡镇）家庭的账户。")


def may_work_requests(actor: Actor) -> Answer:
    """核对: the check centre's officers, each request of the district and nothing beside it."""
    return YES if actor.post == "check_centre" else no("核对请求由区核对中心办理。")
