"""By when a month's money has to be paid; months for which no such day was ever found say so."""

import datetime as dt

from jiuzhu.law.deadlines import Due, payday
from jiuzhu.law.figures import NoValueOnDay
from jiuzhu.plain.days import next_month


def due_of(month: dt.date) -> Due | None:
    """The last day to pay a month; None where the figure has no value for that time (`not_known` says so)."""
    try:
        return payday(month)
    except NoValueOnDay:
        return None


def not_known(month: dt.date) -> str:
    """The sentence in place of the day."""
    return f"没有查到{month.year}年{month.month}月的发放日。请尽快发放，当时的期限请向区民政局核实。"


def next_payday(day: dt.date) -> Due | None:
    """The next last day to pay: this month's until it is over."""
    this = due_of(day)
    return this if this is None or day <= this.due_on else due_of(next_month(day))
