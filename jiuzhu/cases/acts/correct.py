"""更正笔误: a fact written down wrongly is put right before the finding, by a traced act."""

import datetime as dt
from typing import Any

from jiuzhu.cases import duties, flow
from jiuzhu.cases.models import Case
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.registry.acts import correct_fact


@act("correct_clerical_error")
def correct_clerical_error(
    *, actor: Actor, on: dt.date, case_id: int, subject: str, subject_id: int, field: str, value: Any, reason: str
) -> Case:
    """`subject`: household, member, relative or income; `field` and `value` as in registry.correctable. Amounts in fen.

    After the finding nothing is corrected quietly: the reviewer or the leader sends the case back first.
    """
    case = flow.lock(case_id)
    duties.may_correct(actor, case).or_refuse()
    named = correct_fact(
        actor=actor,
        on=on,
        household=case.household,
        subject=subject,
        subject_id=subject_id,
        field=field,
        value=value,
        reason=reason,
    )
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="correct_clerical_error")
    audit.record(
        actor=actor,
        act="correct_clerical_error",
        on=on,
        subject=case,
        clause="57.9",
        matter=str(case.token),
        township=case.township,
        new={"field": f"{subject}.{field}", "label": named.label},
        reason=reason.strip(),
    )
    return case
