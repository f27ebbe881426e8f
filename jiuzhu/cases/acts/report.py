"""核对报告: the check centre's report arrives and is compared with the declaration."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from jiuzhu.cases import duties, flow
from jiuzhu.cases.facts import CheckReported
from jiuzhu.cases.models import Case
from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.registry.acts import note_means_report
from jiuzhu.registry.models import MeansCheck
from jiuzhu.registry.queries import differences, property_differences


@act("record_check_report")
def record_check_report(
    *,
    actor: Actor,
    on: dt.date,
    check_id: int,
    report: Mapping[str, Any],
    incomes: Sequence[Mapping[str, Any]],
    property_found: Mapping[str, int],
    unanswered: Sequence[str] = (),
) -> Case:
    """Keep the report, add what nobody declared, go on. A report that comes again changes nothing.

    `incomes`: rows {person_id, kind, fen, per} read from the report; `property_found`: money in fen, the rest counted;
    `unanswered`: sources that did not answer, so that what they would know was not looked into. A report about
    supporters only is kept; no step waits for it.
    """
    check = MeansCheck.objects.select_related("household__case").get(pk=check_id)
    case = flow.lock(check.household.case.pk)
    repeated = check.reported_on is not None
    if not repeated:
        duties.may_report(actor, case, check).or_refuse()
    found, shown = differences(check.household, list(incomes))
    more = property_differences(check.household, property_found)
    note_means_report(
        actor=actor,
        on=on,
        check=check,
        report=report,
        found=found,
        differences=[*shown, *more],
        unanswered=unanswered,
    )
    goes_on = not repeated and not check.beside
    if goes_on:
        flow.complete(actor=actor, on=on, case=case, step_key="check_report")
    audit.record(
        actor=actor,
        act="record_check_report",
        on=on,
        subject=case,
        clause=("n1.3", "57.17"),
        matter=str(case.token),
        township=case.township,
        new={"days": (on - check.requested_on).days, "differences": len(shown) + len(more), "repeated": repeated},
    )
    if goes_on:
        facts.emit(CheckReported(actor=actor, on=on, case_id=case.pk))
    return case
