"""特困 from an application for 低保 or for itself: survey, self-care, decision, what is paid and what isn't (n7)."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from jiuzhu.cases import acts, duties, looks
from jiuzhu.cases.acts.centre import start_check
from jiuzhu.cases.acts.find import StandardMissing
from jiuzhu.cases.acts.supporters import SupportersNotAsked
from jiuzhu.cases.late import DateBeforeEvidence
from jiuzhu.cases.models import Case, Finding, Publication, Round, Task
from jiuzhu.clockwork import owe_month
from jiuzhu.commands.demo_data.people import People
from jiuzhu.decisions.acts import OwnFamily, lay_hand
from jiuzhu.entitlements.models import EntitledPerson, Entitlement
from jiuzhu.funds.models import Payable
from jiuzhu.gateways.means_check.findings import Deposit, Wage
from jiuzhu.gateways.means_check.report import SOURCES, PersonFindings, Report, Source
from jiuzhu.gateways.means_check.rows import record, request_of
from jiuzhu.ground.actor import DISTRICT, SYSTEM
from jiuzhu.ground.models import AuditEntry, OutboxMessage
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.ground.scope import set_scope
from jiuzhu.payments.acts import prepare_run
from jiuzhu.persons.models import Person
from jiuzhu.registry.acts.self_care import SelfCareItemsIncomplete
from jiuzhu.registry.declaration import SupporterDeclared
from jiuzhu.registry.models import Consent, HomeVisit, MeansCheck, Member, SelfCareAssessment, Supporter
from jiuzhu.registry.queries import asked_about, found_outside
from jiuzhu.supervision.checks import CHECKS
from tests.cases.stages import (
    apply,
    authorised,
    decided,
    found,
    november,
    old_and_alone,
    received,
    reported,
    reviewed,
    self_care_assessed,
    supporters_found,
    to_finding,
    visited,
    waiting,
)
from tests.desks.visitors import visitor
from tests.district import BEIAO, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])


def old(programme: str = "dibao", **changes: Any) -> Case:
    """Over seventy, alone, without income: at the window."""
    return received(programme=programme, members=old_and_alone(), amounts=(), **changes)


def agree(case: Case, programme: str = "tekun", on: dt.date = dt.date(2026, 11, 6)) -> None:
    """The family signs."""
    given = {"programme": programme, "signed": True, "agreed_on": on}
    acts.agree_programme(actor=holder("handler"), on=on, case_id=case.pk, **given)
    case.refresh_from_db()


def switched() -> Case:
    """Applied for 低保; nobody owes support; agreed to 特困."""
    case = to_finding(old())
    supporters_found(case)
    agree(case)
    return case


def through(case: Case) -> Entitlement:
    """Finding, opinion, notice, decision and announcement."""
    found(case, november(9))
    reviewed(case)
    acts.start_publication(actor=holder("handler"), on=november(9), case_id=case.pk)
    acts.close_publication(actor=holder("handler"), on=november(17), case_id=case.pk, outcome="clear")
    decided(case, "approve")
    acts.announce_decision(actor=holder("handler"), on=november(18), case_id=case.pk)
    return Entitlement.objects.get(matter=case.token)


def test_an_application_for_dibao_goes_on_as_tekun_from_its_first_day() -> None:
    case = to_finding(old())
    number, visit = case.number, HomeVisit.objects.get(household=case.household)
    assert waiting(case) == {"finding"}
    supporters_found(case)
    with pytest.raises(BadInput, match=r"已符合特困人员条件.*符合的是特困"):
        found(case)
    agree(case)
    assert (case.programme, case.applied_for, case.number) == ("tekun", "dibao", number)
    assert case.procedure.startswith("tekun/2026-07-01")
    assert (case.accepted_on, case.due_on) == (november(2), november(23))
    assert waiting(case) == {"self_care"}, "the visit stays done, the finding waits for the assessment"
    task = Task.objects.get(case=case, step="self_care")
    assert task.due_on <= november(13), "planned back from the case's own last day"
    assert "self_care" in Round.objects.get(case=case).needed_for_decision
    with pytest.raises(NotYourDuty, match="自理能力评估"):
        found(case)

    self_care_assessed(case, "walking", "bathing")
    row = SelfCareAssessment.objects.get(household=case.household)
    assert (row.visit, row.walking, row.bathing, row.eating, row.assessor) == (visit, False, False, True, "洪雅静")
    entitlement = through(case)
    finding = Finding.objects.get(case=case)
    applicant = case.household.members.get()
    assert (finding.way, finding.members, finding.amount_fen) == ("tekun", [applicant.pk], 160_000)
    lines = {line["key"]: line for line in finding.lines}
    assert (lines["living"]["fen"], lines["care_class"]["value"]) == (160_000, "部分丧失")
    assert "对应表没有确认" in lines["care_fee_because"]["value"], "no level, so no fee, and the line says why"
    notice = Publication.objects.get(case=case)
    assert (notice.name, notice.members_count, notice.amount_fen) == (case.applicant.name, 1, 160_000)
    assert (entitlement.programme, entitlement.personal, entitlement.support_form) == ("tekun", True, "dispersed")
    assert (entitlement.span.lower, entitlement.amount_fen) == (dt.date(2026, 12, 1), 160_000)
    case.refresh_from_db()
    assert case.state == "granted"
    payable = Payable.objects.get(matter=case.token)
    assert (payable.unit, payable.benefit) == (f"person:{case.applicant_id}", "tekun")
    assert (payable.month, payable.amount_fen) == (dt.date(2026, 12, 1), 160_000)
    owe_month(dt.date(2026, 12, 1))
    owe_month(dt.date(2027, 1, 1))
    assert Payable.objects.filter(matter=case.token).count() == 2
    run = prepare_run(
        actor=holder("finance_preparer"),
        on=dt.date(2026, 12, 2),
        township=BEIAO,
        programme="tekun",
        month=dt.date(2026, 12, 1),
    )
    assert (run.number, run.count, run.sum_fen) == ("BA-TK-202612-1", 1, 160_000)
    found_wrong = {check.key: list(check.breaches()) for check in CHECKS}
    assert not any(found_wrong.values()), found_wrong


def test_who_is_supported_in_an_institution_is_not_paid_by_the_township() -> None:
    case = switched()
    self_care_assessed(case, "eating", "dressing", "bed", "toilet", support_form="concentrated")
    row = through(case)
    assert (row.support_form, row.amount_fen) == ("concentrated", 160_000)
    owe_month(dt.date(2026, 12, 1))
    assert not Payable.objects.filter(matter=case.token).exists()
    lines = {line["key"]: line["value"] for line in Finding.objects.get(case=case).lines}
    assert (lines["care_class"], lines["bearer"]) == ("完全丧失", "区级")
    assert "没有规定护理费比例" in lines["care_fee_because"]


def test_somebody_may_apply_for_tekun_at_the_window_and_the_rest_of_the_household_stays_free() -> None:
    him, her = old_and_alone()[0], old_and_alone(11)[0]
    couple = (him, type(her)(**{**_plain(her), "relation": "spouse"}))
    case = received(programme="tekun", members=couple, amounts=())
    assert {p.person_id: p.is_open for p in case.persons.all()}[case.applicant_id] is True
    assert case.persons.filter(is_open=True).count() == 1
    hers = apply(2, programme="tekun", members=(her, type(him)(**{**_plain(him), "relation": "spouse"})), amounts=())
    assert hers.number.startswith("BA-TK-")
    to_finding_of_tekun(case)
    assert waiting(case) == {"finding"}
    with pytest.raises(BadInput, match="赡养情况未查"):
        found(case, november(9))
    supporters_found(case)
    through(case)
    entitled = EntitledPerson.objects.filter(entitlement__matter=case.token)
    assert list(entitled.values_list("person_id", flat=True)) == [case.applicant_id]


def to_finding_of_tekun(case: Case) -> None:
    """Checked, visited and assessed."""
    reported(authorised(case))
    visited(case)
    self_care_assessed(case)


def _plain(member: Any) -> dict[str, Any]:
    return {name: getattr(member, name) for name in type(member).__dataclass_fields__}


def test_who_is_supported_already_counts_in_no_other_household() -> None:
    him = old_and_alone()[0]
    case = switched()
    self_care_assessed(case)
    through(case)
    her = type(him)(**{**_plain(old_and_alone(12)[0]), "works": True})
    again = apply(
        3, members=(her, type(him)(**{**_plain(him), "relation": "spouse"})), amounts=(), on=dt.date(2026, 12, 1)
    )
    assert again.persons.filter(is_open=True).count() == 1
    on = dt.date(2026, 12, 2)
    reported(authorised(again, on), on)
    visited(again, on)
    found(again, on)
    finding = Finding.objects.get(case=again)
    assert finding.members == [again.household.members.get(relation="self").pk]
    assert len(finding.situation["household"]) == 1


@pytest.mark.parametrize(
    ("changes", "refusal", "says"),
    [
        ({"items": {"eating": True}}, SelfCareItemsIncomplete, "还没有填：自主穿衣、自主上下床"),
        ({"support_form": ""}, BadInput, "请选择本人要哪一种供养形式"),
        ({"assessor": " "}, BadInput, "请填写评估人"),
        ({"report_no": "82-7"}, BadInput, "请填写评估机构"),
        ({"assessed_on": november(5)}, DateBeforeEvidence, "不能早于入户日期"),
        ({"assessed_on": november(30)}, DateBeforeEvidence, "不能在今天之后"),
    ],
)
def test_an_assessment_that_can_not_be_entered(changes: dict[str, Any], refusal: type[Exception], says: str) -> None:
    case = switched()
    with pytest.raises(refusal, match=says):
        self_care_assessed(case, **changes)
    assert not SelfCareAssessment.objects.exists()
    assert waiting(case) == {"self_care"}


def test_a_third_party_s_assessment_names_itself_and_comes_later_with_a_reason() -> None:
    case = switched()
    outside = {"body": "海岛护理评估中心（虚构）", "report_no": "82-2026-7", "assessor": "孙评估"}
    self_care_assessed(
        case, "bathing", on=november(9), assessed_on=november(7), late_reason="第三方的报告今天才送到", **outside
    )
    row = SelfCareAssessment.objects.get()
    assert (row.body, row.report_no, row.late_reason) == (
        "海岛护理评估中心（虚构）",
        "82-2026-7",
        "第三方的报告今天才送到",
    )
    entry = json.loads(AuditEntry.objects.get(act="note_self_care").entry)
    assert entry["new"]["outside"] is True
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        SelfCareAssessment.objects.update(eating=False)


def test_without_a_published_standard_there_is_nothing_to_put_on_the_notice() -> None:
    day = dt.date(2026, 9, 14)  # the demo's figure holds from October
    case = received(programme="tekun", members=old_and_alone(), amounts=(), on=day)
    reported(authorised(case, day), day)
    visited(case, day)
    supporters_found(case, on=day)
    self_care_assessed(case, on=day)
    with pytest.raises(StandardMissing, match="基本生活标准还没有公布"):
        found(case, day)
    assert waiting(case) == {"finding"}


def test_a_supporter_who_is_able_stands_against_tekun_and_the_case_goes_back_to_dibao() -> None:
    case = switched()
    self_care_assessed(case)
    with pytest.raises(SupportersNotAsked, match="还没有登记户外的法定义务人是谁"):
        supporters_found(case, "able")
    son = People(81).person(sex="male", born_on=dt.date(1979, 5, 1))
    his = {"name": son.name, "number": son.number, "kin": "child"}
    own = {"number": case.applicant.id_number, "name": case.applicant.name}
    for wrong, says in (
        ({"kin": "x"}, "什么人"), (own, "本户"), ({"signed_on": None}, "签字日期"), ({"number": ""}, "请填写身份证号"),
        ({"answer": "refused"}, "请写明原因"), ({"answer": ""}, "签没签"), ({"name": " "}, "义务人的姓名"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            asked_outside(case, **{"signed_on": november(6), **his, **wrong})
    asked_outside(case, **his, signed_on=november(6))
    row = Consent.objects.get(household=case.household, kin="child")
    assert (row.person.name, row.signed_on) == (son.name, november(6))
    supporters_found(case, "able")
    assert Member.objects.get(household=case.household).supporters == "able"
    with pytest.raises(BadInput, match=r"户外有法定义务人且有履行能力.*符合的是低保"):
        found(case, november(9))
    agree(case, "dibao", november(9))
    assert (case.programme, case.applied_for) == ("dibao", "dibao")
    assert [r.done_steps.count("self_care") for r in case.rounds.order_by("number")] == [1, 0], "kept in its round"
    found(case, november(9))
    assert Finding.objects.get(case=case).way == "dibao"


def asked_outside(case: Case, name: str, kin: str, **given: Any) -> None:
    """What one supporter answers; by default a signature."""
    acts.record_supporter_consent(actor=holder("handler"), on=november(6), case_id=case.pk, name=name, kin=kin, **given)


def test_every_supporter_is_asked_and_who_does_not_sign_is_told_with_a_reason() -> None:
    case = switched()
    self_care_assessed(case)
    people = People(82)
    son, daughter = (people.person(sex=sex, born_on=dt.date(1979, 5, 1)) for sex in ("male", "female"))
    asked_outside(case, son.name, "child", number=son.number, signed_on=november(6))
    with pytest.raises(SupportersNotAsked, match=f"已经登记{son.name}是户外的法定义务人，不能选“没有”"):
        supporters_found(case)
    with pytest.raises(SupportersNotAsked, match=f"已经登记{son.name}"):
        found(case, november(9))  # “none” was recorded before he came to light
    asked_outside(case, daughter.name, "child", answer="unreachable", why="电话停机，村里也没有地址")
    supporters_found(case, "unable")
    row = Supporter.objects.get(household=case.household, name=daughter.name)
    assert (row.person, row.answer, row.answered_on) == (None, "unreachable", november(6))
    # She is found, and signs only until the day before: a permission that has run out is none.
    until = {"signed_on": november(6), "until": november(8)}
    asked_outside(case, daughter.name, "child", number=daughter.number, **until)
    row.refresh_from_db()
    assert (row.answer, row.why, row.answered_on, row.person.name) == ("", "", None, daughter.name)
    with pytest.raises(SupportersNotAsked, match=f"{daughter.name}的核对授权没有签，或者已过有效期"):
        found(case, november(9))
    asked_outside(case, daughter.name, "child", number=daughter.number, answer="not_owing", why="是侄女，登记错了")
    assert Supporter.objects.filter(household=case.household).count() == 2
    found(case, november(9))
    assert Finding.objects.get(case=case).way == "tekun"
    lines = [json.loads(e.entry) for e in AuditEntry.objects.filter(act="record_supporter_consent").order_by("pk")]
    assert [line["new"]["answer"] for line in lines] == ["signed", "unreachable", "signed", "not_owing"]
    assert daughter.name not in json.dumps(lines, ensure_ascii=False)


def test_a_supporter_who_holds_a_post_works_no_case_of_whom_they_owe() -> None:
    """Found by number, whoever registered them; named as owing nothing, they are free again."""
    case, second = to_finding(old()), holder("handler", nth=1)
    officer = Person.objects.get(pk=second.person_id)
    asked_outside(case, officer.name, "child", number=officer.id_number, answer="refused", why="本人不同意查")
    with pytest.raises(NotYourDuty, match="您登记为本户的户外义务人"):
        acts.submit_finding(actor=second, on=november(6), case_id=case.pk, recommends=False, conclusion="x")
    with pytest.raises(OwnFamily, match="户外义务人"), transaction.atomic():
        hand = {"matter": case.token, "township": BEIAO, "hand": 1, "for_act": "of_this_test"}
        lay_hand(actor=second, on=november(6), **hand)
    case.household.refresh_from_db()
    assert second.person_id in looks.of(case).kept_out
    asked_outside(case, officer.name, "child", number=officer.id_number, answer="not_owing", why="同名，登记错了")
    assert duties.may_do(second, case, "finding").yes and second.person_id not in looks.of(case).kept_out


def test_who_signed_at_the_window_is_asked_about_as_a_supporter_and_counts_in_nobodys_income() -> None:
    people = People(83)
    son, away = (people.person(sex="male", born_on=dt.date(1979, 5, day)) for day in (1, 2))
    outside = (
        SupporterDeclared(name=son.name, kin="child", number=son.number, answer="signed"),
        SupporterDeclared(name=away.name, kin="child", number=away.number, answer="refused", why="本人说不同意"),
    )
    case = old(supporters=outside)
    assert case.household.supported
    assert case.documents.filter(kind__contains=son.name).count() == 1
    check = authorised(case)
    asked = asked_about(check)
    assert [(a.name, a.outside) for a in asked] == [(case.applicant.name, False), (son.name, True)]
    request = request_of(check)
    assert [p.role for p in request.persons] == ["", "supporter"]
    rich = (Deposit("海岛银行（虚构）", 90_000_000, november(4)),)
    wage = (Wage("渔具厂（虚构）", 900_000, dt.date(2026, 1, 1), november(1)),)
    persons = (
        PersonFindings(request.persons[0].id_number, case.applicant.name),
        PersonFindings(son.number, son.name, deposits=rich, wages=wage, role="supporter"),
    )
    sources = tuple(Source(name, True) for name in SOURCES)
    report = Report("HD1", check.matter, november(5), persons, sources, "d")
    record(SYSTEM, november(5), check, report)
    check.refresh_from_db()
    household = case.household
    household.refresh_from_db()
    assert (check.differences, household.money_fen, household.income.count()) == ([], 620_000, 0)
    told = found_outside(check)[Supporter.objects.get(name=son.name).person_id]
    assert [(one["label"], one["fen"]) for one in told] == [("存款", 90_000_000), ("社保缴费工资", 900_000)]


def test_who_signs_after_the_request_went_out_is_asked_about_beside_it_and_no_step_waits() -> None:
    case = to_finding(old())
    own = MeansCheck.objects.get(household=case.household)
    son = People(88).person(sex="male", born_on=dt.date(1979, 5, 1))
    for _ in range(2):  # told twice, asked once
        asked_outside(case, son.name, "child", number=son.number, signed_on=november(6))
    beside = MeansCheck.objects.get(household=case.household, beside=True)
    assert [(a.name, a.outside) for a in asked_about(beside)] == [(son.name, True)]
    assert OutboxMessage.objects.filter(key=beside.request_key, channel="means_check.request").count() == 1
    page = visitor("handler").text(f"/cases/{case.number}/")
    assert "核对中" in page and beside.request_key != own.request_key
    set_scope(DISTRICT)
    with pytest.raises(NotYourDuty, match="核对由核对中心办理"):
        start_check(actor=holder("handler"), on=november(6), check_id=beside.pk, started_on=november(6))
    request, steps = request_of(beside), waiting(case)
    persons = (PersonFindings(son.number, son.name, role="supporter"),)
    sources = tuple(Source(name, True) for name in SOURCES)
    record(SYSTEM, november(6), beside, Report("HD2", request.case_token, november(6), persons, sources, "e"))
    beside.refresh_from_db()
    assert (beside.reported_on, found_outside(beside)) == (november(6), {Supporter.objects.get().person_id: []})
    assert waiting(case) == steps == {"finding"} and looks.of(case).checks == [own]
    assert "没有查到" in visitor("handler").text(f"/cases/{case.number}/")


def test_supporters_are_asked_on_the_visit_and_not_changed_behind_the_finding() -> None:
    case = old()
    with pytest.raises(NotYourDuty, match="先登记入户"):
        supporters_found(case)
    to_finding(case)
    with pytest.raises(BadInput, match="怎么查的"):
        acts.record_supporters(
            actor=holder("handler"), on=november(6), case_id=case.pk, supporters="none", told="", found_on=november(6)
        )
    found(case)
    with pytest.raises(NotYourDuty, match="已经送初审"):
        supporters_found(case)
