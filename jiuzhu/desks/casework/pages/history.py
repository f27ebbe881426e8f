"""记录: the audit lines of the case, told in words, with reasons."""

import datetime as dt
import json
from dataclasses import dataclass

from jiuzhu.cases.acts.photograph import WHEN
from jiuzhu.cases.models import Case
from jiuzhu.cases.queries import history
from jiuzhu.cases.ways import NAMES
from jiuzhu.desks.casework.labels import ACTS, OUTCOMES
from jiuzhu.desks.casework.pages.calculation import named_once
from jiuzhu.ground.clock import SHANGHAI
from jiuzhu.ground.models import AuditEntry
from jiuzhu.offices.posts import label
from jiuzhu.plain.days import parse, short


@dataclass(frozen=True, slots=True)
class Event:
    """One act as the page tells it. `entered_on` only where it was entered later than it happened (补录).

    `at` is the hour it was recorded, where that was the same day: the hour of another day would mislead.
    """

    on: dt.date
    at: dt.datetime | None
    who: str
    what: str
    reason: str
    clauses: tuple[str, ...]
    entered_on: dt.date | None


def events(case: Case) -> list[Event]:
    """Latest first."""
    return [_event(row) for row in history(case)]


def _event(row: AuditEntry) -> Event:
    entry = json.loads(row.entry)
    new = entry["new"]
    entered = new.get("entered_on")
    private = getattr(row, "private", None)
    reason = json.loads(private.values).get("reason", "") if private and private.values else ""
    return Event(
        on=row.on,
        at=row.recorded_at if row.recorded_at.astimezone(SHANGHAI).date() == row.on else None,
        who=row.actor_name if row.person_id_value else label(row.actor_post),
        what=_what(row.act, new),
        reason=reason,
        clauses=named_once(entry["clause"]),
        entered_on=parse(entered) if entered and entered != entry["on"] else None,
    )


def _what(act: str, new: dict[str, object]) -> str:
    word = ACTS.get(act, act)
    if act in OUTCOMES:
        word = f"{word}：{OUTCOMES[act].get(str(new.get('outcome')), new.get('outcome'))}"
    if act == "submit_finding":
        word = f"{word}，{'建议确认' if new.get('recommends') else '建议不予确认'}"
    if act == "record_check_report":
        found = f"{new['differences']} 处与申报不同" if new.get("differences") else "与申报一致"
        word = f"{word}，{'内容相同，没有改变' if new.get('repeated') else found}"
    if act == "extend_deadline" and new.get("due_on"):
        word = f"{word}，到 {short(parse(str(new['due_on'])))}"
    if act == "agree_programme":
        word = f"{word}：{NAMES.get(str(new.get('programme')), '')}"
    if act == "add_notice_photo":
        word = f"{word}，{WHEN.get(str(new.get('moment')), '')}"
    if act == "start_publication":
        first, last = parse(str(new["first_day"])), parse(str(new["last_day"]))
        word = f"{word}，{short(first)} 至 {short(last, first)}"
    if act == "announce_decision" and new.get("last_day"):
        word = f"{word}，到 {short(parse(str(new['last_day'])))}"
    return word
