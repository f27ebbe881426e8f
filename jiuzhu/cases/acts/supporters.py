"""登记户外义务人: who owes support from outside the household is asked, one by one, for their permission (ssf.41)."""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.facts import SupporterSigned
from jiuzhu.cases.models import Case, Document
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry.acts import note_supporter
from jiuzhu.registry.declaration import SupporterDeclared
from jiuzhu.registry.models import Household
from jiuzhu.registry.queries import asked_too_early, supporters_owing, supporters_unasked


class SupportersNotAsked(BadInput):
    """Somebody outside owes support and was never asked whether they may be checked (43.10, ssf.41)."""


@act("record_supporter_consent")
def record_supporter_consent(
    *,
    actor: Actor,
    on: dt.date,
    case_id: int,
    name: str,
    kin: str,
    number: str = "",
    answer: str = "signed",
    why: str = "",
    signed_on: dt.date | None = None,
    until: dt.date | None = None,
) -> Case:
    """What one person answers who owes the applicant support: their signed permission, or why there is none.

    Without it nobody looks at them. Recorded again, the later answer stands. Who signs after the request for the
    household had gone out is asked about in one of their own.
    """
    case = flow.lock(case_id)
    duties.may_renew_consent(actor, case).or_refuse()
    told = {"name": name, "number": number, "kin": kin, "answer": answer, "why": why}
    supporter = SupporterDeclared(**told, signed_on=signed_on, until=until)
    row = note_supporter(actor=actor, on=on, household=case.household, supporter=supporter)
    if answer == "signed" and row.person is not None:
        file_consent(case, row.name, on)
        if asked_too_early(case.household, row.person.id_number):
            facts.emit(SupporterSigned(actor=actor, on=on, case_id=case.pk, person_id=row.person.pk))
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="record_supporter_consent")
    audit.record(
        actor=actor,
        act="record_supporter_consent",
        on=on,
        subject=case,
        clause=("43.10", "ssf.41"),
        matter=str(case.token),
        township=case.township,
        new={"answer": answer, "kin": kin, "signed_on": signed_on, "supporter": row.pk},
    )
    return case


def file_consent(case: Case, name: str, on: dt.date) -> None:
    """The signed paper of somebody outside the household, among the papers of the case."""
    kind = f"核对授权书（户外义务人）：{name}"[:40]
    Document.objects.create(case=case, township=case.township, kind=kind, on=on, source="窗口")


def refuse_unasked(household: Household, supporters: str, on: dt.date, field: str) -> None:
    """Raise `SupportersNotAsked` unless what was found fits who is registered, and everybody was asked (43.10)."""
    do = "请先在“登记户外义务人”里登记"
    if supporters not in {"able", "unable"}:
        if owing := [row.name for row in supporters_owing(household)]:
            raise SupportersNotAsked(
                f"已经登记{'、'.join(owing)}是户外的法定义务人，不能选“没有”。查明不是的，{do}原因。（43号第八条）",
                field=field,
            )
        return
    if not supporters_owing(household):
        raise SupportersNotAsked(f"还没有登记户外的法定义务人是谁。{do}，逐人登记。（43号第八条）", field=field)
    if missing := supporters_unasked(household, on):
        raise SupportersNotAsked(
            f"{'、'.join(missing)}的核对授权没有签，或者已过有效期。{do}：签了的登记授权，"
            "不愿意签、联系不上的写明原因。（43号第十条、社会救助法第四十一条）",
            field=field,
        )
