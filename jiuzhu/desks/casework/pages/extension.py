"""延长期限 before it is asked for: whether it is possible today, from which day, and up to which (n1.3)."""

import datetime as dt

from jiuzhu.cases import deadlines, looks
from jiuzhu.cases.models import Case, MeansCheck
from jiuzhu.cases.queries import began_on, days_of
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.duties import YES, Answer, no
from jiuzhu.law.deadlines import extension_opens_on
from jiuzhu.plain.days import short


def extension_of(case: Case, on: dt.date) -> tuple[Answer, dt.date | None]:
    """(may it be extended today, the last day it may be extended to). The act asks the same again."""
    limit = case.extended_to or case.due_on
    if on > limit:
        return no(f"期限 {short(limit, on)} 已过，不能再延长。案件照样可以办理和决定，按超期统计。（通知第一条）"), None
    checks = looks.of(case).checks
    used = days_of(checks, on)
    due = deadlines.case_due(case.programme, case.accepted_on, case.township, check_days=used)
    if due.may_extend and due.cap_on and due.cap_on > limit:
        return YES, due.cap_on
    if due.may_extend:
        return no(f"已经延长到最长的一天 {short(limit, on)}，不能再延长。（通知第一条）"), None
    return no(_not_yet(case, checks, used, on)), None


def _not_yet(case: Case, checks: list[MeansCheck], used: int, on: dt.date) -> str:
    running = next((c for c in checks if c.reported_on is None), None)
    if not checks:
        return "还没有委托核对。只有核对超过规定天数，才能延长。（通知第一条）"
    if running is None:
        return f"核对用了 {used} 天，没有超过规定的天数，不能延长，请按原期限办理。（通知第一条）"
    before = used - days_of([running], on)  # days of earlier requests count, too
    opens = extension_opens_on(
        began_on(running) - dt.timedelta(days=before), case.accepted_on, case.programme, overlay()
    )
    if opens is None:
        return "这类救助的办理期限不能延长。（通知第一条）"
    return f"核对用了 {used} 天，还没有超过规定的天数，{short(opens, on)}起才能延长。（通知第一条）"
