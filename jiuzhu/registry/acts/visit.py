"""Verbs of the home visit: note it, sign it as the second investigator."""

import datetime as dt

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.persons.models import Person
from jiuzhu.registry.models import HomeVisit, Household


@act("note_home_visit")
def note_home_visit(
    *,
    actor: Actor,
    on: dt.date,
    household: Household,
    visited_on: dt.date,
    second: Person,
    family_signed: bool,
    notes: str,
    late_reason: str = "",
) -> HomeVisit:
    """The first investigator's record of a visit by two."""
    if second.pk == actor.person_id:
        raise BadInput("入户要两名调查人，请选另一个人", field="second")
    if visited_on > on:
        raise BadInput("入户日期不能在今天之后", field="visited_on")
    if not family_signed:
        raise BadInput(
            "入户记录要家庭成员签字。确实无法签字的，请在记录里写明原因并由见证人签字后再登记", field="family_signed"
        )
    row = HomeVisit.objects.create(
        household=household,
        township=household.township,
        matter=household.matter,
        visited_on=visited_on,
        entered_on=on,
        late_reason=late_reason,
        first_id=actor.person_id,
        second=second,
        family_signed=family_signed,
        notes=notes,
    )
    audit.record(
        actor=actor,
        act="note_home_visit",
        on=visited_on,
        subject=row,
        clause="57.16",
        matter=household.matter,
        township=household.township,
        new={"entered_on": on, "late": bool(late_reason), "second": second.pk},
        reason=notes,
    )
    return row


@act("sign_home_visit")
def sign_home_visit(*, actor: Actor, on: dt.date, visit: HomeVisit) -> HomeVisit:
    """The second investigator confirms the record."""
    visit = HomeVisit.objects.select_for_update().get(pk=visit.pk)
    if visit.second_id != actor.person_id:
        raise BadInput("这份入户记录登记的另一名调查人不是您")
    if visit.second_signed_on is not None:
        raise BadInput("这份入户记录您已经确认过")
    visit.second_signed_on = on
    visit.save(update_fields=["second_signed_on"])
    audit.record(
        actor=actor,
        act="sign_home_visit",
        on=on,
        subject=visit,
        clause="57.16",
        matter=visit.matter,
        township=visit.township,
        new={"signed_on": on},
    )
    return visit
