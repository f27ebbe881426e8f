"""登记义务人的核对授权: who owes support from outside the household may be checked once they sign (ssf.41)."""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.models import Case, Document
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.registry.acts import note_supporter_consent


@act("record_supporter_consent")
def record_supporter_consent(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    name: str,
    number: str,
    kin: str,
    signed_on: dt.date,
    until: dt.date | None = None,
) -> Case:
    """The signed permission of one person, with what they are to the applicant. Without it nobody looks at them."""
    case = flow.lock(case_id)
    duties.may_renew_consent(actor, case).or_refuse()
    told = {"name": name, "number": number, "kin": kin, "signed_on": signed_on, "until": until}
    row = note_supporter_consent(actor=actor, on=on, household=case.household, **told)
    kind = f"核对授权书（户外义务人）：{row.person.name}"[:40]
    Document.objects.create(case=case, township=case.township, kind=kind, on=on, source="窗口")
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="record_supporter_consent")
    audit.record(
        actor=actor,
        act="record_supporter_consent",
        on=on,
        subject=case,
        clause=("43.10", "ssf.41"),
        matter=str(case.token),
        township=case.township,
        new={"consent": row.pk, "expires_on": row.expires_on, "kin": kin, "signed_on": row.signed_on},
    )
    return case
