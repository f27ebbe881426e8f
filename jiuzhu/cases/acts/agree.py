"""改按另一种办理: the survey shows what else fits, the family agrees, the case goes on that way from its first day.

特困, 低保 whole, 单人户 or 低边 (43.4, 57.8, n9.1). What is done stays done; a finding made already is made again.
"""

import datetime as dt
from collections.abc import Mapping

from jiuzhu.cases import assessment, deadlines, duties, flow, late, queries, subjects
from jiuzhu.cases.models import Case, Document
from jiuzhu.cases.ways import NAMES, PERSONAL, PROGRAMMES, Way, way_of
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.law.procedure import procedure as procedure_on

CLAUSES = {"tekun": ("43.4", "43.10"), "dibao": ("57.9",), "single": ("57.8", "ssf.21"), "dibian": ("n9.1", "57.8")}


class DoesNotFit(Refusal):
    """The law doesn't find what the family would agree to, or finds what it applied for."""


@act("agree_programme")
def agree_programme(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    programme: str,
    signed: bool,
    agreed_on: dt.date,
    late_reason: str = "",
) -> Case:
    """Go on another way with the first day of acceptance; the case number stays, the family has it in its hands.

    `programme`: a key of `ways.NAMES`; `single` is 低保 for those members only who may enter alone.
    """
    case = flow.lock(case_id)
    duties.may_agree_programme(actor, case).or_refuse()
    if programme not in NAMES or programme == way_of(case):
        raise BadInput(f"请选择改按哪一种办理：{'、'.join(NAMES.values())}", field="programme")
    if not signed:
        raise BadInput("要有家庭签字的书面同意，请签好后勾选", field="signed")
    words = late.entry(
        what="同意的日期",
        happened_on=agreed_on,
        on=on,
        not_before=(case.accepted_on, "受理日期"),
        reason=late_reason,
        field="agreed_on",
    )
    ways = assessment.ways_of_case(case, on)[1]
    _refuse_what_does_not_fit(case, ways, programme)
    old = {"procedure": case.procedure, "programme": way_of(case)}
    _move(case, ways[programme], on)
    Document.objects.create(
        case=case, township=case.township, kind=f"同意按{NAMES[programme]}办理的意见", on=agreed_on, source="申请人"
    )
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="agree_programme")
    audit.record(
        actor=actor,
        act="agree_programme",
        on=agreed_on,
        subject=case,
        clause=CLAUSES[programme],
        matter=str(case.token),
        township=case.township,
        old=old,
        new={"due_on": case.due_on, "entered_on": on, "procedure": case.procedure, "programme": programme},
        reason=words,
    )
    return case


def _refuse_what_does_not_fit(case: Case, ways: Mapping[str, Way], programme: str) -> None:
    applied, other = ways[way_of(case)], ways[programme]
    if applied.eligible and set(other.members) <= set(applied.members):
        raise DoesNotFit(f"按现在登记的情况，本户有 {len(applied.members)} 人符合{applied.name}，应按原申请办理。")
    if not other.eligible:
        raise DoesNotFit(f"按现在登记的情况也不符合{other.name}：{other.why}请按原申请送初审。")


def _move(case: Case, way: Way, on: dt.date) -> None:
    before = flow.procedure_of(case)
    programme = PROGRAMMES[way.key]
    after = procedure_on(programme, case.accepted_on, before.confirming)
    again = ("finding",) if "finding" in flow.current_round(case).done_steps else ()
    extension = None
    if case.extended_to is not None:
        extension = deadlines.Extension(case.extended_to, case.extended_by.name, case.extended_on)
    due = deadlines.case_due(
        programme,
        case.accepted_on,
        case.township,
        check_days=queries.check_days(case, on) if extension else None,
        extension=extension,
    )
    case.applied_for, case.due_why = case.applied_for or case.programme, due.why[:300]
    case.programme, case.alone = programme, way.key == "single"
    if extension is None:
        case.due_on = due.due_on
    case.save(update_fields=["alone", "applied_for", "programme", "due_on", "due_why"])
    _apply_for(case, way)
    flow.go_on_under(on=on, case=case, procedure=after, again=again)
    flow.retime(case)


def _apply_for(case: Case, way: Way) -> None:
    members = case.household.members.all()
    if way.key in PERSONAL:
        members = members.filter(pk__in=way.members)
    subjects.change(case, members.values_list("person_id", flat=True))
