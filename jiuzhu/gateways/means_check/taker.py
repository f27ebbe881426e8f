"""Carries the outbox's check requests to the check centre and its reports back into the case."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from jiuzhu.gateways.means_check.client import MeansCheckClient
from jiuzhu.gateways.means_check.rows import record, request_of
from jiuzhu.gateways.wire.http import Timeouts
from jiuzhu.gateways.wire.outcomes import Accepted, Pending
from jiuzhu.ground import clock, outbox
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.scope import scoped
from jiuzhu.registry.acts import note_check_answer
from jiuzhu.registry.models import MeansCheck
from jiuzhu.registry.queries import consents_run_out


@outbox.taker("means_check.request")
def carry(key: str, payload: Mapping[str, Any], day: dt.date) -> bool:
    """Ask (safe to repeat), then fetch the report; True once the report is in the case."""
    with scoped(SYSTEM):
        check = MeansCheck.objects.select_related("household__case").get(pk=payload["check_id"])
        if check.reported_on is not None or check.household.case.state != "open":
            return True  # a case that has ended needs no more of the family's data
        if not check.request_no and (gone := len(consents_run_out(check, day))):
            _note(check, day, problem=f"有 {gone} 人的核对授权已过有效期，没有发出。请先补签核对授权（57号第九条）")
            return False
        request = request_of(check)
    limits = Timeouts(settings.GATEWAY_TIMEOUT_SECONDS, settings.GATEWAY_TIMEOUT_SECONDS)
    with MeansCheckClient(settings.MEANS_CHECK_URL, _shared_key(), clock.real_now) as client:
        if not check.request_no:
            receipt = client.submit(request, timeouts=limits, demo_day=day)
            if not isinstance(receipt, Accepted):
                _note(check, day, problem=receipt.reason)
                return False
            check = _note(check, day, request_no=receipt.value.request_no)
        answer = client.fetch_report(check.request_no, request, timeouts=limits, demo_day=day)
    if not isinstance(answer, Accepted):
        if not isinstance(answer, Pending):
            _note(check, day, problem=answer.reason)
        return False
    with scoped(SYSTEM):
        record(SYSTEM, day, check, answer.value)
    return True


def _shared_key() -> bytes:
    return bytes.fromhex(settings.KEYS["means_check"])


def _note(check: MeansCheck, day: dt.date, *, request_no: str = "", problem: str = "") -> MeansCheck:
    if problem and problem[:200] == check.problem:
        return check  # asked again, the same answer: one line of it is enough
    with transaction.atomic(), scoped(SYSTEM):
        return note_check_answer(actor=SYSTEM, on=day, check=check, request_no=request_no, problem=problem)
