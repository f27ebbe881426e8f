"""改按另一种办理: the survey shows that another programme fits, the family agrees, the case goes on under it (n9.1)."""

import datetime as dt

from jiuzhu.cases import assessment, deadlines, duties, flow, late, queries
from jiuzhu.cases.models import Case, Document
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.law.procedure import procedure as procedure_on

NAMES = {"dibao": "低保", "dibian": "低边"}


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
    """Go on as 低边 instead of 低保 (or the other way) with the first day of acceptance; what is done stays done.

    A finding made already is made again. The case number stays: the family has it in its hands.
    """
    case = flow.lock(case_id)
    duties.may_agree_programme(actor, case).or_refuse()
    if programme not in NAMES or programme == case.programme:
        raise BadInput("请选择改按哪一种办理：低保、低边。特困要先评估生活自理能力，请另行申请", field="programme")
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
    _refuse_what_does_not_fit(case, programme, on)
    old = {"procedure": case.procedure, "programme": case.programme}
    _move(case, programme, on)
    Document.objects.create(
        case=case, township=case.township, kind=f"同意按{NAMES[programme]}办理的意见", on=agreed_on, source="申请人"
    )
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="agree_programme")
    audit.record(
        actor=actor,
        act="agree_programme",
        on=agreed_on,
        subject=case,
        clause=("n9.1", "57.8"),
        matter=str(case.token),
        township=case.township,
        old=old,
        new={"due_on": case.due_on, "entered_on": on, "procedure": case.procedure, "programme": programme},
        reason=words,
    )
    return case


def _refuse_what_does_not_fit(case: Case, programme: str, on: dt.date) -> None:
    _, answer = assessment.all_of_case(case, on)
    applied, other = answer.programmes[case.programme], answer.programmes[programme]
    if applied.eligible:
        raise DoesNotFit(
            f"按现在登记的情况，本户有 {len(applied.members)} 人符合{NAMES[case.programme]}，应按原申请办理。"
        )
    if not other.eligible:
        raise DoesNotFit(f"按现在登记的情况也不符合{NAMES[programme]}：{other.why}。请按原申请送初审。")


def _move(case: Case, programme: str, on: dt.date) -> None:
    before = flow.procedure_of(case)
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
    case.applied_for, case.programme, case.due_why = case.applied_for or case.programme, programme, due.why[:300]
    if extension is None:
        case.due_on = due.due_on
    case.save(update_fields=["applied_for", "programme", "due_on", "due_why"])
    flow.go_on_under(on=on, case=case, procedure=after, again=again)
    flow.retime(case)
