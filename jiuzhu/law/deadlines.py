"""By when: the whole case, the last days inside it, and the day money has to be there.

The first day isn't counted (民法典 Art. 201); a last day that is no working day rolls to the next one (Art. 203), which
for this notice is our reading. The unit stands with each figure: 天 are calendar days, 工作日 working days. A case
keeps the cycle of the day it was accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiuzhu.law import calendar
from jiuzhu.law.citations import cite
from jiuzhu.law.figure_file import NOTICE_DAY
from jiuzhu.law.figures import NoValueOnDay, Overlay, Reading, reading
from jiuzhu.plain import days

CYCLES = {
    "dibao": "cycle_dibao",
    "dibian": "cycle_dibian",
    "tekun": "cycle_tekun",
    "linshi_emergency": "cycle_linshi",
    "linshi_expenditure": "cycle_linshi",
    "small_fast_relief": "small_fast_relief_days",
}
EXTENDABLE = frozenset({"dibao", "dibian", "tekun"})
# Procedures with a publication before the decision, and the clause that demands it.
PUBLISHED = {"dibao": "57.19", "dibian": "57.19", "tekun": "43.15", "linshi_expenditure": "tiaoli.40"}


class DeadlineError(ValueError):
    """A deadline that can't be reckoned or an extension the law doesn't allow; the message is a Chinese sentence."""


class UnknownProcedure(DeadlineError):
    """No cycle is written for this procedure."""


class ExtensionRefused(DeadlineError):
    """The extension lies outside what n1.3 and n2.3 allow."""


@dataclass(frozen=True)
class Due:
    """A last day. `rolled_from`: the day it would have been, had offices worked then. `cap_on`: the last day an
    extension can reach, None where none exists. `provisional`: it touches a year without published days off.
    `why`: Chinese, with the clauses. `due_on` can be passed: a late case stays decidable and counts as late.
    """

    due_on: date
    unit: str
    rolled_from: date | None
    provisional: bool
    may_extend: bool
    cap_on: date | None
    why: str
    clause: tuple[str, ...]


@dataclass(frozen=True)
class BackPlan:
    """The last days that still leave time for what must follow; None where the procedure has no publication."""

    approval_by: date
    publication_start_by: date | None
    report_by: date | None
    why: str
    clause: tuple[str, ...]


def case_deadline(
    procedure: str,
    accepted_on: date,
    *,
    township: str | None = None,
    means_check_days: int | None = None,
    extended_to: date | None = None,
    extended_by: str | None = None,
    extended_on: date | None = None,
    overlay: Overlay | None = None,
) -> Due:
    """The day by which a case must be decided (n1.3, n2.3, n3.2).

    `means_check_days`: how long the means check took or has been running; more than 15 allows an extension.
    `extended_to`, `extended_by` (name), `extended_on`: a decided extension, taken into the answer.
    Raises UnknownProcedure, ExtensionRefused, NoValueOnDay.
    """
    cycle = _cycle(procedure, accepted_on, township, overlay)
    count = _count(cycle)
    end = days.after(accepted_on, count)
    due_on = calendar.next_working_day(end)
    cap_on = _cap(procedure, accepted_on, overlay)
    parts = [_reason(accepted_on, cycle, end, due_on, overlay)]
    over = _over(procedure, accepted_on, means_check_days, overlay) if cap_on else None
    if over is not None:
        parts.append(f"核对用了 {means_check_days} 天，超过 {over} 天，")
    if extended_to is not None:
        if over is None and means_check_days is not None and cap_on is not None:
            raise ExtensionRefused(f"核对用了 {means_check_days} 天，没有超过规定的天数，不能延长。")
        due_on = _extended(extended_to, due_on, cap_on)
        who, when = extended_by or "分管领导", f" {days.short(extended_on)}" if extended_on else "已"
        parts.append(
            f"{who}{when}决定延长到 {days.short(due_on, accepted_on)}。{_at_cap(due_on, cap_on, overlay, accepted_on)}"
        )
    elif over is not None and cap_on is not None:
        parts.append(f"分管领导可以决定延长，最长到 {days.short(cap_on, accepted_on)}。")
    provisional = calendar.provisional(accepted_on, cap_on if over is not None and cap_on else due_on)
    parts.append(calendar_words(provisional, (provisional and cap_on) or due_on))
    return Due(
        due_on=due_on,
        unit="calendar",
        rolled_from=end if extended_to is None and end != due_on else None,
        provisional=provisional,
        may_extend=over is not None and cap_on is not None and due_on < cap_on,
        cap_on=cap_on,
        why="".join(parts) + cite(cycle.clause),
        clause=cycle.clause,
    )


def back_plan(due_on: date, procedure: str, accepted_on: date, overlay: Overlay | None = None) -> BackPlan:
    """The last day to begin publication and the last working day for the report, counted back from `due_on`.

    The publication must have run its full days before the day of approval. Raises UnknownProcedure.
    """
    if procedure not in CYCLES:
        raise _unknown(procedure)
    if procedure not in PUBLISHED:
        why = f"不用公示，最晚 {days.short(due_on)}作出决定。"
        return BackPlan(due_on, None, None, why, ())
    publication = reading("publication_days", accepted_on, None, overlay)
    start_by = days.after(due_on, -_count(publication) - 1)
    report_by = calendar.previous_working_day(start_by)
    why = (
        f"公示要满 {publication.value} 天，最晚 {days.short(start_by, due_on)}开始公示，"
        f"初审意见和核对报告最晚 {days.short(report_by, due_on)}。"
    )
    clause = (PUBLISHED[procedure],)
    return BackPlan(due_on, start_by, report_by, why + cite(clause), clause)


def earliest_decision(
    procedure: str, on: date, accepted_on: date, *, stands_until: date | None = None, overlay: Overlay | None = None
) -> date:
    """The first working day on which a decision can still be made, if every step from `on` is done at once.

    `stands_until`: the last day of a publication that runs or has run; without one it must still begin and run its
    full days. Raises UnknownProcedure.
    """
    if procedure not in CYCLES:
        raise _unknown(procedure)
    today = calendar.next_working_day(on)
    if procedure not in PUBLISHED:
        return today
    if stands_until is None:
        stands_until = days.after(today, _count(reading("publication_days", accepted_on, None, overlay)))
    return max(today, calendar.next_working_day(days.after(stands_until, 1)))


def extension_opens_on(
    check_started_on: date, accepted_on: date, procedure: str, overlay: Overlay | None = None
) -> date | None:
    """The first day on which the check has run long enough for an extension; None where none exists."""
    if procedure not in EXTENDABLE:
        return None
    allowed = reading("means_check_days_before_extension", accepted_on, None, overlay).value
    return days.after(check_started_on, allowed + 1) if isinstance(allowed, int) else None


def payday(month: date, overlay: Overlay | None = None) -> Due:
    """The last day to pay the month `month` lies in (n8.2): the 10th, or the working day before it.

    Money has to be there *by* the day, so it moves forward, not back. Raises NoValueOnDay before the notice.
    """
    figure = reading("payday", days.first_of_month(month), None, overlay)
    try:
        last = month.replace(day=_count(figure))
    except ValueError:
        raise NoValueOnDay(f"{month.year}年{month.month}月没有 {figure.value} 日。") from None
    due_on = calendar.previous_working_day(last)
    provisional = not calendar.is_published(last.year)
    words = f"{days.short(due_on)}（{days.weekday(due_on)}）前发放"
    if due_on != last:
        words += f"：{days.short(last)}是{calendar.why_off(last)}，提前到最近的工作日"
    why = words + "。" + calendar_words(provisional, last) + cite(figure.clause)
    rolled = last if due_on != last else None
    return Due(due_on, "calendar", rolled, provisional, False, None, why, figure.clause)


def known_payday(month: date, overlay: Overlay | None = None) -> Due | None:
    """The same; None where nobody knows such a day for that month, `no_payday` says so."""
    try:
        return payday(month, overlay)
    except NoValueOnDay:
        return None


def no_payday(month: date) -> str:
    """The sentence in place of the day."""
    return f"没有查到{month.year}年{month.month}月的发放日。请尽快发放，当时的期限请向区民政局核实。"


def _cycle(procedure: str, accepted_on: date, township: str | None, overlay: Overlay | None) -> Reading:
    if procedure not in CYCLES:
        raise _unknown(procedure)
    cycle = reading(CYCLES[procedure], accepted_on, township, overlay)
    if cycle.value is None:
        raise NoValueOnDay(f"{days.full(accepted_on)}的“{cycle.label}”没有数值：{cycle.note or '当时还没有这一项。'}")
    return cycle


def _unknown(procedure: str) -> UnknownProcedure:
    if procedure == "yishi_yiyi":
        return UnknownProcedure("一事一议没有总的办理期限：民主评议、提请讨论、先行救助各有自己的期限，请分别查询。")
    return UnknownProcedure(f"没有 {procedure} 的办理期限，可用：{'、'.join(CYCLES)}。")


def _count(figure: Reading) -> int:
    if not isinstance(figure.value, int):
        raise NoValueOnDay(f"“{figure.label}”没有数值：{figure.note or '当时还没有这一项。'}")
    return figure.value


def _cap(procedure: str, accepted_on: date, overlay: Overlay | None) -> date | None:
    if procedure not in EXTENDABLE:
        return None
    cap = reading("extension_cap_days", accepted_on, None, overlay).value
    return calendar.next_working_day(days.after(accepted_on, cap)) if isinstance(cap, int) else None


def _over(procedure: str, accepted_on: date, means_check_days: int | None, overlay: Overlay | None) -> int | None:
    """How many days of checking were passed, or None where they weren't."""
    allowed = reading("means_check_days_before_extension", accepted_on, None, overlay).value
    if procedure not in EXTENDABLE or means_check_days is None or not isinstance(allowed, int):
        return None
    return allowed if means_check_days > allowed else None


