"""Verb: grant an entitlement from a decision."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.backends.postgresql.psycopg_any import DateRange

from jiuzhu.decisions.models import Decision
from jiuzhu.entitlements.facts import EntitlementGranted
from jiuzhu.entitlements.models import EntitledPerson, Entitlement
from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import Refusal
from jiuzhu.ground.rows import refused_by

BASIC_LIVING = "基本生活"
CLAUSES = {"dibao": "57.21", "dibian": "57.21", "tekun": "43.17"}
FAMILIES = {"dibao": BASIC_LIVING, "dibian": BASIC_LIVING, "tekun": BASIC_LIVING}


class AlreadyEntitled(Refusal):
    """A member already has a running entitlement of this family of programmes."""


@act("grant_entitlement")
def grant_entitlement(
    *,
    actor: Actor,
    on: dt.date,
    decision: Decision,
    matter: uuid.UUID,
    recipient_id: int,
    household_id: int,
    person_ids: Sequence[int],
    lines: list[dict[str, object]],
    personal: bool = False,
    support_form: str = "",
) -> Entitlement:
    """Grant what the decision says, from the month it says (57.21)."""
    span = DateRange(decision.effective_from, None)
    family = FAMILIES[decision.programme]
    with refused_by(
        one_entitlement_per_person_and_family=AlreadyEntitled(
            "家庭成员中有人正在领取低保、低边或特困待遇，同一时间只能有一种。请退回重新调查，或者不予确认。"
        )
    ):
        row = Entitlement.objects.create(
            matter=matter,
            township=decision.township,
            programme=decision.programme,
            decision=decision,
            recipient_id=recipient_id,
            household_id_value=household_id,
            amount_fen=decision.amount_fen,
            members_count=decision.members_count,
            span=span,
            lines=lines,
            personal=personal,
            support_form=support_form,
        )
        EntitledPerson.objects.bulk_create(
            EntitledPerson(entitlement=row, township=decision.township, person_id=p, family=family, span=span)
            for p in person_ids
        )
    audit.record(
        actor=actor,
        act="grant_entitlement",
        on=on,
        subject=row,
        clause=CLAUSES[row.programme],
        matter=str(matter),
        township=row.township,
        new={
            "amount_fen": row.amount_fen,
            "from": decision.effective_from,
            "personal": personal,
            "persons": len(person_ids),
            "support_form": support_form,
        },
    )
    facts.emit(EntitlementGranted(actor=actor, on=on, entitlement_id=row.pk))
    return row
