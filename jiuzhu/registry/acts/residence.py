"""人户分离: another place was asked to look where the family lives."""

import datetime as dt

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.registry import duties
from jiuzhu.registry.models import Household


@act("note_help_asked")
def note_help_asked(*, actor: Actor, on: dt.date, household: Household) -> Household:
    """From now on the case's page looks for letters and their answers."""
    duties.may_declare(actor, household.township).or_refuse()
    row = Household.objects.select_for_update().get(pk=household.pk)
    row.help_asked = household.help_asked = True
    row.save(update_fields=["help_asked"])
    audit.record(
        actor=actor,
        act="note_help_asked",
        on=on,
        subject=row,
        clause="57.5",
        matter=row.matter,
        township=row.township,
        new={"help_asked": True},
    )
    return row
