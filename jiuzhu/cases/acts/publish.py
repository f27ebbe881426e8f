"""公示: seven days in the village, name, members and amount, nothing else (57.19)."""

import datetime as dt

from jiuzhu.cases import duties, flow, standing, subjects
from jiuzhu.cases.models import Case, Objection, Publication
from jiuzhu.cases.numbers import OBJECTION, next_number
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.figures.queries import overlay
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.law.figures import reading

ENDS = {"clear": "没有异议", "objected": "有异议"}


class PublicationRunning(BadInput):
    """The days of publication are not over."""


class ObjectionOpen(Refusal):
    """Somebody objected: silence can't be what the notice ended with."""


@act("start_publication")
def start_publication(*, actor: Actor, on: dt.date, case_id: int) -> Publication:
    """The notice stands from the next day for the full number of days."""
    case = flow.lock(case_id)
    duties.may_do(actor, case, "publish").or_refuse()
    finding = case.findings.order_by("-pk").first()
    days = int(reading("publication_days", on, case.township, overlay()).value)
    first = on + dt.timedelta(days=1)
    row = Publication.objects.create(
        case=case,
        township=case.township,
        village=case.village,
        round_no=flow.current_round(case).number,
        name=subjects.name_of(case, finding),
        members_count=finding.members_count,
        amount_fen=finding.amount_fen,
        first_day=first,
        last_day=first + dt.timedelta(days=days - 1),
    )
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="start_publication")
    flow.complete(actor=actor, on=on, case=case, step_key="publish")
    audit.record(
        actor=actor,
        act="start_publication",
        on=on,
        subject=case,
        clause=("57.19", "57.24"),
        matter=str(case.token),
        township=case.township,
        new={"first_day": row.first_day, "last_day": row.last_day, "publication": row.pk},
    )
    return row


@act("close_publication")
def close_publication(*, actor: Actor, on: dt.date, case_id: int, outcome: str, note: str = "") -> Case:
    """After the last day: no objection, or an objection that leads to a new survey. Nobody is approved by silence.

    An objection not recorded before is taken from `note`, without a name. Two others survey again; the clock runs on.
    """
    case = flow.lock(case_id)
    duties.may_do(actor, case, "publication_end").or_refuse()
    row = Publication.objects.select_for_update().filter(case=case, closed_on__isnull=True).order_by("-pk").first()
    if outcome not in ENDS:
        raise BadInput("请选择公示结果：没有异议，或有异议", field="outcome")
    objections = list(standing.open_objections(case))
    if outcome == "objected" and not note.strip() and not objections:
        raise BadInput("请写明异议的内容", field="note")
    if outcome == "clear" and objections:
        raise ObjectionOpen(
            f"公示期间收到 {len(objections)} 件异议，不能登记为没有异议。"
            "请登记为有异议，由另外两人重新调查或者民主评议。（57号第十九条）",
            field="outcome",
        )
    if outcome == "clear" and on <= row.last_day:
        raise PublicationRunning(
            f"公示到 {row.last_day.month}月{row.last_day.day}日才满，请从第二天起登记结果。（57号第十九条）",
            field="outcome",
        )
    row.closed_on, row.outcome = on, outcome
    row.save(update_fields=["closed_on", "outcome"])
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="close_publication")
    current = flow.complete(actor=actor, on=on, case=case, step_key="publication_end", outcome=outcome)
    if outcome == "objected":
        _take_up(actor, case, row, current.number, on, note.strip())
    audit.record(
        actor=actor,
        act="close_publication",
        on=on,
        subject=case,
        clause="57.19",
        matter=str(case.token),
        township=case.township,
        new={"outcome": outcome, "publication": row.pk},
        reason=note.strip(),
    )
    return case


def _take_up(actor: Actor, case: Case, notice: Publication, round_no: int, on: dt.date, note: str) -> None:
    if not standing.open_objections(case).exists():
        Objection.objects.create(
            case=case,
            township=case.township,
            publication=notice,
            number=next_number(Objection, case.township, OBJECTION, on),
            received_on=on,
            entered_on=on,
            text=note,
            recorded_by_id=actor.person_id,
        )
    standing.open_objections(case).update(handled_round=round_no, surveyed_by=standing.surveyed_by(case))
