"""Carries the outbox's check requests to the check centre and its reports back into the case."""

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from jiuzhu.cases.acts import record_check_report
from jiuzhu.gateways.means_check.client import MeansCheckClient
from jiuzhu.gateways.means_check.contract import CheckRequest
from jiuzhu.gateways.means_check.mapping import check_request, facts, property_totals
from jiuzhu.gateways.means_check.report import Report
from jiuzhu.gateways.wire.http import Timeouts
from jiuzhu.gateways.wire.outcomes import Accepted, Pending
from jiuzhu.ground import clock, crypto, outbox
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.scope import scoped
from jiuzhu.registry.models import MeansCheck

log = logging.getLogger(__name__)
PURPOSE = "低保经济状况核对"


@outbox.taker("means_check.request")
def carry(key: str, payload: Mapping[str, Any], day: dt.date) -> bool:
    """Ask (safe to repeat), then fetch the report; True once the report is in the case."""
    with scoped(SYSTEM):
        check = MeansCheck.objects.select_related("household").get(pk=payload["check_id"])
        if check.reported_on is not None:
            return True
        request = _request(check)
    limits = Timeouts(settings.GATEWAY_TIMEOUT_SECONDS, settings.GATEWAY_TIMEOUT_SECONDS)
    with MeansCheckClient(
        settings.MEANS_CHECK_URL, bytes.fromhex(settings.KEYS["means_check"]), clock.real_now
    ) as client:
        receipt = client.submit(request, timeouts=limits, demo_day=day)
        if not isinstance(receipt, Accepted):
            log.warning("means check %s: %s", key, type(receipt).__name__)
            return False
        number = receipt.value.request_no
        with transaction.atomic(), scoped(SYSTEM):
            MeansCheck.objects.filter(pk=check.pk).update(request_no=number)
        answer = client.fetch_report(number, request, timeouts=limits, demo_day=day)
    if not isinstance(answer, Accepted):
        if not isinstance(answer, Pending):
            log.warning("means check report %s: %s", key, type(answer).__name__)
        return False
    _record(check, answer.value, day)
    return True


def _request(check: MeansCheck) -> CheckRequest:
    consents = check.household.consents.select_related("person").order_by("pk")
    return check_request(
        request_key=check.request_key,
        case_token=check.matter,
        purpose=PURPOSE,
        clauses=("57.17", "ssf.41"),
        requested_on=check.requested_on,
        persons=[
            {"id_number": c.person.id_number, "name": c.person.name, "consent_until": c.expires_on} for c in consents
        ],
    )


def _record(check: MeansCheck, report: Report, day: dt.date) -> None:
    with scoped(SYSTEM):
        persons = {m.person.id_hash: m.person_id for m in check.household.members.select_related("person")}
        found = facts(report)
        incomes = [
            {"person_id": persons[crypto.keyed_hash(f.id_number)], "kind": f.kind, "fen": f.amount_fen, "per": f.per}
            for f in found
            if f.heading == "income" and f.amount_fen
        ]
        plain = {
            "digest": report.digest,
            "facts": [
                {
                    "person": persons[crypto.keyed_hash(f.id_number)],
                    "label": f.label,
                    "kind": f.kind,
                    "fen": f.amount_fen,
                }
                for f in found
            ],
        }
        record_check_report(
            actor=SYSTEM,
            on=day,
            check_id=check.pk,
            report=plain,
            incomes=incomes,
            property_found=property_totals(report),
        )
