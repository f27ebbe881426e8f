"""Days: reading, writing and plain counting. Working days are law and live in `jiuzhu.law.calendar`."""

import re
from datetime import date, timedelta

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEKDAYS = "一二三四五六日"
_MONTHS = 12


class BadDay(ValueError):
    """A text that is no day; the message is a Chinese sentence."""


def parse(text: str) -> date:
    """The day of a text like 2021-12-15. Raises BadDay, also for a day that doesn't exist."""
    stripped = text.strip()
    if _DAY.fullmatch(stripped) is None:
        raise BadDay(f"“{text}”不是日期，请写成年-月-日，例如 2021-12-15。")
    try:
        return date.fromisoformat(stripped)
    except ValueError:
        raise BadDay(f"没有“{text}”这一天，请检查年、月、日。") from None


def full(day: date) -> str:
    """2021年12月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def short(day: date, beside: date | None = None) -> str:
    """12月5日; with the year where it differs from the day beside it."""
    return full(day) if beside is not None and beside.year != day.year else f"{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """周一 … 周日."""
    return f"周{_WEEKDAYS[day.weekday()]}"


def is_weekend(day: date) -> bool:
    """Saturday or Sunday, whether worked or not."""
    return day.weekday() >= 5


def after(day: date, count: int) -> date:
    """The day `count` calendar days later; the first day isn't counted."""
    return day + timedelta(days=count)


def first_of_month(day: date) -> date:
    """The first day of the month `day` lies in."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after the one `day` lies in."""
    return add_months(first_of_month(day), 1)


def add_months(day: date, count: int) -> date:
    """The same day of the month `count` months later, or that month's last day where there is none."""
    months = day.year * _MONTHS + day.month - 1 + count
    first = date(months // _MONTHS, months % _MONTHS + 1, 1)
    last = date(first.year + first.month // _MONTHS, first.month % _MONTHS + 1, 1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def age_on(born: date, on: date) -> int:
    """Completed years of life (周岁) on a day; a year is complete on the birthday itself."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
