"""补签核对授权: a member signs the permission to check again, because it runs out or says too little (57.9)."""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.models import Case, Document
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry.acts import note_consent


@act("renew_consent")
def renew_consent(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    member_id: int,
    signed_on: dt.date,
    until: dt.date | None = None,
    scope: str = "application",
    guardian: str = "",
) -> Case:
    """The earlier permission stays as it is; the one that lasts longest counts."""
    case = flow.lock(case_id)
    duties.may_renew_consent(actor, case).or_refuse()
    member = case.household.members.select_related("person", "household").filter(pk=member_id).first()
    if member is None:
        raise BadInput("请选择是谁补签的", field="member")
    row = note_consent(
        actor=actor, on=on, member=member, signed_on=signed_on, until=until, scope=scope, guardian=guardian
    )
    Document.objects.create(
        case=case, township=case.township, kind=f"核对授权书（补签）：{member.person.name}"[:40], on=on, source="窗口"
    )
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="renew_consent")
    audit.record(
        actor=actor,
        act="renew_consent",
        on=on,
        subject=case,
        clause="57.9",
        matter=str(case.token),
        township=case.township,
        new={"consent": row.pk, "expires_on": row.expires_on, "signed_on": row.signed_on},
    )
    return case
