from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.law import calendar
from jiuzhu.law.deadlines import (
    DeadlineError,
    ExtensionRefused,
    UnknownProcedure,
    back_plan,
    case_deadline,
    earliest_decision,
    extension_opens_on,
    payday,
)
from jiuzhu.law.figures import NoValueOnDay, Overlay
from jiuzhu.law.national_limits import national_limits

EXTENDABLE = ("dibao", "dibian", "tekun")
ACCEPTED = st.dates(date(2021, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("accepted", "due", "rolled_from"),
    [
        ("2021-10-08", "2021-10-28", None),
        ("2021-09-13", "2021-10-11", None),
        ("2024-02-01", "2024-02-21", None),
        ("2025-01-20", "2025-02-10", "2025-02-09"),
        ("2026-02-02", "2026-02-24", "2026-02-22"),
        ("2026-12-01", "2026-12-21", None),
        ("2026-11-02", "2026-11-23", "2026-11-22"),
    ],
)
def test_the_last_day_of_a_dibao_case(accepted, due, rolled_from):
    found = case_deadline("dibao", date.fromisoformat(accepted))
    assert found.due_on == date.fromisoformat(due)
    assert found.rolled_from == (rolled_from and date.fromisoformat(rolled_from))
    assert (found.unit, found.provisional) == ("calendar", False)


def test_the_sentence_says_why_a_day_is_the_day():
    found = case_deadline("dibao", date(2026, 11, 2))
    assert found.why == "11月2日受理，20 天到 11月22日，是周日，顺延到 11月23日。（通知第一条）"
    assert found.clause == ("n1.3",)


@pytest.mark.parametrize(("procedure", "before"), [("dibao", 28), ("dibian", 28), ("tekun", 37)])
def test_a_case_accepted_before_the_notice_keeps_the_older_cycle_and_knows_no_extension(procedure, before):
    eve = date(2021, 9, 30)
    older = case_deadline(procedure, eve, means_check_days=40)
    assert older.due_on == calendar.next_working_day(eve + timedelta(days=before))
    assert (older.cap_on, older.may_extend) == (None, False)
    assert "通知施行（2021年10月1日）以前" in older.why
    newer = case_deadline(procedure, date(2021, 10, 1), means_check_days=40)
    assert newer.due_on == date(2021, 10, 21)
    assert newer.may_extend


def test_the_older_cycle_ends_when_the_district_confirms_another_day():
    known = Overlay.of([("notice_in_force_from", None, date(2021, 1, 1), date(2021, 12, 1), True, "正式文件")])
    assert case_deadline("dibao", date(2021, 11, 8), overlay=known).due_on == date(2021, 12, 6)
    assert case_deadline("dibao", date(2021, 11, 8)).due_on == date(2021, 11, 29)


@pytest.mark.parametrize(("checked", "may"), [(None, False), (0, False), (15, False), (16, True), (29, True)])
def test_more_than_15_days_of_checking_allow_an_extension(checked, may):
    found = case_deadline("dibao", date(2026, 11, 2), means_check_days=checked)
    assert found.may_extend is may
    assert found.due_on == date(2026, 11, 23)
    assert found.cap_on == date(2026, 12, 2)


@pytest.mark.parametrize("procedure", ["linshi_expenditure", "linshi_emergency"])
def test_temporary_relief_has_15_days_and_no_extension(procedure):
    found = case_deadline(procedure, date(2026, 11, 10), means_check_days=30)
    assert found.due_on == date(2026, 11, 25)
    assert (found.cap_on, found.may_extend) == (None, False)
    assert found.why.endswith("（通知第三条）")


def test_a_decided_extension_names_who_and_when_and_that_it_is_the_last():
    found = case_deadline(
        "dibao",
        date(2026, 11, 2),
        means_check_days=17,
        extended_to=date(2026, 12, 2),
        extended_by="分管领导苏明岚",
        extended_on=date(2026, 11, 20),
    )
    assert (found.due_on, found.may_extend, found.rolled_from) == (date(2026, 12, 2), False, None)
    assert found.why == (
        "11月2日受理，20 天到 11月22日，是周日，顺延到 11月23日。核对用了 17 天，超过 15 天，"
        "分管领导苏明岚 11月20日决定延长到 12月2日。这是受理后第 30 天，不能再延。（通知第一条）"
    )


def test_a_shorter_extension_can_be_extended_again():
    found = case_deadline("tekun", date(2026, 11, 2), means_check_days=17, extended_to=date(2026, 11, 27))
    assert (found.due_on, found.may_extend) == (date(2026, 11, 27), True)


def test_an_extension_to_a_day_off_rolls_as_the_cap_does():
    accepted = date(2026, 10, 23)
    cap = case_deadline("dibao", accepted).cap_on
    assert cap == date(2026, 11, 23), "day 30 is a Sunday"
    found = case_deadline("dibao", accepted, means_check_days=20, extended_to=date(2026, 11, 22))
    assert found.due_on == cap


@pytest.mark.parametrize(
    ("procedure", "accepted", "extended_to", "checked", "reason"),
    [
        ("dibao", "2026-11-02", "2026-12-03", 17, "最长只能延长到 2026年12月2日"),
        ("dibao", "2026-11-02", "2026-11-23", 17, "要在这以后"),
        ("dibao", "2026-11-02", "2026-12-01", 15, "没有超过规定的天数"),
        ("linshi_expenditure", "2026-11-02", "2026-11-20", 17, "不能延长"),
        ("dibao", "2021-09-20", "2021-10-20", 17, "不能延长"),
    ],
)
def test_an_extension_outside_the_law_is_refused(procedure, accepted, extended_to, checked, reason):
    with pytest.raises(ExtensionRefused, match=reason):
        case_deadline(
            procedure,
            date.fromisoformat(accepted),
            means_check_days=checked,
            extended_to=date.fromisoformat(extended_to),
        )


@given(st.sampled_from(EXTENDABLE), ACCEPTED, st.integers(min_value=0, max_value=60))
def test_no_deadline_ends_on_a_day_off_or_beyond_its_cap(procedure, accepted, checked):
    found = case_deadline(procedure, accepted, means_check_days=checked)
    assert calendar.working_day(found.due_on)
    assert found.cap_on is not None
    assert calendar.working_day(found.cap_on)
    assert accepted + timedelta(days=20) <= found.due_on <= found.cap_on
    assert (found.rolled_from is None) == (found.due_on == accepted + timedelta(days=20))
    assert found.may_extend == (checked > 15 and found.due_on < found.cap_on)


def test_a_deadline_in_an_unpublished_year_is_provisional_and_says_so():
    found = case_deadline("dibao", date(2026, 12, 15))
    assert (found.due_on, found.provisional) == (date(2027, 1, 4), True)
    assert "2027 年的放假安排还没有公布" in found.why


def test_the_extension_opens_on_day_16_of_the_check():
    assert extension_opens_on(date(2026, 11, 3), date(2026, 11, 2), "dibao") == date(2026, 11, 19)
    assert extension_opens_on(date(2026, 11, 3), date(2026, 11, 2), "linshi_expenditure") is None
    assert extension_opens_on(date(2021, 9, 3), date(2021, 9, 2), "dibao") is None


def test_days_are_planned_back_from_the_last_one():
    plan = back_plan(date(2026, 12, 7), "dibao", date(2026, 11, 16))
    assert plan.approval_by == date(2026, 12, 7)
    assert plan.publication_start_by == date(2026, 11, 29)
    assert plan.report_by == date(2026, 11, 27), "the last working day before a Sunday"
    assert plan.why.startswith("公示要满 7 天，最晚 11月29日开始公示")
    assert back_plan(date(2026, 12, 8), "tekun", date(2026, 11, 18)).why.endswith("（43号第十五条）")


def test_emergency_relief_has_no_publication_to_plan_for():
    plan = back_plan(date(2026, 11, 25), "linshi_emergency", date(2026, 11, 10))
    assert (plan.publication_start_by, plan.report_by) == (None, None)


@pytest.mark.parametrize(
    ("procedure", "on", "stands_until", "first"),
    [
        ("dibao", date(2026, 11, 13), None, date(2026, 11, 23)),  # stands 14–20, the 21st is a Saturday
        ("dibao", date(2026, 11, 14), None, date(2026, 11, 24)),  # a Saturday: posted on Monday the 16th
        ("dibao", date(2026, 11, 12), date(2026, 11, 16), date(2026, 11, 17)),
        ("dibao", date(2026, 11, 21), date(2026, 11, 16), date(2026, 11, 23)),  # over; the leader works on Monday
        ("linshi_emergency", date(2026, 11, 13), None, date(2026, 11, 13)),
    ],
)
def test_the_first_day_on_which_a_decision_can_still_be_made(procedure, on, stands_until, first):
    assert earliest_decision(procedure, on, date(2026, 11, 2), stands_until=stands_until) == first


@pytest.mark.parametrize(
    ("month", "due", "rolled_from"),
    [
        (date(2021, 12, 1), date(2021, 12, 10), None),
        (date(2021, 10, 1), date(2021, 10, 9), date(2021, 10, 10)),
        (date(2026, 2, 20), date(2026, 2, 10), None),
        (date(2024, 2, 1), date(2024, 2, 9), date(2024, 2, 10)),
    ],
)
def test_money_is_there_by_the_tenth_and_earlier_over_days_off(month, due, rolled_from):
    found = payday(month)
    assert found.rolled_from == rolled_from
    assert found.due_on == due
    assert found.why.endswith("（通知第八条）")


def test_payday_of_an_unpublished_year_is_provisional():
    found = payday(date(2027, 1, 1))
    assert (found.due_on, found.provisional) == (date(2027, 1, 8), True)


def test_the_national_limits_stand_beside():
    usual, special = national_limits("dibao", date(2026, 11, 2))
    assert (usual.due_on, special.due_on) == (date(2026, 11, 30), calendar.add_working_days(date(2026, 11, 2), 45))
    assert special.provisional
    before_delegation, _ = national_limits("dibao", date(2021, 9, 13))
    assert before_delegation.due_on == calendar.add_working_days(date(2021, 9, 13), 30)
    (tekun,) = national_limits("tekun", date(2026, 11, 2))
    assert tekun.due_on == date(2026, 12, 21)
    assert national_limits("linshi_expenditure", date(2026, 11, 2)) == ()


def test_20_working_days_for_delegated_cases_hold_from_2022_10_20():
    day = date(2022, 10, 19)
    assert national_limits("dibao", day)[0].due_on == calendar.add_working_days(day, 30)
    day = date(2022, 10, 20)
    assert national_limits("dibao", day)[0].due_on == calendar.add_working_days(day, 20)


def test_what_has_no_cycle_is_refused_in_a_sentence():
    with pytest.raises(UnknownProcedure, match="没有总的办理期限"):
        case_deadline("yishi_yiyi", date(2022, 1, 4))
    with pytest.raises(DeadlineError, match="可用"):
        case_deadline("dibaо", date(2022, 1, 4))
    with pytest.raises(NoValueOnDay, match="没有查到"):
        case_deadline("linshi_expenditure", date(2021, 9, 30))
    with pytest.raises(NoValueOnDay, match="2021-01-01"):
        case_deadline("dibao", date(2020, 12, 31))
