"""What the leader in charge reads before deciding: the question, the three people, what the system checked."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.cases import duties, looks
from jiuzhu.cases.acts.photograph import WHEN
from jiuzhu.cases.models import Case, Opinion, Publication
from jiuzhu.cases.notices import photos_of
from jiuzhu.desks.casework.labels import OUTCOMES
from jiuzhu.desks.casework.pages.calculation import Calculation
from jiuzhu.desks.casework.pages.found import Found
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.actor import Actor
from jiuzhu.law.deadlines import known_payday, no_payday
from jiuzhu.law.figures import reading
from jiuzhu.plain.days import next_month, short


@dataclass(frozen=True, slots=True)
class Hand:
    """One of the three people."""

    post: str
    name: str
    did: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the system checked; `tag` where it rests on something unconfirmed or was not done."""

    says: str
    clause: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """The leader's own part of the page."""

    from_month: dt.date
    first_pay: str
    hands: tuple[Hand, ...]
    checks: tuple[Check, ...]
    opinion: Opinion
    opinion_word: str


def approval_of(case: Case, actor: Actor, found: Found, calculation: Calculation, on: dt.date) -> Approval:
    """Read from rows, nothing assumed: what isn't there is shown as open."""
    month = next_month(on)
    opinion = case.opinions.select_related("by").order_by("-pk").first()
    notices = looks.of(case).notices
    notice = notices[-1] if notices else None
    return Approval(
        from_month=month,
        first_pay=due.why if (due := known_payday(month, overlay())) else no_payday(month),
        hands=_hands(case, actor, opinion),
        checks=(
            *_three(case, actor),
            _published(notice, opinion),
            *_photographed(notice),
            _visited(found),
            Check("家庭成员没有另一件正在办理的申请，受理时没有在领的其他生活救助", "受理时由数据库核过"),
            *_letters(case),
            *_set_aside(case),
            *_waits(case),
            *_unconfirmed(calculation, case.township),
        ),
        opinion=opinion,
        opinion_word=OUTCOMES["give_opinion"][opinion.outcome],
    )


def _hands(case: Case, actor: Actor, opinion: Opinion) -> tuple[Hand, ...]:
    first = [h for h in looks.of(case).hands if h.hand == 1 and h.act == "submit_finding"]
    handler = first[-1] if first else None
    return (
        Hand(
            "经办人",
            handler.person.name if handler else "—",
            f"{short(handler.on, opinion.on)}送初审" if handler else "",
        ),
        Hand(
            "审核人（社会事务办负责人）",
            opinion.by.name,
            f"{short(opinion.on)}{OUTCOMES['give_opinion'][opinion.outcome]}",
        ),
        Hand("审批人（分管领导）", f"{actor.name}，您", "没有办过本户别的环节，也不是本户的家庭成员"),
    )


def _three(case: Case, actor: Actor) -> tuple[Check, ...]:
    hands = {(h.person_id, h.hand) for h in looks.of(case).hands} | {(actor.person_id, 3)}
    people = {person for person, _ in hands}
    if len(people) == len(hands):
        return (Check("经办、审核、审批是不同的自然人，按身份证号核对", "通知第一条"),)
    return (Check("有人在本户办过两个环节", "通知第一条", "请注意"),)


def _published(notice: Publication | None, opinion: Opinion) -> Check:
    if notice is None:
        return Check(f"没有公示：初审意见是{OUTCOMES['give_opinion'][opinion.outcome]}", "57号第十九条", "请注意")
    days = (notice.last_day - notice.first_day).days + 1
    span = f"{short(notice.first_day)}至{short(notice.last_day, notice.first_day)}"
    end = "没有异议" if notice.outcome == "clear" else "有异议"
    return Check(f"公示 {span} 满 {days} 天，{end}", "57号第十九条", "" if notice.outcome == "clear" else "请注意")


def _photographed(notice: Publication | None) -> tuple[Check, ...]:
    """Whether photos show that the sheet hung there; a missing one is said, not held against the family."""
    if notice is None:
        return ()
    missing = [word for moment, word in WHEN.items() if not photos_of(notice, moment)]
    if not missing:
        return (Check("张榜时、期满时都有公示照片", "57号第十九条"),)
    return (Check(f"没有{'、'.join(missing)}的公示照片", "请经办人补传", "请注意"),)


def _visited(found: Found) -> Check:
    visit = found.visit
    if visit is None or visit.second_signed_on is None:
        return Check("入户记录还没有两名调查人确认", "57号第十六条", "请注意")
    return Check(f"入户两名调查人 {visit.first.name}、{visit.second.name}，家庭成员已签字", "57号第十六条")


def _unconfirmed(calculation: Calculation, township: str) -> tuple[Check, ...]:
    if not calculation.unconfirmed:
        return ()
    labels = [reading(name, calculation.on, township, overlay()).label for name in calculation.unconfirmed]
    says = f"用到的 {len(labels)} 个数字还没有确认文件依据：{'、'.join(labels)}"
    return (Check(says, "不妨碍审批；数字更正后按差额补发或追回", "未确认"),)


def _letters(case: Case) -> tuple[Check, ...]:
    """协查函 without an answer don't hinder a decision; whoever decides knows of them."""
    open_letters = [row for row in looks.of(case).assistance if row.answered_on is None]
    return tuple(
        Check(f"请{row.to_body}协查的函还没有回复，请对方 {short(row.due_on)}前回复", "57号第五条", "请注意")
        for row in open_letters
    )


def _set_aside(case: Case) -> tuple[Check, ...]:
    """Objections that nobody surveyed because they say nothing of this family; whoever decides reads why."""
    rows = [row for row in looks.of(case).objections if row.set_aside_on is not None]
    return tuple(
        Check(f"公示异议 {row.number} 不按异议处理：{row.set_aside_reason}", "本系统的办理规则，未确认", "请注意")
        for row in rows
    )


def _waits(case: Case) -> tuple[Check, ...]:
    """What still stands in the way of a decision; sending back is always possible."""
    look = looks.of(case)
    if not (look.complaints or case.household.related or look.objections):
        return ()
    ready = duties.may_conclude(case)
    return () if ready.yes else (Check(ready.why, "现在只能退回重新调查", "还不能决定"),)
