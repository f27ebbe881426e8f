"""补录: what happened on an earlier day and is entered now. It needs a reason; nothing is dated before its evidence."""

import datetime as dt

from jiuzhu.ground.refusals import BadInput
from jiuzhu.plain.days import short

SHORTEST_REASON = 4


class LateReasonMissing(BadInput):
    """Something of an earlier day is entered without saying why not at once."""


class DateBeforeEvidence(BadInput):
    """Something is dated before what it rests on, or after today."""


def entry(
    *,
    what: str,
    happened_on: dt.date,
    on: dt.date,
    not_before: tuple[dt.date, str],
    reason: str,
    field: str,
) -> str:
    """The reason of a late entry, or nothing where it is entered on the day itself.

    `what`: the Chinese name of the day (入户日期); `not_before`: the earliest possible day and what fell on it.
    """
    earliest, of_what = not_before
    if happened_on > on:
        raise DateBeforeEvidence(f"{what}不能在今天之后", field=field)
    if happened_on < earliest:
        raise DateBeforeEvidence(f"{what}不能早于{of_what}（{short(earliest)}）", field=field)
    if happened_on == on:
        return ""
    if len(reason.strip()) < SHORTEST_REASON:
        raise LateReasonMissing(
            f"{what}是 {short(happened_on)}，今天才登记，属于补录。请写明为什么没有当天登记", field="late_reason"
        )
    return reason.strip()
