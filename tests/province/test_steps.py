"""A case beside the provincial system: its number once, each step here and there, the sheet to type from."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from jiuzhu.cases.acts import decide_case, give_opinion
from jiuzhu.cases.models import Case
from jiuzhu.ground.models import AuditEntry, AuditPrivate
from jiuzhu.ground.refusals import BadInput, NotFound, NotYourDuty, Refusal
from jiuzhu.ground.scope import scoped
from jiuzhu.province import queries, sheets
from jiuzhu.province.acts import note_done_there, note_provincial_number, take_transfer_sheet
from jiuzhu.province.models import ProvincialStep
from jiuzhu.province.outside import system
from jiuzhu.province.steps import StepStanding, steps_of
from tests.cases.stages import apply, found, november, to_decision, to_opinion, visited
from tests.district import BEIAO, holder

NUMBER = "ZJ33-2026-000417"
NEXT_DAY = november(19)
DONGPING = "330305002"


def numbered(case: Case, number: str = NUMBER, **more: str) -> Case:
    """With its number in the provincial system."""
    return note_provincial_number(actor=holder("handler"), on=NEXT_DAY, case_id=case.pk, number=number, **more)


def done(case: Case, step: str, day: dt.date, *, round_no: int = 1, reason: str = "") -> ProvincialStep:
    """Noted by the handler."""
    return note_done_there(
        actor=holder("handler"), on=NEXT_DAY, case_id=case.pk, round_no=round_no, step=step, done_on=day, reason=reason
    )


def standing(case: Case) -> dict[str, StepStanding]:
    """By key, `1.visit`."""
    return {s.key: s for s in steps_of(case)}


def test_a_case_gets_its_number_in_one_form() -> None:
    case = numbered(apply(), " zj33-2026-000417 ")
    case.refresh_from_db()
    assert case.provincial_number == NUMBER
    entry = AuditEntry.objects.get(act="note_provincial_number")
    assert f'"number":"{NUMBER}"' in entry.entry and entry.matter == str(case.token)


@pytest.mark.parametrize("wrong", ["", "12345", "温民救2026", "ZJ33 / 1", "ZJ" * 30])
def test_a_number_of_another_form_is_refused(wrong: str) -> None:
    case = apply()
    with pytest.raises(BadInput, match="省系统案件号应为") as refusal:
        numbered(case, wrong)
    assert refusal.value.field == "number"
    case.refresh_from_db()
    assert case.provincial_number == ""


def test_another_number_needs_a_reason_and_keeps_the_old_one_in_the_log() -> None:
    case = numbered(apply())
    with pytest.raises(Refusal, match=f"已经是 {NUMBER}"):
        numbered(case)
    with pytest.raises(BadInput, match="为什么更改"):
        numbered(case, "ZJ33-2026-000418")
    numbered(case, "ZJ33-2026-000418", reason="抄错了一位")
    last = AuditEntry.objects.filter(act="note_provincial_number").latest("pk")
    assert f'"old":{{"number":"{NUMBER}"}}' in last.entry
    case.refresh_from_db()
    assert case.provincial_number == "ZJ33-2026-000418"


def test_two_cases_never_share_a_number_not_even_across_townships() -> None:
    numbered(apply(1))
    other = apply(2)
    with pytest.raises(Refusal, match="已经登记在另一件案件上"):
        numbered(other)
    with pytest.raises(IntegrityError, match="case_provincial_number_once"), transaction.atomic():
        Case.objects.filter(pk=other.pk).update(provincial_number=NUMBER)
    other.refresh_from_db()
    assert other.provincial_number == ""


def test_who_works_on_the_case_there_notes_it() -> None:
    case = apply()
    for post in ("finance_preparer", "village_worker", "discipline_observer"):
        with pytest.raises(NotYourDuty, match="省系统由经办人"):
            note_provincial_number(actor=holder(post), on=NEXT_DAY, case_id=case.pk, number=NUMBER)
    stranger = holder("handler", DONGPING)
    with pytest.raises(NotFound), scoped(stranger):
        note_provincial_number(actor=stranger, on=NEXT_DAY, case_id=case.pk, number=NUMBER)
    note_provincial_number(actor=holder("social_affairs_head"), on=NEXT_DAY, case_id=case.pk, number=NUMBER)
    case.refresh_from_db()
    assert case.provincial_number == NUMBER


def test_no_step_there_without_a_number() -> None:
    case = apply()
    with pytest.raises(NotYourDuty, match="先登记案件号"):
        done(case, "receive", november(2))
    assert not ProvincialStep.objects.exists()


def test_each_step_says_here_there_or_differs() -> None:
    case = numbered(to_opinion(apply()))
    done(case, "receive", november(2))
    done(case, "confirm_check", november(4))
    done(case, "publish", november(19))
    found_now = standing(case)
    said = {
        key: found_now[f"1.{key}"].state
        for key in ("receive", "confirm_check", "check_report", "visit", "publish", "decide")
    }
    assert said == {
        "check_report": "here",
        "receive": "same",
        "confirm_check": "differs",
        "visit": "waits",
        "publish": "ahead",
        "decide": "later",
    }
    assert found_now["1.visit"].here_on == november(6)
    row = ProvincialStep.objects.get(step="confirm_check")
    assert (row.done_on, row.entered_on, row.township) == (november(4), NEXT_DAY, BEIAO)
    (differing,) = queries.differing_days(BEIAO)
    assert (differing.step, differing.here_on) == ("confirm_check", november(3))


def test_a_visit_entered_late_counts_on_the_day_it_happened() -> None:
    from jiuzhu.cases.acts import record_home_visit

    case = numbered(apply())
    record_home_visit(
        actor=holder("handler"),
        on=november(9),
        case_id=case.pk,
        visited_on=november(6),
        second_person_id=holder("handler", nth=1).person_id,
        family_signed=True,
        notes="情况属实",
        late_reason="当天海上停航",
    )
    assert standing(case)["1.visit"].here_on == november(6)
    done(case, "visit", november(6))
    assert standing(case)["1.visit"].state == "same"
    assert list(queries.differing_days(BEIAO)) == []


def test_days_there_keep_the_order_of_the_steps() -> None:
    case = numbered(to_opinion(apply()))
    done(case, "confirm_check", november(5))
    with pytest.raises(BadInput, match="不能早于省系统里“委托确认”的日期（11月5日）") as refusal:
        done(case, "opinion", november(4))
    assert refusal.value.field == "done_on"
    with pytest.raises(BadInput, match="不能晚于省系统里“委托确认”的日期"):
        done(case, "receive", november(6))
    with pytest.raises(BadInput, match="不能在今天之后"):
        done(case, "visit", november(20))
    assert set(ProvincialStep.objects.values_list("step", flat=True)) == {"confirm_check"}
    done(case, "visit", november(3))
    assert ProvincialStep.objects.count() == 2, "the strands run side by side"


def test_another_day_there_needs_a_reason() -> None:
    case = numbered(apply())
    done(case, "receive", november(2))
    with pytest.raises(Refusal, match="已经登记为 11月2日"):
        done(case, "receive", november(2))
    with pytest.raises(BadInput, match="为什么更改"):
        done(case, "receive", november(3))
    done(case, "receive", november(3), reason="看错了一行")
    assert ProvincialStep.objects.get().done_on == november(3)
    last = AuditEntry.objects.filter(act="note_done_there").latest("pk")
    assert '"old":{"done_on":"2026-11-02"}' in last.entry
    assert "看错了一行" in AuditPrivate.objects.get(entry=last).values


@pytest.mark.parametrize(("round_no", "step"), [(2, "receive"), (1, "pay"), (0, "visit")])
def test_an_unknown_step_or_round_is_refused(round_no: int, step: str) -> None:
    case = numbered(apply())
    with pytest.raises(BadInput, match="请从列表里选择环节"):
        done(case, step, november(2), round_no=round_no)
    assert not ProvincialStep.objects.exists()


def test_a_return_is_another_round_there_too() -> None:
    case = numbered(to_opinion(apply()))
    done(case, "visit", november(6))
    give_opinion(actor=holder("social_affairs_head"), on=november(9), case_id=case.pk, outcome="return", text="再查")
    assert (standing(case)["1.visit"].state, standing(case)["2.visit"].state) == ("same", "later")
    assert "2.receive" not in standing(case), "kept, not done again"
    visited(case, on=november(10))
    found(case, on=november(10))
    assert standing(case)["2.visit"].state == "waits"
    done(case, "visit", november(10), round_no=2)
    assert standing(case)["2.visit"].state == "same"
    assert ProvincialStep.objects.filter(step="visit").count() == 2


def test_what_waits_to_be_entered_there_is_listed() -> None:
    case = to_opinion(apply())
    steps = tuple(system().screens())
    assert [c.pk for c in queries.without_number(BEIAO)] == [case.pk]
    numbered(case)
    assert not queries.without_number(BEIAO).exists()
    assert {t.step for t in queries.waiting_there(BEIAO, steps)} == {"receive", "confirm_check", "visit"}
    done(case, "receive", november(2))
    assert {t.step for t in queries.waiting_there(BEIAO, steps)} == {"confirm_check", "visit"}
    with scoped(holder("handler", DONGPING)):
        assert not queries.waiting_there(BEIAO, steps).exists()
        assert not queries.differing_days(BEIAO).exists()


def test_the_next_sheet_follows_the_order_of_the_provincial_screens() -> None:
    case = numbered(to_opinion(apply()))
    for step, day in (("receive", 2), ("confirm_check", 3), ("visit", 6)):
        waiting = sheets.next_there(steps_of(case))
        assert waiting is not None and waiting.step == step
        done(case, step, november(day))
    assert sheets.next_there(steps_of(case)) is None


def test_a_sheet_is_masked_until_somebody_says_what_for() -> None:
    case = numbered(to_opinion(apply()))
    numbers = [m.person.id_number for m in case.household.members.all()]
    masked = sheets.masked(sheets.sheet_of(case, 1, "receive"))
    shown = " ".join(field.value for field in masked.fields)
    assert not any(number in shown for number in numbers)
    assert case.household.account not in shown and case.household.account[-4:] in shown
    with pytest.raises(BadInput, match="请写明用途"):
        take_transfer_sheet(
            actor=holder("handler"), on=NEXT_DAY, case_id=case.pk, round_no=1, step="receive", reason="录"
        )
    assert not AuditEntry.objects.filter(act__in=["take_transfer_sheet", "unmask_number"]).exists()
    full = take_transfer_sheet(
        actor=holder("handler"), on=NEXT_DAY, case_id=case.pk, round_no=1, step="receive", reason="录入省系统受理"
    )
    assert {f.value for f in full.fields if f.personal} >= set(numbers)
    assert AuditEntry.objects.filter(act="unmask_number", matter=str(case.token)).count() == len(numbers)
    assert not any(number in entry.entry for entry in AuditEntry.objects.all() for number in numbers)


def test_a_sheet_without_identity_numbers_uncovers_nobody() -> None:
    case = numbered(to_opinion(apply()))
    sheet = take_transfer_sheet(
        actor=holder("handler"), on=NEXT_DAY, case_id=case.pk, round_no=1, step="visit", reason="录入省系统入户"
    )
    values = {field.label: field.value for field in sheet.fields}
    assert (values["入户日期"], values["家庭签字"], values["调查情况"]) == (
        "2026-11-06",
        "是",
        "住房老旧，男主人行动不便",
    )
    assert not AuditEntry.objects.filter(act="unmask_number").exists()
    assert AuditEntry.objects.filter(act="take_transfer_sheet").count() == 1


def test_every_screen_has_a_value_for_every_field_of_a_granted_case() -> None:
    case = numbered(to_decision(apply()))
    decide_case(actor=holder("leader_in_charge"), on=november(18), case_id=case.pk, outcome="approve", text="同意")
    told = {
        f"{screen} {field.label}": field.value
        for screen in system().screens()
        for field in sheets.sheet_of(case, 1, screen).fields
    }
    missing = {label for label, value in told.items() if value == "—"}
    # what the invented family did not give: a phone, an address, an account holder's name, his work
    assert missing == {"receive 联系电话", "receive 居住地址", "receive 成员2 就业"}
    assert (told["decide 审批结果"], told["decide 审批日期"]) == ("同意", "2026-11-18")
    assert told["decide 起始月份"] == "2026-12"
    assert told["opinion 月救助金（元）"] == told["decide 月救助金（元）"] != ""


def test_other_posts_take_no_sheet() -> None:
    case = apply()
    for post in ("finance_releaser", "village_worker"):
        with pytest.raises(NotYourDuty):
            take_transfer_sheet(
                actor=holder(post), on=NEXT_DAY, case_id=case.pk, round_no=1, step="receive", reason="录入省系统受理"
            )
    with pytest.raises(BadInput, match="没有转录单"):
        take_transfer_sheet(
            actor=holder("handler"), on=NEXT_DAY, case_id=case.pk, round_no=1, step="announce", reason="录入省系统"
        )
    assert not AuditEntry.objects.filter(act="take_transfer_sheet").exists()
