"""Named clocks of single steps: what starts them, how long they run, and the sentence that says so.

A clock's figure has its unit: `workdays` count working days, `days` calendar days, `hours` run on the wall clock,
nights and holidays included. All end with the thing itself: a delivery, a feedback, money received.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jiuzhu.law import calendar
from jiuzhu.law.citations import cite
from jiuzhu.law.deadlines import DeadlineError, Due, calendar_words
from jiuzhu.law.figures import NoValueOnDay, Overlay, Reading, reading
from jiuzhu.plain import days


@dataclass(frozen=True)
class Clock:
    """`began` and `demand` make its sentence. `rolls`: a last day off moves to the next working day."""

    figure: str
    began: str
    demand: str
    rolls: bool = True


CLOCKS: Mapping[str, Clock] = {
    "investigation_start": Clock("investigation_start_workdays", "受理", "要启动家庭经济状况调查"),
    "check_request": Clock("check_request_workdays", "收到核对请求", "要启动信息核对"),
    "refusal_delivery": Clock("refusal_delivery_workdays", "决定不予确认", "要书面送达"),
    # People can read a notice on a Sunday: the span is its days and doesn't roll.
    "publication": Clock("publication_days", "开始公示", "公示期满", rolls=False),
    "bureau_decision": Clock("county_decision_workdays", "收到初审意见", "区民政局要作出决定"),
    "bureau_decision_tekun": Clock("tekun_decision_workdays", "收到初审意见", "区民政局要作出决定"),
    "tekun_resurvey": Clock("tekun_resurvey_workdays", "公示有异议", "要重新调查"),
    "self_care_reassessment": Clock("self_care_reassessment_workdays", "报告自理能力变化", "要重新评估"),
    "appraisal": Clock("appraisal_workdays", "认定符合一事一议条件", "要召开民主评议"),
    "submission": Clock("submission_workdays", "民主评议", "要提请审核或集体讨论"),
    "assistance_reply": Clock("assistance_reply_workdays", "发出协查函", "请对方回复"),
    "linshi_payment": Clock("linshi_payment_workdays", "审批", "救助金要发放到位"),
    "small_fast_relief": Clock("small_fast_relief_days", "受理", "小额快救要办结"),
    "feedback": Clock("feedback_workdays", "事项办结", "要反馈办理情况"),
    "complaint_reply": Clock("complaint_reply_days", "收到投诉举报", "要答复"),
    "reconsideration": Clock("reconsideration_days", "收到决定", "可以申请行政复议"),
}
HOUR_CLOCKS: Mapping[str, Clock] = {
    "urgent_relief": Clock("urgent_relief_hours", "报告险情", "救助措施要到位", rolls=False),
}


class UnknownClock(DeadlineError):
    """No clock has this name."""


@dataclass(frozen=True)
class HourDue:
    """A last moment; it never waits for a working day."""

    due_at: datetime
    why: str
    clause: tuple[str, ...]


def clock(name: str, started_on: date, overlay: Overlay | None = None) -> Due:
    """The last day of a named clock that began on `started_on`. Raises UnknownClock, NoValueOnDay."""
    named = CLOCKS.get(name)
    if named is None:
        raise UnknownClock(f"没有名为 {name} 的期限，可用：{'、'.join((*CLOCKS, *HOUR_CLOCKS))}。")
    figure, count = _figure(named, started_on, overlay)
    working = figure.unit == "workdays"
    end = calendar.add_working_days(started_on, count) if working else days.after(started_on, count)
    due_on = calendar.next_working_day(end) if named.rolls else end
    provisional = calendar.provisional(started_on, due_on) and (working or named.rolls)
    words = f"{days.short(started_on)}{named.began}，{count} {'个工作日' if working else '天'}内{named.demand}"
    words += f"，到 {days.short(end, started_on)}"
    if due_on != end:
        words += f"，是{calendar.why_off(end)}，顺延到 {days.short(due_on, started_on)}"
    words += "。" + calendar_words(provisional, due_on)
    rolled = end if end != due_on else None
    unit = "working" if working else "calendar"
    return Due(due_on, unit, rolled, provisional, False, None, words + cite(figure.clause[:1]), figure.clause)


def hour_clock(name: str, started_at: datetime, overlay: Overlay | None = None) -> HourDue:
    """The last moment of a clock in hours (n4.7: 24 hours from the report). Raises UnknownClock, NoValueOnDay."""
    named = HOUR_CLOCKS.get(name)
    if named is None:
        raise UnknownClock(f"没有名为 {name} 的小时期限，可用：{'、'.join(HOUR_CLOCKS)}。")
    figure, count = _figure(named, started_at.date(), overlay)
    due_at = started_at + timedelta(hours=count)
    why = (
        f"{days.short(started_at)} {started_at:%H:%M}{named.began}，{count} 小时内{named.demand}，"
        f"到 {days.short(due_at, started_at)} {due_at:%H:%M}，夜间和节假日不停。"
    )
    return HourDue(due_at, why + cite(figure.clause), figure.clause)


def _figure(named: Clock, on: date, overlay: Overlay | None) -> tuple[Reading, int]:
    figure = reading(named.figure, on, None, overlay)
    if not isinstance(figure.value, int):
        raise NoValueOnDay(f"{days.full(on)}的“{figure.label}”没有数值：{figure.note or '当时还没有这一项。'}")
    return figure, figure.value
