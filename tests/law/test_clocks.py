from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from jiuzhu.law.clocks import CLOCKS, HOUR_CLOCKS, UnknownClock, clock, hour_clock
from jiuzhu.law.figures import NoValueOnDay, figure
from jiuzhu.law.procedure import all_versions

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("name", "started", "due"),
    [
        ("refusal_delivery", "2026-11-18", "2026-11-23"),
        ("check_request", "2021-09-13", "2021-09-16"),
        ("appraisal", "2025-01-20", "2025-01-26"),
        ("submission", "2021-10-08", "2021-10-11"),
        ("linshi_payment", "2026-02-02", "2026-02-05"),
        ("feedback", "2021-10-01", "2021-10-08"),
        ("publication", "2026-11-24", "2026-12-01"),
        ("complaint_reply", "2021-09-17", "2021-10-08"),
        ("small_fast_relief", "2026-11-25", "2026-11-30"),
    ],
)
def test_named_clocks(name, started, due):
    assert clock(name, date.fromisoformat(started)).due_on == date.fromisoformat(due)


def test_before_the_notice_its_clocks_have_no_figure():
    with pytest.raises(NoValueOnDay, match="没有查到"):
        clock("feedback", date(2021, 9, 30))


def test_the_sentence_of_a_refusal_to_deliver():
    assert clock("refusal_delivery", date(2026, 11, 18)).why == (
        "11月18日决定不予确认，3 个工作日内要书面送达，到 11月23日。（57号第二十一条）"
    )


def test_publication_runs_its_days_over_a_weekend_and_never_rolls():
    found = clock("publication", date(2026, 11, 29))
    assert (found.due_on, found.rolled_from) == (date(2026, 12, 6), None)
    assert found.due_on.weekday() == 6


def test_working_days_into_an_unpublished_year_are_provisional():
    found = clock("tekun_resurvey", date(2026, 12, 20))
    assert found.provisional
    assert "2027 年的放假安排还没有公布" in found.why


def test_the_24_hours_run_through_nights_and_holidays():
    found = hour_clock("urgent_relief", datetime(2026, 10, 1, 22, 5, tzinfo=CHINA))
    assert found.due_at == datetime(2026, 10, 2, 22, 5, tzinfo=CHINA)
    assert "夜间和节假日不停" in found.why
    assert found.clause == ("n4.7",)


def test_every_clock_that_a_procedure_names_is_there():
    named = {step.deadline for version in all_versions() for step in version.steps if step.deadline}
    assert named
    assert named <= set(CLOCKS) | set(HOUR_CLOCKS)


@pytest.mark.parametrize("name", CLOCKS)
def test_every_clock_has_a_figure_in_days(name):
    assert figure(CLOCKS[name].figure).unit in ("days", "workdays")


def test_an_unknown_clock_is_refused():
    with pytest.raises(UnknownClock, match="可用"):
        clock("refusal", date(2026, 11, 18))
    with pytest.raises(UnknownClock, match="小时"):
        hour_clock("appraisal", datetime(2026, 11, 18, 8, 0, tzinfo=CHINA))
