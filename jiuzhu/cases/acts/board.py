"""公示栏上提意见: anybody objects to a notice that stands, without an account; it stops the flow (57.19)."""

import datetime as dt

from django.conf import settings

from jiuzhu.cases import duties, flow
from jiuzhu.cases.acts.object import SHORTEST_TEXT
from jiuzhu.cases.facts import NoticeObjected
from jiuzhu.cases.models import Objection, Publication
from jiuzhu.cases.numbers import OBJECTION, next_number
from jiuzhu.ground import audit, facts, quotas
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, NotFound

ELSEWHERE = "请打电话，或者到窗口、找村（社区）工作人员提出。"


@act("object_on_board")
def object_on_board(
    *,
    actor: Actor,
    on: dt.date,
    notice_id: int,
    text: str,
    address: str,
    at: dt.datetime,
    by_name: str = "",
    contact: str = "",
) -> Objection:
    """Keep what somebody at the board wrote, under a number to quote. A name goes with a way to answer, or neither.

    `address`: where it came from, `at`: the moment; both only count towards the quota.
    """
    found = Publication.objects.filter(pk=notice_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound("没有这张公示单。请回到公示栏，从列出的家庭里选。")
    case = flow.lock(found)
    notice = Publication.objects.select_for_update().get(pk=notice_id)
    duties.may_object_on_board(case, notice, on).or_refuse()
    text, by_name, contact = text.strip(), by_name.strip(), contact.strip()
    if len(text) < SHORTEST_TEXT:
        raise BadInput("请写明哪里不对，写得具体才好查", field="text")
    if by_name and not contact:
        raise BadInput("留了姓名的，请也留电话，查清以后好答复您", field="contact")
    if contact and not by_name:
        raise BadInput("留了电话的，请也写姓名；不想留的，两项都不填", field="by_name")
    _within_quota(notice, address, at)
    row = Objection.objects.create(
        case=case,
        township=case.township,
        publication=notice,
        number=next_number(Objection, case.township, OBJECTION, on),
        channel="board",
        received_on=on,
        entered_on=on,
        by_name=by_name,
        contact=contact,
        named=bool(by_name),
        text=text,
    )
    told = {"by_name": by_name, "contact": contact, "text": text}
    audit.record(
        actor=actor,
        act="object_on_board",
        on=on,
        subject=case,
        clause="57.19",
        matter=str(case.token),
        township=case.township,
        new={"named": row.named, "number": row.number, "objection": row.pk, "publication": notice.pk},
        personal={key: value for key, value in told.items() if value},
    )
    facts.emit(NoticeObjected(actor=actor, on=on, case_id=case.pk))
    return row


def _within_quota(notice: Publication, address: str, at: dt.datetime) -> None:
    seconds = settings.BOARD_QUOTA_SECONDS
    quotas.take(
        purpose="board.address",
        key=address,
        most=settings.BOARD_TRIES_PER_ADDRESS,
        seconds=seconds,
        at=at,
        sentence=f"从这里一天最多提 {settings.BOARD_TRIES_PER_ADDRESS} 次，今天已经提满了。{ELSEWHERE}",
    )
    quotas.take(
        purpose="board.notice",
        key=str(notice.pk),
        most=settings.BOARD_TRIES_PER_NOTICE,
        seconds=seconds,
        at=at,
        sentence=f"这一户今天收到的意见已经很多，审批已经停下，都会查。还有新情况的，{ELSEWHERE}",
    )
