"""放行: another person releases a run, typing its total; the money leaves the account's books for the bank (n8.2)."""

import datetime as dt

from jiuzhu.funds.acts import book_entry
from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.payments import duties, guards
from jiuzhu.payments.facts import RunReleased
from jiuzhu.payments.models import Order, Run
from jiuzhu.payments.queries import open_changes
from jiuzhu.payments.settling import lock_run


class TotalDiffers(BadInput):
    """The total typed is not the run's."""


@act("release_run")
def release_run(*, actor: Actor, on: dt.date, run_id: int, typed_fen: int) -> Run:
    """Release: `typed_fen` is what the second person read off the preparer's sheet."""
    run = lock_run(run_id)
    duties.may_release(actor, run).or_refuse()
    if typed_fen != run.sum_fen:
        raise TotalDiffers(
            "输入的合计金额与系统合计不一致。请看着制单表重新输入；确有不符请退回制单人。", field="typed"
        )
    guards.let_pass(run)
    if waiting := len(open_changes(run)):
        raise guards.HeldBack(
            f"从上月到本月的变化里，还有 {waiting} 笔没有查到依据，也没有说明。"
            "请复核人逐笔写明原因，或者退回更正，再放行。（通知第八条）"
        )
    run.state, run.released_by_id, run.released_on = "released", actor.person_id, on
    run.save(update_fields=["state", "released_by", "released_on"])
    Order.objects.filter(run=run).update(state="sent")
    book_entry(
        actor=actor,
        on=on,
        key=f"release:{run.number}",
        kind="release",
        township=run.township,
        memo=f"{run.number} 放行",
        postings=[("transit", run.sum_fen), ("cash", -run.sum_fen)],
        clause="n8.2",
    )
    audit.record(
        actor=actor,
        act="release_run",
        on=on,
        subject=run,
        clause="n8.2",
        township=run.township,
        old={"state": "prepared"},
        new={"count": run.count, "hash_total": run.hash_total, "state": "released", "sum_fen": run.sum_fen},
    )
    facts.emit(RunReleased(actor=actor, on=on, run_id=run.pk))
    return run


@act("withdraw_run")
def withdraw_run(*, actor: Actor, on: dt.date, run_id: int, reason: str) -> Run:
    """Send a run that was not released back to its preparer; its payables are free again."""
    run = lock_run(run_id)
    duties.may_withdraw(actor, run).or_refuse()
    if not reason.strip():
        raise BadInput("请写明退回的原因", field="reason")
    run.state = "cancelled"
    run.save(update_fields=["state"])
    Order.objects.filter(run=run).update(state="cancelled")
    audit.record(
        actor=actor,
        act="withdraw_run",
        on=on,
        subject=run,
        clause="n8.2",
        township=run.township,
        old={"state": "prepared"},
        new={"state": "cancelled"},
        reason=reason.strip(),
    )
    return run
