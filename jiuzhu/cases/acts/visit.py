"""入户核查: two investigators visit; the first records, the second confirms (57.16)."""

import datetime as dt

from jiuzhu.cases import duties, flow, late, queries, standing
from jiuzhu.cases.models import Case, CasePerson, Task
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.decisions.queries import other_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.persons.models import Person
from jiuzhu.persons.queries import records_of
from jiuzhu.registry.acts import note_home_visit, sign_home_visit
from jiuzhu.registry.queries import last_visit


@act("record_home_visit")
def record_home_visit(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    visited_on: dt.date,
    second_person_id: int,
    family_signed: bool,
    notes: str,
    late_reason: str = "",
) -> Case:
    """The first investigator's record; the second is named and asked to confirm. An earlier day needs a reason."""
    case = flow.lock(case_id)
    duties.may_do(actor, case, "visit").or_refuse()
    if not notes.strip():
        raise BadInput("请写下入户看到的情况", field="notes")
    second = _second_investigator(case, second_person_id, on)
    words = late.entry(
        what="入户日期",
        happened_on=visited_on,
        on=on,
        not_before=(case.accepted_on, "受理日期"),
        reason=late_reason,
        field="visited_on",
    )
    lay_hand(actor=actor, on=visited_on, matter=case.token, township=case.township, hand=1, for_act="record_home_visit")
    # Named is bound: who goes on the visit stands in hand 1 from now on, whatever other post they hold.
    lay_hand(
        actor=actor,
        on=visited_on,
        matter=case.token,
        township=case.township,
        hand=1,
        for_act="record_home_visit",
        person_id=second.pk,
    )
    visit = note_home_visit(
        actor=actor,
        on=on,
        household=case.household,
        visited_on=visited_on,
        second=second,
        family_signed=family_signed,
        notes=notes.strip(),
        late_reason=words,
    )
    current = flow.complete(actor=actor, on=on, case=case, step_key="visit", happened_on=visited_on)
    Task.objects.filter(round=current, step="visit_second", closed_on__isnull=True).update(person=second)
    audit.record(
        actor=actor,
        act="record_home_visit",
        on=visited_on,
        subject=case,
        clause="57.16",
        matter=str(case.token),
        township=case.township,
        new={"entered_on": on, "late": bool(words), "second": second.pk, "visit": visit.pk},
        reason=notes.strip(),
    )
    return case


def _second_investigator(case: Case, person_id: int, on: dt.date) -> Person:
    """One of the township's investigators who is no member, not barred after an objection, and in no other hand."""
    second = next((p for p in queries.investigators(case.township, on) if p.pk == person_id), None)
    if second is None:
        raise BadInput("请从名单中选择另一名调查人", field="second")
    same = records_of(second.pk)
    if CasePerson.objects.filter(case=case, person__in=same).exists():
        raise BadInput(f"{second.name}是本户的家庭成员，须回避，请选择别的调查人", field="second")
    if case.household.relatives.filter(officer__in=same).exists():
        raise BadInput(f"{second.name}登记为本户成员的近亲属，须回避，请选择别的调查人", field="second")
    if second.pk in standing.barred_investigators(case):
        raise BadInput(
            f"{second.name}调查过本户，公示有异议后要由另外的人重新调查，请选择别的调查人。（57号第十九条）",
            field="second",
        )
    if other_hand(case.token, second.pk, 1):
        raise BadInput(f"{second.name}已在本户的审核或审批环节办理过，请选择别的调查人。（通知第一条）", field="second")
    return second


@act("countersign_home_visit")
def countersign_home_visit(*, actor: Actor, on: dt.date, case_id: int) -> Case:
    """The second investigator confirms that the record is what was seen."""
    case = flow.lock(case_id)
    duties.may_countersign(actor, case).or_refuse()
    visit = last_visit(case.household)
    if visit is None:
        raise BadInput("还没有入户记录，请先由经办人登记")
    sign_home_visit(actor=actor, on=on, visit=visit)
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="countersign_home_visit")
    flow.complete(actor=actor, on=on, case=case, step_key="visit_second")
    audit.record(
        actor=actor,
        act="countersign_home_visit",
        on=on,
        subject=case,
        clause="57.16",
        matter=str(case.token),
        township=case.township,
        new={"visit": visit.pk},
    )
    return case
