"""结果未知: ask the bank again, stop sending, note its answers, and the second person's decision (trust.md L6)."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max

from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.payments import duties
from jiuzhu.payments.facts import BankAskedAgain
from jiuzhu.payments.models import BankAnswer, BankFile, Order, Run, UnknownDecided
from jiuzhu.payments.settling import OPEN, close_if_settled, lock_run, nobody_calls_bank, settle

SHORTEST_REASON = 4


class StillAtTheBank(Refusal):
    """The outcome can still be had from the bank, or the file can still reach it."""


@act("ask_bank_again")
def ask_bank_again(*, actor: Actor, on: dt.date, run_id: int) -> Run:
    """What became of a run: its file goes again under the same key unless stopped; each open order is asked about."""
    run = _run(run_id, calls=True)
    duties.may_work_off(actor, run).or_refuse()
    audit.record(
        actor=actor, act="ask_bank_again", on=on, subject=run, clause="n8.2", township=run.township,
        new={"run": run.number},
    )  # fmt: skip
    facts.emit(BankAskedAgain(actor=actor, on=on, run_id=run.pk))
    return run


@act("note_bank_answer")
def note_bank_answer(
    *, actor: Actor, on: dt.date, order_id: int, status: str, reason: str = "", paid_on: dt.date | None = None
) -> BankAnswer:
    """Keep what the bank said of an order; paid and failed settle it, everything else leaves it unknown."""
    order = Order.objects.select_for_update().select_related("run").get(pk=order_id)
    row = BankAnswer.objects.create(
        order=order, township=order.township, asked_on=on, status=status, reason=reason[:200], paid_on=paid_on
    )
    if order.state in OPEN and status in ("paid", "failed"):
        settle(actor, on, order, status, reason, paid_on or on)
        close_if_settled(order.run)
    audit.record(
        actor=actor, act="note_bank_answer", on=on, subject=row, clause="n8.2", township=order.township,
        new={"order": order.key, "paid_on": paid_on, "status": status}, reason=reason,
    )  # fmt: skip
    return row


@act("stop_bank_file")
def stop_bank_file(*, actor: Actor, on: dt.date, run_id: int, reason: str) -> BankFile:
    """Never send this file again unless resumed; only then can the bank's “never received” prove anything."""
    run = _run(run_id)
    duties.may_work_off(actor, run).or_refuse()
    row = _file(run)
    if row.state not in ("intended", "unknown"):
        raise Refusal("银行已经收下这个文件，不能停送。请再问银行，等银行的答复。")
    _reason(reason, "请写明停送的原因，例如：银行系统停机，改到柜台查询")
    last = BankAnswer.objects.filter(order__run=run).aggregate(last=Max("pk"))["last"] or 0
    old, row.state, row.stopped_on, row.stopped_after = row.state, "stopped", on, last
    row.save(update_fields=["state", "stopped_on", "stopped_after"])
    Order.objects.filter(run=run, state="sent").update(state="unknown")
    Run.objects.filter(pk=run.pk, state="released").update(state="unknown")
    audit.record(
        actor=actor, act="stop_bank_file", on=on, subject=row, clause="n8.2", township=run.township,
        old={"state": old}, new={"state": "stopped"}, reason=reason.strip(),
    )  # fmt: skip
    return row


@act("resume_bank_file")
def resume_bank_file(*, actor: Actor, on: dt.date, run_id: int) -> BankFile:
    """Send a stopped file after all, the same bytes under the same key; not once anything of it was settled."""
    run = _run(run_id)
    duties.may_work_off(actor, run).or_refuse()
    row = _file(run)
    if row.state != "stopped":
        raise Refusal("这个文件没有停送，不用恢复。")
    if run.orders.exclude(state__in=OPEN).exists():
        raise Refusal("其中已有认定了结果的款，再送会付两次，不能恢复。其余的请逐笔认定。")
    row.state, row.stopped_on, row.stopped_after = "unknown", None, None
    row.save(update_fields=["state", "stopped_on", "stopped_after"])
    audit.record(
        actor=actor, act="resume_bank_file", on=on, subject=row, clause="n8.2", township=run.township,
        old={"state": "stopped"}, new={"state": "unknown"},
    )  # fmt: skip
    facts.emit(BankAskedAgain(actor=actor, on=on, run_id=run.pk))
    return row


