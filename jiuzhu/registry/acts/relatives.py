"""近亲属备案: registered at the window, or later when it comes to light."""

import datetime as dt

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry import duties
from jiuzhu.registry.choices import NEAR_RELATIVES
from jiuzhu.registry.declaration import RelativeDeclared
from jiuzhu.registry.models import Household, NearRelative


@act("note_near_relative")
def note_near_relative(
    *, actor: Actor, on: dt.date, household: Household, relative: RelativeDeclared, reason: str
) -> NearRelative:
    """Add a near relative to a household that was declared before; from now on it is a registered one (57.11)."""
    duties.may_declare(actor, household.township).or_refuse()
    if not reason.strip():
        raise BadInput("请写明是怎样知道的，例如：入户时家庭说起", field="reason")
    row = Household.objects.select_for_update().get(pk=household.pk)
    if not row.related:
        row.related = True
        row.save(update_fields=["related"])
    household.related = True
    made = add_relative(row, relative, on)
    audit.record(
        actor=actor,
        act="note_near_relative",
        on=on,
        subject=made,
        clause="57.11",
        matter=row.matter,
        township=row.township,
        new={"kin": made.kin, "officer": made.officer_id},
        personal={"name": made.name, "post": made.post},
        reason=reason.strip(),
    )
    return made


def add_relative(household: Household, relative: RelativeDeclared, on: dt.date, place: str = "") -> NearRelative:
    """The row of one near relative; part of the acts that register one. `place`: where its inputs stand."""
    name, post = relative.name.strip(), relative.post.strip()
    if not name:
        raise BadInput("请填写近亲属的姓名", field=f"{place}name")
    if relative.kin not in NEAR_RELATIVES:
        raise BadInput(f"请选择是家庭成员的什么人：{'、'.join(NEAR_RELATIVES.values())}", field=f"{place}kin")
    if not post:
        raise BadInput("请填写近亲属的单位和岗位", field=f"{place}post")
    return NearRelative.objects.create(
        household=household,
        township=household.township,
        name=name,
        kin=relative.kin,
        post=post,
        officer_id=relative.officer,
        registered_on=on,
    )
