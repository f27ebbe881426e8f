"""Who may prepare and who may release a run (n8.2): the township's clerk prepares, its finance office releases."""

import datetime as dt

from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.duties import YES, Answer, no
from jiuzhu.offices.posts import label
from jiuzhu.payments.models import Run

FINANCE = {"finance_preparer", "finance_releaser"}


def may_see(actor: Actor, township: str) -> Answer:
    """Staff of the township, and the bureau."""
    return YES if actor.scope in (DISTRICT, township) else no("没有这张发放单，或不属于您所在的街道（乡镇）。")


def may_prepare(actor: Actor, township: str) -> Answer:
    """The preparer of the township's own account."""
    if actor.post != "finance_preparer":
        return no(f"发放单由制单人编制，您现在的岗位是{label(actor.post)}。")
    return may_see(actor, township)


def may_prepare_month(actor: Actor, township: str, month: dt.date, on: dt.date) -> Answer:
    """Only once the month has begun: on its first what is owed for it is complete."""
    if month > on:
        return no(f"{month.month}月的应发款到{month.month}月{month.day}日才齐，到那天再编制。")
    return may_prepare(actor, township)


def may_release(actor: Actor, run: Run) -> Answer:
    """Another person than the preparer, in the releasing post, while the run waits."""
    if run.state != "prepared":
        return no("这张发放单已经放行或作废，不能再放行。")
    if actor.person_id == run.prepared_by_id:
        return no("您是这张发放单的制单人，放行须是另一个人。（通知第八条）")
    if actor.post != "finance_releaser":
        return no(f"放行由复核人办理，您现在的岗位是{label(actor.post)}。")
    return may_see(actor, run.township)


def may_withdraw(actor: Actor, run: Run) -> Answer:
    """Either finance post, while the run waits."""
    if run.state == "cancelled":
        return no("这张发放单已经退回，不用再退。")
    if run.state != "prepared":
        return no("这张发放单已经放行，不能退回；有错只能用新的更正。")
    if actor.post not in FINANCE:
        return no(f"发放单由复核人或制单人退回，您现在的岗位是{label(actor.post)}。")
    return may_see(actor, run.township)


def may_export_bank_file(actor: Actor, run: Run) -> Answer:
    """The finance posts of the township: the file carries full account numbers."""
    if actor.post not in FINANCE:
        return no(f"银行文件里有完整账号，只有制单人和复核人可以取用，您现在的岗位是{label(actor.post)}。")
    return may_see(actor, run.township)


def may_explain_change(actor: Actor, run: Run) -> Answer:
    """说明变化: the second person, who releases, while the run waits; never who prepared it (n8.2)."""
    if run.state != "prepared":
        return no("这张发放单已经放行或作废，不用再说明。")
    if actor.person_id == run.prepared_by_id:
        return no("您是这张发放单的制单人，变化须由另一个人说明。（通知第八条）")
    if actor.post != "finance_releaser":
        return no(f"从上月到本月的变化由复核人说明，您现在的岗位是{label(actor.post)}。")
    return may_see(actor, run.township)


def may_work_off(actor: Actor, run: Run) -> Answer:
    """再问银行, 停止再送: the finance posts of the township, while something of a released run is open."""
    if actor.post not in FINANCE:
        return no(f"结果未知的款由制单人和复核人查办，您现在的岗位是{label(actor.post)}。")
    if run.state not in ("released", "accepted", "unknown"):
        return no("这张发放单没有结果未知的款。")
    return may_see(actor, run.township)


def may_decide_unknown(actor: Actor, run: Run) -> Answer:
    """认定: the second person, who releases; never who prepared the run."""
    if actor.person_id == run.prepared_by_id:
        return no("您是这张发放单的制单人，结果未知的款须由另一个人认定。（通知第八条）")
    if actor.post != "finance_releaser":
        return no(f"结果未知的款由复核人认定，您现在的岗位是{label(actor.post)}。")
    return may_work_off(actor, run)
