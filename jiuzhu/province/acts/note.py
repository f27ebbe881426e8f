"""登记省系统的案件号和办理日期: that system stays the system of record, here stands what was done there (n1.2)."""

import datetime as dt

from jiuzhu.cases import flow
from jiuzhu.cases.models import Case, Round
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.ground.rows import refused_by
from jiuzhu.plain.days import short
from jiuzhu.province import duties
from jiuzhu.province.models import ProvincialStep
from jiuzhu.province.outside import system

SHORTEST_REASON = 4


class NumberTaken(Refusal):
    """Another case already has this provincial number."""


@act("note_provincial_number")
def note_provincial_number(*, actor: Actor, on: dt.date, case_id: int, number: str, reason: str = "") -> Case:
    """The case's number in the provincial system; another one than before needs a reason. No two cases share one."""
    case = flow.lock(case_id)
    duties.may_note_number(actor, case).or_refuse()
    wanted, old = system().number_of(number), case.provincial_number
    if wanted == old:
        raise Refusal(f"本案的省系统案件号已经是 {old}。", field="number")
    if old:
        _need_reason(reason, f"本案已登记省系统案件号 {old}，请写明为什么更改")
    case.provincial_number = wanted
    with refused_by(
        case_provincial_number_once=NumberTaken(
            "这个省系统案件号已经登记在另一件案件上，请对照省系统核对。", field="number"
        )
    ):
        case.save(update_fields=["provincial_number"])
    audit.record(
        actor=actor,
        act="note_provincial_number",
        on=on,
        subject=case,
        clause="n1.2",
        matter=str(case.token),
        township=case.township,
        old={"number": old},
        new={"number": wanted},
        reason=reason.strip(),
    )
    return case


@act("note_done_there")
def note_done_there(
    *, actor: Actor, on: dt.date, case_id: int, round_no: int, step: str, done_on: dt.date, reason: str = ""
) -> ProvincialStep:
    """A step was done in the provincial system on this day; another day than noted before needs a reason."""
    case = flow.lock(case_id)
    duties.may_note_done_there(actor, case).or_refuse()
    row, label = _found(case, round_no, step)
    _in_order(case, row, step, done_on, on)
    noted = ProvincialStep.objects.select_for_update().filter(round=row, step=step).first()
    old = noted.done_on if noted else None
    if noted is None:
        noted = ProvincialStep(case=case, round=row, township=case.township, step=step)
    elif old == done_on:
        raise Refusal(f"“{label}”在省系统的办理日期已经登记为 {short(done_on, on)}。", field="done_on")
    else:
        _need_reason(reason, f"“{label}”已登记为 {short(noted.done_on, on)} 在省系统办理，请写明为什么更改")
    noted.done_on, noted.entered_on, noted.by_id = done_on, on, actor.person_id
    noted.save()
    audit.record(
        actor=actor,
        act="note_done_there",
        on=on,
        subject=noted,
        clause="n1.2",
        matter=str(case.token),
        township=case.township,
        old={"done_on": old},
        new={"done_on": done_on, "number": case.provincial_number, "round": round_no, "step": step},
        reason=reason.strip(),
    )
    return noted


def _found(case: Case, round_no: int, step: str) -> tuple[Round, str]:
    row = case.rounds.filter(number=round_no).first()
    known = flow.procedure_of(case).by_key
    if row is None or step not in known:
        raise BadInput("请从列表里选择环节", field="step")
    return row, known[step].label


def _in_order(case: Case, row: Round, step: str, done_on: dt.date, on: dt.date) -> None:
    """Not in the future, and not before a step there that this one rests on: nothing is dated before its evidence."""
    if done_on > on:
        raise BadInput("省系统办理日期不能在今天之后", field="done_on")
    procedure = flow.procedure_of(case)
    days = ProvincialStep.objects.filter(round=row).exclude(step=step).values_list("step", "done_on")
    for other, day in days:
        label = procedure.step(other).label
        if day > done_on and step in procedure.dependents((other,)):
            raise BadInput(f"不能早于省系统里“{label}”的日期（{short(day, on)}），请对照省系统核对", field="done_on")
        if day < done_on and other in procedure.dependents((step,)):
            raise BadInput(f"不能晚于省系统里“{label}”的日期（{short(day, on)}），请对照省系统核对", field="done_on")


def _need_reason(reason: str, sentence: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput(sentence, field="reason")
