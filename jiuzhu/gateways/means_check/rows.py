"""Our rows ↔ the contract's messages, the same for the line (taker.py) and for files carried by hand (by_hand.py)."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from jiuzhu.cases.acts import record_check_report
from jiuzhu.gateways.means_check.contract import CheckRequest
from jiuzhu.gateways.means_check.mapping import Fact, check_request, facts, outside, property_totals, unanswered
from jiuzhu.gateways.means_check.report import Report
from jiuzhu.ground import crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.registry.models import MeansCheck

PURPOSE = "低保经济状况核对"


def request_of(check: MeansCheck) -> CheckRequest:
    """The request as it stood when it was made: asked again, it has the same bytes."""
    return check_request(
        request_key=check.request_key,
        case_token=check.matter,
        purpose=PURPOSE,
        clauses=("57.17", "ssf.41"),
        requested_on=check.requested_on,
        persons=[
            {**person, "consent_until": dt.date.fromisoformat(person["consent_until"])}
            for person in json.loads(check.request)
        ],
    )


def record(actor: Actor, on: dt.date, check: MeansCheck, report: Report) -> None:
    """A report that was read as a whole → the case. The caller has set the scope."""
    persons = {m.person.id_hash: m.person_id for m in check.household.members.select_related("person")}
    found = facts(report)
    owners = [persons[crypto.keyed_hash(f.id_number)] for f in found]
    incomes = [
        {"person_id": owner, "kind": f.kind, "fen": f.amount_fen, "per": f.per}
        for owner, f in zip(owners, found, strict=True)
        if f.heading == "income" and f.amount_fen
    ]
    plain: dict[str, Any] = {
        "digest": report.digest,
        "facts": [
            {"person": owner, "label": f.label, "kind": f.kind, "fen": f.amount_fen}
            for owner, f in zip(owners, found, strict=True)
        ],
    }
    if beside := outside(report):
        known = check.household.supporters.exclude(person=None).values_list("person__id_hash", "person_id")
        plain["supporters"] = _outside(beside, dict(known))
    record_check_report(
        actor=actor,
        on=on,
        check_id=check.pk,
        report=plain,
        incomes=incomes,
        property_found=property_totals(report),
        unanswered=unanswered(report),
    )


def _outside(beside: Mapping[str, tuple[Fact, ...]], known: Mapping[str, int]) -> list[dict[str, Any]]:
    """Kept with the report, in nobody's income: what was found about each supporter who agreed."""
    return [
        {
            "person": known[crypto.keyed_hash(number)],
            "found": [{"label": f.label, "kind": f.kind, "fen": f.amount_fen, "per": f.per} for f in found],
        }
        for number, found in beside.items()
    ]
