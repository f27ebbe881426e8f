"""Verbs of the survey for 特困: who outside owes support, how far a person manages alone, where they want to live."""

import datetime as dt
from collections.abc import Mapping

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry import duties
from jiuzhu.registry.choices import SELF_CARE, SUPPORT_FORMS, SUPPORTERS
from jiuzhu.registry.models import HomeVisit, Household, Member, SelfCareAssessment


class SelfCareItemsIncomplete(BadInput):
    """Not every one of the six items is answered (43.21)."""


@act("note_supporters")
def note_supporters(*, actor: Actor, on: dt.date, member: Member, supporters: str, told: str) -> Member:
    """Whether the member has supporters outside the household who are able (43.8); `told`: who, and why not able.

    Names of other people: the text is kept encrypted, in the audit line as a keyed digest.
    """
    duties.may_declare(actor, member.township).or_refuse()
    if supporters not in SUPPORTERS:
        raise BadInput("请选择有没有户外法定义务人", field="supporters")
    if not told.strip():
        raise BadInput("请写明怎么查的：没有义务人的写依据；有的写姓名、关系、年龄，有没有能力、凭什么", field="told")
    row = Member.objects.select_for_update().get(pk=member.pk)
    old = {"supporters": row.supporters}
    row.supporters, row.supporters_told = supporters, told.strip()
    row.save(update_fields=["supporters", "supporters_told"])
    audit.record(
        actor=actor,
        act="note_supporters",
        on=on,
        subject=row,
        clause="43.8",
        matter=row.household.matter,
        township=row.township,
        old=old,
        new={"supporters": supporters},
        personal={"told": row.supporters_told},
    )
    return row


@act("note_self_care")
def note_self_care(
    *,
    actor: Actor,
    on: dt.date,
    member: Member,
    visit: HomeVisit,
    items: Mapping[str, bool | None],
    assessed_on: dt.date,
    assessor: str,
    body: str = "",
    report_no: str = "",
    late_reason: str = "",
) -> SelfCareAssessment:
    """The six items as they were found, each answered; an outside body names itself and its report (n2.4, 43.20)."""
    duties.may_declare(actor, member.township).or_refuse()
    if missing := [item for item in SELF_CARE if not isinstance(items.get(item), bool)]:
        names = "、".join(SELF_CARE[item] for item in missing)
        raise SelfCareItemsIncomplete(f"六项要逐项评估，还没有填：{names}。（43号第二十一条）", field=missing[0])
    if not assessor.strip():
        raise BadInput("请填写评估人", field="assessor")
    if report_no.strip() and not body.strip():
        raise BadInput("填了评估报告编号，请填写评估机构", field="body")
    row = SelfCareAssessment.objects.create(
        household=member.household,
        township=member.township,
        matter=member.household.matter,
        member=member,
        visit=visit,
        **{item: items[item] for item in SELF_CARE},
        assessed_on=assessed_on,
        entered_on=on,
        late_reason=late_reason,
        assessor=assessor.strip(),
        body=body.strip(),
        report_no=report_no.strip(),
        by_id=actor.person_id,
    )
    audit.record(
        actor=actor,
        act="note_self_care",
        on=assessed_on,
        subject=row,
        clause=("n2.4", "43.20", "43.21"),
        matter=row.matter,
        township=row.township,
        new={"entered_on": on, "late": bool(late_reason), "outside": bool(row.body), "visit": visit.pk},
        personal={item: str(items[item]) for item in SELF_CARE},
    )
    return row


@act("note_support_form")
def note_support_form(*, actor: Actor, on: dt.date, household: Household, support_form: str) -> Household:
    """Where the person wants to be supported: at home or in an institution; the choice is theirs (ssf.16)."""
    duties.may_declare(actor, household.township).or_refuse()
    if support_form not in SUPPORT_FORMS:
        raise BadInput("请选择本人要哪一种供养形式：分散供养，或集中供养", field="support_form")
    row = Household.objects.select_for_update().get(pk=household.pk)
    old = {"support_form": row.support_form}
    row.support_form = support_form
    row.save(update_fields=["support_form"])
    audit.record(
        actor=actor,
        act="note_support_form",
        on=on,
        subject=row,
        clause=("tiaoli.16", "ssf.16"),
        matter=row.matter,
        township=row.township,
        old=old,
        new={"support_form": support_form},
    )
    return row