def _extended(extended_to: date, due_on: date, cap_on: date | None) -> date:
    if cap_on is None:
        raise ExtensionRefused("这类救助的办理期限不能延长，请按现有材料作出决定。")
    if extended_to > cap_on:
        raise ExtensionRefused(f"最长只能延长到 {days.full(cap_on)}，请改在这一天或以前。")
    if extended_to <= due_on:
        raise ExtensionRefused(f"原来的期限就到 {days.full(due_on)}，延长的日期要在这以后。")
    return calendar.next_working_day(extended_to)


def _reason(accepted_on: date, cycle: Reading, end: date, due_on: date, overlay: Overlay | None) -> str:
    older = ""
    if cycle.name in ("cycle_dibao", "cycle_dibian", "cycle_tekun"):
        notice = reading(NOTICE_DAY, accepted_on, None, overlay).value
        if isinstance(notice, date) and accepted_on < notice:
            older = f"在通知施行（{days.full(notice)}）以前，按原来的周期，"
    words = f"{days.short(accepted_on)}受理，{older}{cycle.value} 天到 {days.short(end, accepted_on)}"
    if end != due_on:
        words += f"，是{calendar.why_off(end)}，顺延到 {days.short(due_on, accepted_on)}"
    return words + "。"


def _at_cap(due_on: date, cap_on: date | None, overlay: Overlay | None, accepted_on: date) -> str:
    if due_on != cap_on:
        return ""
    cap = _count(reading("extension_cap_days", accepted_on, None, overlay))
    rolled = "（已顺延到工作日）" if due_on != days.after(accepted_on, cap) else ""
    return f"这是受理后第 {cap} 天{rolled}，不能再延。"


def not_announced(year: int) -> str:
    """The words that mark a day as provisional."""
    return f"{year} 年的放假安排还没有公布"


def calendar_words(provisional: bool, last: date) -> str:
    """That a day is provisional, or by which calendar it was counted; empty where that came with the system."""
    if provisional:
        return f"{not_announced(last.year)}，这个日期是暂定的。"
    document = calendar.announced_document(last.year)
    return f"按已公布的放假安排计算（{document}）。" if document else ""
