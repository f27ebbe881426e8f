"""Verbs: declare a household, its means check and report, a home visit and its second signature, its payee account."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from jiuzhu.ground import audit, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.law.figures import reading
from jiuzhu.persons.acts import register_person
from jiuzhu.persons.models import Person
from jiuzhu.registry import duties
from jiuzhu.registry.declaration import Declaration
from jiuzhu.registry.models import Consent, HomeVisit, Household, IncomeFact, MeansCheck, Member
from jiuzhu.registry.queries import ACCOUNT_DIGITS, usable_account

SHORTEST_REASON = 4


@act("declare_household")
def declare_household(
    *, actor: Actor, on: dt.date, township: str, village: str, matter: uuid.UUID, declaration: Declaration
) -> Household:
    """Store a family's declaration: household, members, amounts, consents."""
    duties.may_declare(actor, township).or_refuse()
    _refuse_incomplete(declaration)
    household = Household.objects.create(
        township=township,
        village=village,
        matter=str(matter),
        address=declaration.address,
        phone=declaration.phone,
        payee_name=declaration.payee_name or declaration.members[0].name,
        account=declaration.account,
        money_fen=declaration.money_fen,
        homes=declaration.homes,
        vehicles=declaration.vehicles,
        shops=declaration.shops,
        companies=declaration.companies,
        relative_of_officer=declaration.relative_of_officer,
    )
    members = [_member(actor, on, household, i, m) for i, m in enumerate(declaration.members)]
    IncomeFact.objects.bulk_create(
        IncomeFact(
            household=household,
            township=township,
            member=members[a.member],
            kind=a.kind,
            fen=a.fen,
            per=a.per,
            spending=a.spending,
        )
        for a in declaration.amounts
    )
    audit.record(
        actor=actor,
        act="declare_household",
        on=on,
        subject=household,
        clause=("57.9", "57.10"),
        matter=str(matter),
        township=township,
        new={"amounts": len(declaration.amounts), "members": len(members), "village": village},
        personal={"account": declaration.account, "phone": declaration.phone} if declaration.account else None,
    )
    return household


def _refuse_incomplete(declaration: Declaration) -> None:
    if not declaration.members or declaration.members[0].relation != "self":
        raise BadInput("第一名成员须是申请人本人", field="members-0-relation")
    numbers = [m.number.strip().upper() for m in declaration.members]
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            raise BadInput(f"成员 {index + 1} 的身份证号与前面的成员相同，请检查", field=f"members-{index}-number")
    if not declaration.pledged:
        raise BadInput("请申请人先签真实性承诺，再勾选", field="pledged")


def _member(actor: Actor, on: dt.date, household: Household, index: int, declared: Any) -> Member:
    person = register_person(
        actor=actor, on=on, name=declared.name, number=declared.number, field=f"members-{index}-number"
    )
    member = Member.objects.create(
        household=household,
        township=household.township,
        person=person,
        relation=declared.relation,
        disability_kind=declared.disability_kind,
        disability_grade=declared.disability_grade,
        serious_illness=declared.serious_illness,
        student=declared.student,
        independent=declared.independent,
        co_residing=declared.co_residing,
        absent=declared.absent,
        works=declared.works,
        note=declared.note,
    )
    if declared.consented:
        consent_days = int(str(reading("consent_days", on, household.township).value))
        Consent.objects.create(
            household=household,
            township=household.township,
            person=person,
            signed_on=on,
            expires_on=on + dt.timedelta(days=consent_days),
        )
    return member


@act("open_means_check")
def open_means_check(*, actor: Actor, on: dt.date, household: Household, clause: str = "57.17") -> MeansCheck:
    """A request to the check centre, ready for the outbox; one key a request."""
    count = MeansCheck.objects.filter(household=household).count()
    consents = household.consents.select_related("person").order_by("person_id", "-expires_on").distinct("person_id")
    request = [
        {"consent_until": c.expires_on.isoformat(), "id_number": c.person.id_number, "name": c.person.name}
        for c in consents
    ]
    row = MeansCheck.objects.create(
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
        new={"key": row.request_key},
    )
    return row


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


