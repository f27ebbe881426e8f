"""Verbs: propose the days off of a year from the State Council's notice, publish them as a second person, withdraw."""

import datetime as dt

from jiuzhu.figures import duties, years
from jiuzhu.figures.acts.figures import AlreadyPublished
from jiuzhu.figures.facts import YearPublished
from jiuzhu.figures.models import CalendarYear
from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.ground.rows import locked, refused_by
from jiuzhu.law.calendar import has_file

CLAUSE = "n1.3"


@act("propose_year")
def propose_year(
    *, actor: Actor, on: dt.date, year: int, data: bytes, document: str, document_on: dt.date, source: str
) -> CalendarYear:
    """The year as a file of three columns; nothing counts until another person has published it."""
    duties.may_propose(actor).or_refuse()
    if not on.year <= year <= on.year + 1:
        raise BadInput(f"只能提出今年或明年的安排：{on.year} 或 {on.year + 1}", field="year")
    if has_file(year):
        raise AlreadyPublished(f"{year}年的安排系统里已经有了，不用再提", field="year")
    if not document.strip():
        raise BadInput("请填写文件名称和文号", field="document")
    if not source.strip():
        raise BadInput("请写明在哪里看到文件，例如中国政府网", field="source")
    if document_on > on:
        raise BadInput("发文日期不能晚于今天。请照文件填写", field="document_on")
    found = years.read_file(data, year)
    with refused_by(
        year_one_waiting=AlreadyPublished(
            "这一年的安排已经有人提出，正等另一个人发布。要改，请先撤回那一个", field="year"
        )
    ):
        row = CalendarYear.objects.create(
            year=year,
            days_off=years.stored(found.off),
            workdays=years.stored(found.worked),
            document=document.strip(),
            document_on=document_on,
            source=source.strip(),
            proposed_on=on,
            proposed_by_id=actor.person_id,
        )
    _note(actor, on, row, "propose_year", {"off": len(found.off), "worked": len(found.worked), "year": year})
    return row


@act("publish_year")
def publish_year(*, actor: Actor, on: dt.date, year_id: int, off: int, worked: int) -> CalendarYear:
    """The second person counts in the notice: so many weekdays off, so many weekend days worked."""
    row = _lock(year_id)
    duties.may_publish_year(actor, row).or_refuse()
    if off != len(row.days_off):
        raise BadInput("与提出的不一致。请对照文件再数；提出的有错，请撤回后重新提出", field="off")
    if worked != len(row.workdays):
        raise BadInput("与提出的不一致。请对照文件再数；提出的有错，请撤回后重新提出", field="worked")
    if CalendarYear.objects.filter(year=row.year, state="published").exists() or has_file(row.year):
        raise AlreadyPublished(f"{row.year}年的安排已经发布过。")
    row.save(update_fields=row.close("published", on=on, by_id=actor.person_id))
    years.changed()
    _note(actor, on, row, "publish_year", {"state": "published", "year": row.year})
    facts.emit(YearPublished(actor=actor, on=on, year=row.year))
    return row


@act("withdraw_year")
def withdraw_year(*, actor: Actor, on: dt.date, year_id: int, reason: str) -> CalendarYear:
    """Take a proposal back; it stays on record with the reason."""
    row = _lock(year_id)
    duties.may_withdraw_year(actor, row).or_refuse()
    if not reason.strip():
        raise BadInput("请写明撤回的原因", field="reason")
    row.reason = reason.strip()
    row.save(update_fields=[*row.close("withdrawn", on=on, by_id=actor.person_id), "reason"])
    _note(actor, on, row, "withdraw_year", {"state": "withdrawn", "year": row.year}, reason.strip())
    return row


def _lock(year_id: int) -> CalendarYear:
    return locked(CalendarYear.objects.all(), year_id, "没有这个待发布的年份。请刷新页面看最新情况。")


def _note(actor: Actor, on: dt.date, row: CalendarYear, verb: str, new: dict[str, object], reason: str = "") -> None:
    audit.record(actor=actor, act=verb, on=on, subject=row, clause=CLAUSE, new=new, reason=reason)
