"""送初审: the handler lets the law floor find, writes the conclusion of the survey, sends it to the reviewer."""

import datetime as dt

from jiuzhu.cases import assessment, duties, flow
from jiuzhu.cases.models import Finding
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.law.figures import content_hash


@act("submit_finding")
def submit_finding(*, actor: Actor, on: dt.date, case_id: int, recommends: bool | None, conclusion: str) -> Finding:
    """Store what the law finds on this day with its lines, and the handler's recommendation."""
    case = flow.lock(case_id)
    duties.may_do(actor, case, "finding").or_refuse()
    if recommends is None:
        raise BadInput("请选择调查结论：建议确认，或建议不予确认", field="recommends")
    if not conclusion.strip():
        raise BadInput("请写明调查结论的说明", field="conclusion")
    situation, found = assessment.of_case(case, on)
    if recommends and not found.eligible:
        raise BadInput(
            f"按现在登记的情况不符合条件：{found.why}情况有误请先更正，否则请建议不予确认。", field="recommends"
        )
    row = Finding.objects.create(
        case=case,
        township=case.township,
        round_no=flow.current_round(case).number,
        on=on,
        eligible=found.eligible,
        amount_fen=found.amount_fen if found.eligible else None,
        members_count=len(found.members) or case.members_count,
        members=[int(m.removeprefix("m")) for m in found.members],
        why=found.why[:300],
        unconfirmed=list(found.unconfirmed),
        lines=assessment.plain_lines(found),
        situation=situation,
        conclusion=conclusion.strip(),
        recommends=recommends,
    )
    used = sorted({name for line in found.lines for name in line.parameters})
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="submit_finding")
    flow.complete(actor=actor, on=on, case=case, step_key="finding")
    audit.record(
        actor=actor,
        act="submit_finding",
        on=on,
        subject=case,
        clause=("57.19", "57.23"),
        matter=str(case.token),
        township=case.township,
        new={
            "amount_fen": row.amount_fen,
            "eligible": row.eligible,
            "figures": {name: content_hash(name) for name in used},
            "finding": row.pk,
            "recommends": recommends,
        },
        reason=conclusion.strip(),
    )
    return row
