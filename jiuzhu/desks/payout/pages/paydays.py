"""By when a month's money has to be paid; months for which no such day was ever found say so."""

import datetime as dt

from jiuzhu.figures.queries import overlay
from jiuzhu.law.deadlines import Due, known_payday
from jiuzhu.plain.days import next_month


def due_of(month: dt.date) -> Due | None:
    """The last day to pay a month; None where the figure has no value for that time (`no_payday` says so)."""
    return known_payday(month, overlay())


def next_payday(day: dt.date) -> Due | None:
    """The next last day to pay: this month's until it is over."""
    this = due_of(day)
    return this if this is None or day <= this.due_on else due_of(next_month(day))