@act("note_home_visit")
def note_home_visit(
    *,
    actor: Actor,
    on: dt.date,
    household: Household,
    visited_on: dt.date,
    second: Person,
    family_signed: bool,
    notes: str,
) -> HomeVisit:
    """The first investigator's record of a visit by two."""
    if second.pk == actor.person_id:
        raise BadInput("入户要两名调查人，请选另一个人", field="second")
    if visited_on > on:
        raise BadInput("入户日期不能在今天之后", field="visited_on")
    if not family_signed:
        raise BadInput(
            "入户记录要家庭成员签字。确实无法签字的，请在记录里写明原因并由见证人签字后再登记", field="family_signed"
        )
    row = HomeVisit.objects.create(
        household=household,
        township=household.township,
        matter=household.matter,
        visited_on=visited_on,
        first_id=actor.person_id,
        second=second,
        family_signed=family_signed,
        notes=notes,
    )
    audit.record(
        actor=actor,
        act="note_home_visit",
        on=visited_on,
        subject=row,
        clause="57.16",
        matter=household.matter,
        township=household.township,
        new={"entered_on": on, "second": second.pk},
        reason=notes,
    )
    return row


@act("sign_home_visit")
def sign_home_visit(*, actor: Actor, on: dt.date, visit: HomeVisit) -> HomeVisit:
    """The second investigator confirms the record."""
    visit = HomeVisit.objects.select_for_update().get(pk=visit.pk)
    if visit.second_id != actor.person_id:
        raise BadInput("这份入户记录登记的另一名调查人不是您")
    if visit.second_signed_on is not None:
        raise BadInput("这份入户记录您已经确认过")
    visit.second_signed_on = on
    visit.save(update_fields=["second_signed_on"])
    audit.record(
        actor=actor,
        act="sign_home_visit",
        on=on,
        subject=visit,
        clause="57.16",
        matter=visit.matter,
        township=visit.township,
        new={"signed_on": on},
    )
    return visit


@act("correct_payee_account")
def correct_payee_account(
    *, actor: Actor, on: dt.date, household: Household, payee_name: str, account: str, reason: str
) -> Household:
    """Where a family's money goes from now on; payments already sent keep the account they were sent to (n8.2).

    The account stands in the audit line as a keyed digest only, the old one and the new.
    """
    duties.may_correct_account(actor, household.township).or_refuse()
    row = Household.objects.select_for_update().get(pk=household.pk)
    name, number, why = payee_name.strip(), account.replace(" ", ""), reason.strip()
    if not name:
        raise BadInput("请填写户名", field="payee_name")
    if not usable_account(number):
        raise BadInput(
            f"账号应为 {ACCOUNT_DIGITS[0]} 到 {ACCOUNT_DIGITS[1]} 位数字，请看着存折或银行卡填写", field="account"
        )
    if (name, number) == (row.payee_name, row.account.replace(" ", "")):
        raise BadInput("户名和账号与原来的相同，没有更正什么。请看着银行的退票原因再核对", field="account")
    if len(why) < SHORTEST_REASON:
        raise BadInput("请写明更正的依据，例如：银行退票“账号不存在”，已看存折", field="reason")
    before, renamed = crypto.keyed_hash(row.account, purpose="audit"), row.payee_name != name
    row.payee_name, row.account = name, number
    row.save(update_fields=["payee_name", "account"])
    audit.record(
        actor=actor,
        act="correct_payee_account",
        on=on,
        subject=row,
        clause="n8.2",
        matter=row.matter,
        township=row.township,
        old={"account": before},
        new={"account": crypto.keyed_hash(number, purpose="audit"), "payee_changed": renamed},
        reason=why,
    )
    return row