@act("decide_unknown")
def decide_unknown(
    *,
    actor: Actor,
    on: dt.date,
    run_id: int,
    keys: Sequence[str],
    outcome: str,
    paid_on: dt.date | None,
    reason: str,
) -> list[UnknownDecided]:
    """The second person decides what became of these orders, never against what the bank said; unpaid ones are free."""
    run = _run(run_id)
    duties.may_decide_unknown(actor, run).or_refuse()
    row = _file(run)
    orders = list(Order.objects.select_for_update().filter(run=run, key__in=keys, state__in=OPEN).order_by("sequence"))
    if not orders or len(orders) != len(set(keys)):
        raise BadInput("请勾选还没有结果的款；有结果的不用认定。", field="keys")
    if outcome not in ("paid", "failed"):
        raise BadInput("请选择已付还是未付。", field="outcome")
    _reason(reason, "请写明依据，例如：银行书面答复的日期和文号、流水的日期", shortest=SHORTEST_REASON)
    for order in orders:
        _may_be(order, row, outcome)
    if outcome == "paid" and (paid_on is None or run.released_on is None or not run.released_on <= paid_on <= on):
        raise BadInput("请填写到账日期，在放行那天到今天之间。", field="paid_on")
    decided = []
    for order in orders:
        order.run = run
        day = paid_on if outcome == "paid" else None
        decided.append(
            UnknownDecided.objects.create(
                order=order, township=run.township, outcome=outcome, paid_on=day, reason=reason.strip(), on=on,
                by_id=actor.person_id,
            )
        )  # fmt: skip
        settle(actor, on, order, outcome, "" if day else "认定未付", day or on)
    close_if_settled(run)
    audit.record(
        actor=actor, act="decide_unknown", on=on, subject=run, clause="n8.2", township=run.township,
        old={"state": "unknown"}, new={"orders": [o.key for o in orders], "outcome": outcome, "paid_on": paid_on},
        reason=reason.strip(),
    )  # fmt: skip
    return decided


def _run(run_id: int, *, calls: bool = False) -> Run:
    """The run under lock, and unless `calls` may go on, nobody talking to the bank about it meanwhile."""
    run = lock_run(run_id)
    if not calls and not nobody_calls_bank(run.number):
        raise Refusal("系统正在与银行联系这张发放单。请过半分钟再办。")
    return run


def _file(run: Run) -> BankFile:
    row = BankFile.objects.select_for_update().filter(run=run).first()
    if row is None:
        raise Refusal("这张发放单还没有银行文件。系统正在生成，请稍后再办。")
    return row


def _reason(reason: str, sentence: str, *, shortest: int = SHORTEST_REASON) -> None:
    if len(reason.strip()) < shortest:
        raise BadInput(sentence, field="reason")


def _may_be(order: Order, file: BankFile, outcome: str) -> None:
    """Only what the bank's last answer leaves open, and unpaid only when the file can't bring the money any more."""
    last = order.answers.exclude(status="none").order_by("-pk").first()
    said = last.status if last else ""
    who = f"{order.payee_name}的一笔"
    if outcome == "paid":
        if file.state != "accepted" or said in ("failed", "unknown"):
            raise StillAtTheBank(f"{who}：银行没有收到，不能认定已付。请再问银行。")
        return
    if said in ("paid", "pending"):
        raise StillAtTheBank(f"{who}：银行说已收到或正在付，不能认定未付，以免付两次。请等银行的结果。")
    if file.state == "accepted":
        return
    if file.state != "stopped":
        raise StillAtTheBank("文件还会再送银行，不能认定未付，以免付两次。请先停止再送，再问银行。")
    if said != "unknown" or last is None or last.pk <= (file.stopped_after or 0):
        raise StillAtTheBank(f"{who}：停送以后还没有问过银行。请先再问银行，银行答复没有收到，才能认定未付。")
