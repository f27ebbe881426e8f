"""特困 on the survey: supporters outside the household, also in other cases, and the six items of self-care (n2.4)."""

import datetime as dt
from collections.abc import Mapping

from jiuzhu.cases import duties, flow, late
from jiuzhu.cases.acts.supporters import refuse_unasked
from jiuzhu.cases.models import Case
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.registry.acts import note_self_care, note_support_form, note_supporters
from jiuzhu.registry.models import Member
from jiuzhu.registry.queries import last_visit


@act("record_supporters")
def record_supporters(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    supporters: str,
    told: str,
    found_on: dt.date,
    late_reason: str = "",
) -> Case:
    """What the survey found about people who owe the applicant support: none, none able, or somebody able (43.8).

    Without it nobody can be found to be 特困. Recorded again, the later record stands. Where there are supporters,
    every one of them was asked for their permission to be checked (ssf.41).
    """
    case = flow.lock(case_id)
    duties.may_record_supporters(actor, case).or_refuse()
    refuse_unasked(case.household, supporters, on, "supporters")
    visit = last_visit(case.household)
    words = late.entry(
        what="查明日期",
        happened_on=found_on,
        on=on,
        not_before=(case.accepted_on, "受理日期"),
        reason=late_reason,
        field="found_on",
    )
    note_supporters(actor=actor, on=on, member=applicant_of(case), supporters=supporters, told=told)
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="record_supporters")
    audit.record(
        actor=actor,
        act="record_supporters",
        on=found_on,
        subject=case,
        clause=("43.8", "43.13"),
        matter=str(case.token),
        township=case.township,
        new={"entered_on": on, "supporters": supporters, "visit": visit.pk if visit else None},
        reason=words,
    )
    return case


@act("record_self_care_assessment")
def record_self_care_assessment(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    items: Mapping[str, bool | None],
    support_form: str,
    assessed_on: dt.date,
    assessor: str,
    body: str = "",
    report_no: str = "",
    late_reason: str = "",
) -> Case:
    """The six items, raw, and the form of support the person chose. Class and level are the law floor's answer.

    It belongs to the home visit: not before it. A third party may assess; the handler enters it (n2.4, 43.20).
    """
    case = flow.lock(case_id)
    duties.may_do(actor, case, "self_care").or_refuse()
    visit = last_visit(case.household)
    words = late.entry(
        what="评估日期",
        happened_on=assessed_on,
        on=on,
        not_before=(visit.visited_on, "入户日期"),
        reason=late_reason,
        field="assessed_on",
    )
    row = note_self_care(
        actor=actor,
        on=on,
        member=applicant_of(case),
        visit=visit,
        items=items,
        assessed_on=assessed_on,
        assessor=assessor,
        body=body,
        report_no=report_no,
        late_reason=words,
    )
    note_support_form(actor=actor, on=on, household=case.household, support_form=support_form)
    hand = {"hand": 1, "for_act": "record_self_care_assessment"}
    lay_hand(actor=actor, on=assessed_on, matter=case.token, township=case.township, **hand)
    flow.complete(actor=actor, on=on, case=case, step_key="self_care")
    audit.record(
        actor=actor,
        act="record_self_care_assessment",
        on=assessed_on,
        subject=case,
        clause=flow.clause_of(case, "self_care"),
        matter=str(case.token),
        township=case.township,
        new={"assessment": row.pk, "entered_on": on, "late": bool(words), "support_form": support_form},
        reason=words,
    )
    return case


def applicant_of(case: Case) -> Member:
    """The applicant as a member of the household."""
    return Member.objects.select_related("household", "person").get(
        household_id=case.household_id, person_id=case.applicant_id
    )
