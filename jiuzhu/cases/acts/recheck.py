"""复查: the applicant objects to the check's report with evidence, and the check centre is asked again (57.18)."""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.facts import CheckObjected
from jiuzhu.cases.models import Case, Document, MeansCheck
from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry.acts import set_aside_report

SHORTEST_REASON = 4


@act("object_to_check_report")
def object_to_check_report(*, actor: Actor, on: dt.date, case_id: int, objection: str, evidence: str) -> Case:
    """Set the report aside and ask again; what else is done stays done, the clock runs on.

    `objection`: what is wrong in the family's words; `evidence`: the papers they brought, without which there is no
    re-check.
    """
    case = flow.lock(case_id)
    duties.may_object_to_report(actor, case).or_refuse()
    if len(objection.strip()) < SHORTEST_REASON:
        raise BadInput("请写明对核对结果的哪一项有异议", field="objection")
    if not evidence.strip():
        raise BadInput("请写明申请人交来的佐证材料，没有佐证的不复查（57号第十八条）", field="evidence")
    check = MeansCheck.objects.filter(household_id=case.household_id, reported_on__isnull=False, beside=False).latest(
        "pk"
    )
    set_aside_report(actor=actor, on=on, check=check, reason=objection.strip())
    Document.objects.create(
        case=case, township=case.township, kind=f"核对异议佐证：{evidence.strip()}"[:40], on=on, source="申请人"
    )
    flow.beside(on=on, case=case, key="recheck")
    audit.record(
        actor=actor,
        act="object_to_check_report",
        on=on,
        subject=case,
        clause="57.18",
        matter=str(case.token),
        township=case.township,
        new={"set_aside": check.pk},
        personal={"evidence": evidence.strip()},
        reason=objection.strip(),
    )
    facts.emit(CheckObjected(actor=actor, on=on, case_id=case.pk))
    return case
