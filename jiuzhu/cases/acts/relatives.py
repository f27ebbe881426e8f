"""近亲属备案: who is named holds a post here or not; and one that comes to light after acceptance (57.11)."""

import datetime as dt
from dataclasses import replace

from jiuzhu.cases import duties, flow
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.offices.queries import holders_named
from jiuzhu.registry.acts import note_near_relative
from jiuzhu.registry.declaration import RelativeDeclared
from jiuzhu.registry.models import NearRelative


@act("register_near_relative")
def register_near_relative(
    *, actor: Actor, on: dt.date, case_id: int, name: str, kin: str, post: str, reason: str
) -> NearRelative:
    """A near relative nobody declared: from now on the bureau visits before the decision (57.11, 57.20).

    What they did on the case before stays told; from the registration on they lay no hand.
    """
    case = flow.lock(case_id)
    duties.may_register_relative(actor, case).or_refuse()
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="register_near_relative")
    (relative,) = in_office((RelativeDeclared(name=name.strip(), kin=kin, post=post),), case.township, on)
    row = note_near_relative(actor=actor, on=on, household=case.household, relative=relative, reason=reason)
    audit.record(
        actor=actor,
        act="register_near_relative",
        on=on,
        subject=case,
        clause=("57.11", "57.20"),
        matter=str(case.token),
        township=case.township,
        new={"kin": row.kin, "officer": row.officer_id},
        reason=reason.strip(),
    )
    return row


def in_office(relatives: tuple[RelativeDeclared, ...], township: str, on: dt.date) -> tuple[RelativeDeclared, ...]:
    """Each with their row among persons where exactly one of that name holds a post in the township or the district."""
    if not relatives:
        return ()
    holding = holders_named({one.name.strip() for one in relatives}, township, on)
    found = []
    for one in relatives:
        persons = holding.get(one.name.strip(), set())
        found.append(replace(one, officer=next(iter(persons)) if len(persons) == 1 else None))
    return tuple(found)
