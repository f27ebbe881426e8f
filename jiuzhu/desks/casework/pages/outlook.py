"""赶不赶得上期限: said at once when it can no longer be kept, with what may still be done (n1.3, n2.3)."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.cases import looks
from jiuzhu.cases.models import Case, Publication
from jiuzhu.desks.casework.pages.extension import extension_of
from jiuzhu.figures.queries import overlay
from jiuzhu.law.deadlines import CYCLES, earliest_decision
from jiuzhu.plain.days import short


@dataclass(frozen=True, slots=True)
class Outlook:
    """A case that can't keep its last day: what is so, and what may still be done."""

    says: str
    ways: tuple[str, ...]


def outlook_of(case: Case, on: dt.date) -> Outlook | None:
    """None for a case that can keep its day, is decided, or is over."""
    look = looks.of(case)
    if case.state != "open" or "decide" in look.current.done_steps or case.programme not in CYCLES:
        return None
    limit = case.extended_to or case.due_on
    until = _stands_until(case)
    first = earliest_decision(case.programme, on, case.accepted_on, stands_until=until, overlay=overlay())
    if first <= limit:
        return None
    passed = f"期限 {short(limit, on)} 已过" if on > limit else f"赶不上期限 {short(limit, on)}"
    return Outlook(f"{passed}：从今天起一步不停，最早也要 {short(first, on)} 才能审批。", _ways(case, on, limit))


def _stands_until(case: Case) -> dt.date | None:
    """The last day of this round's publication, once it has begun."""
    if "publish" not in looks.of(case).current.done_steps:
        return None
    rows = Publication.objects.filter(case=case).order_by("-pk")
    return rows.values_list("last_day", flat=True).first()


def _ways(case: Case, on: dt.date, limit: dt.date) -> tuple[str, ...]:
    look = looks.of(case)
    found = []
    if look.waiting("check_report"):
        found.append("核对报告还没有到：请催区核对中心。")
        if look.waiting("visit"):
            found.append("入户不用等核对报告，可以先去。")
    if on <= limit:
        answer, until = extension_of(case, on)
        words = f"核对时间已超过规定天数，分管领导可以延长，最长到 {short(until, on)}。" if until else answer.why
        found.append(words)
    found.append("超过期限也照常办理、照常决定，按超期统计；公示的天数不能缩短。")
    return tuple(found)
