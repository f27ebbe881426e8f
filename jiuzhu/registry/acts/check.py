"""Verbs of the means check: ask, note the report or why it can't be used, set a report aside after an objection."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from jiuzhu.ground import audit, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry import duties
from jiuzhu.registry.acts.consents import refuse_without_consent
from jiuzhu.registry.models import Consent, Household, IncomeFact, MeansCheck
from jiuzhu.registry.queries import signed_outside


@act("open_means_check")
def open_means_check(
    *, actor: Actor, on: dt.date, household: Household, clause: str = "57.17", beside: int | None = None
) -> MeansCheck:
    """A request to the check centre, ready for the outbox; one key a request. Every permission must hold that day.

    `beside`: only about this supporter, who signed after the household's own request had gone out.
    """
    # Who owes support from outside is asked about in a role of their own: nothing of theirs is the household's.
    supporters = signed_outside(household, on)
    members: list[dict[str, str]] = []
    if beside is None:
        refuse_without_consent(household, on)
        members = _asked(household.consents.filter(kin=""))
    else:
        supporters = supporters.filter(person_id=beside)
    request = [*members, *({**row, "role": "supporter"} for row in _asked(supporters))]
    count = MeansCheck.objects.filter(household=household).count()
    row = MeansCheck.objects.create(
        beside=beside is not None,
        request=json.dumps(request, ensure_ascii=False),
        household=household,
        township=household.township,
        matter=household.matter,
        request_key=f"{household.matter}-{count + 1}",
        requested_on=on,
    )
    audit.record(
        actor=actor,
        act="open_means_check",
        on=on,
        subject=row,
        clause=clause,
        matter=household.matter,
        township=household.township,
        new={"beside": row.beside, "key": row.request_key},
    )
    return row


def _asked(consents: QuerySet[Consent]) -> list[dict[str, str]]:
    last = consents.select_related("person").order_by("person_id", "-expires_on").distinct("person_id")
    return [
        {"consent_until": c.expires_on.isoformat(), "id_number": c.person.id_number, "name": c.person.name}
        for c in last
    ]


@act("note_means_report")
def note_means_report(
    *,
    actor: Actor,
    on: dt.date,
    check: MeansCheck,
    report: Mapping[str, Any],
    found: Sequence[Mapping[str, Any]],
    differences: Sequence[Mapping[str, Any]],
    unanswered: Sequence[str] = (),
) -> MeansCheck:
    """Keep the report; incomes it found that nobody declared are added with their source.

    `found`: rows {person_id, kind, fen, per}; `differences`: plain rows {what, declared, found} for the page.
    """
    duties.may_note_report(actor).or_refuse()
    check = MeansCheck.objects.select_for_update().get(pk=check.pk)
    text = json.dumps(report, ensure_ascii=False, sort_keys=True)
    if check.reported_on is not None:
        if check.report_digest == crypto.digest(text.encode()):
            return _seen_again(actor, on, check)
        raise BadInput("这份核对已经有报告，内容与新送来的不同。请核对中心用新的申请号重新核对。")
    members = {m.person_id: m for m in check.household.members.all()}
    check.reported_on, check.report, check.differences = on, text, list(differences)
    check.report_digest, check.unanswered, check.problem = crypto.digest(text.encode()), list(unanswered), ""
    check.reported_by_id = actor.person_id
    check.save()
    IncomeFact.objects.bulk_create(
        IncomeFact(
            household_id=check.household_id,
            township=check.township,
            member=members[row["person_id"]],
            kind=row["kind"],
            fen=row["fen"],
            per=row["per"],
            source="check",
        )
        for row in found
    )
    beyond = {row["property"]: row["found_fen"] for row in differences if "property" in row}
    if beyond:
        # What the report found counts from here on; the declared value stays in the stored differences.
        Household.objects.filter(pk=check.household_id).update(
            **{("money_fen" if what == "money" else what): value for what, value in beyond.items()}
        )
    audit.record(
        actor=actor,
        act="note_means_report",
        on=on,
        subject=check,
        clause="57.17",
        matter=check.matter,
        township=check.township,
        new={"differences": len(differences), "digest": check.report_digest},
    )
    return check


def _seen_again(actor: Actor, on: dt.date, check: MeansCheck) -> MeansCheck:
    audit.record(
        actor=actor,
        act="note_means_report",
        on=on,
        subject=check,
        clause="57.17",
        matter=check.matter,
        township=check.township,
        new={"repeated": True},
    )
    return check


@act("note_check_answer")
def note_check_answer(*, actor: Actor, on: dt.date, check: MeansCheck, request_no: str, problem: str) -> MeansCheck:
    """The centre's number for a request, or why its answer could not be used; nothing of such an answer is imported."""
    duties.may_note_report(actor).or_refuse()
    check = MeansCheck.objects.select_for_update().get(pk=check.pk)
    check.request_no, check.problem = request_no or check.request_no, problem[:200]
    check.save(update_fields=["request_no", "problem"])
    audit.record(
        actor=actor,
        act="note_check_answer",
        on=on,
        subject=check,
        clause="57.17",
        matter=check.matter,
        township=check.township,
        new={"problem": bool(problem), "request_no": check.request_no},
        reason=problem,
    )
    return check


@act("set_aside_report")
def set_aside_report(*, actor: Actor, on: dt.date, check: MeansCheck, reason: str) -> MeansCheck:
    """The family objected with evidence: what this report added no longer counts; the report itself stays (57.18).

    What it found beyond the declaration goes back to what was declared, unless it was corrected since.
    """
    check = MeansCheck.objects.select_for_update().get(pk=check.pk)
    IncomeFact.objects.filter(household_id=check.household_id, source="check").delete()
    household = Household.objects.select_for_update().get(pk=check.household_id)
    for row in check.differences:
        column = "money_fen" if row.get("property") == "money" else row.get("property")
        if column and getattr(household, column) == row["found_fen"]:
            setattr(household, column, row["declared_fen"])
    household.save(update_fields=["money_fen", "homes", "vehicles", "shops", "companies"])
    check.set_aside_on = on
    check.save(update_fields=["set_aside_on"])
    audit.record(
        actor=actor,
        act="set_aside_report",
        on=on,
        subject=check,
        clause="57.18",
        matter=check.matter,
        township=check.township,
        new={"digest": check.report_digest},
        reason=reason,
    )
    return check
