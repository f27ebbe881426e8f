"""公示照片: the sheet as it hung in the village, on its first day and when its days were over (57.19)."""

import datetime as dt

from jiuzhu.cases import duties, flow, late
from jiuzhu.cases.models import NoticePhoto, Publication
from jiuzhu.ground import audit, files
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput

PDF = "application/pdf"
WHEN = {"start": "张榜时", "end": "期满时"}


@act("add_notice_photo")
def add_notice_photo(
    *, actor: Actor, on: dt.date, case_id: int, moment: str, taken_on: dt.date, data: bytes, late_reason: str = ""
) -> NoticePhoto:
    """Add a photo of the latest notice; one that is there stays. A photo only, of the day it was taken."""
    case = flow.lock(case_id)
    duties.may_photograph_notice(actor, case).or_refuse()
    if moment not in WHEN:
        raise BadInput("请选择是张榜时还是期满时拍的", field="moment")
    _photo(data)
    notice = Publication.objects.filter(case=case).latest("pk")
    words = late.entry(
        what="拍照日期",
        happened_on=taken_on,
        on=on,
        not_before=_earliest(notice, moment),
        reason=late_reason,
        field="taken_on",
    )
    if moment == "start" and taken_on > notice.last_day:
        raise BadInput("这是公示期满以后拍的，请选“期满时”", field="moment")
    row = NoticePhoto.objects.create(
        case=case,
        township=case.township,
        publication=notice,
        moment=moment,
        file=files.store(data=data, township=case.township, matter=str(case.token), label="公示照片"),
        taken_on=taken_on,
        entered_on=on,
        late_reason=words,
        by_id=actor.person_id,
    )
    audit.record(
        actor=actor,
        act="add_notice_photo",
        on=taken_on,
        subject=case,
        clause="57.19",
        matter=str(case.token),
        township=case.township,
        new={
            "digest": row.file.digest,
            "entered_on": on,
            "moment": moment,
            "photo": row.pk,
            "publication": notice.pk,
        },
        reason=words,
    )
    return row


def _photo(data: bytes) -> None:
    try:
        kind = files.kind_of(data)
    except BadInput as bad:
        raise BadInput(bad.sentence, field="photo") from None
    if kind == PDF:
        raise BadInput("请上传照片（JPEG、PNG），PDF 看不出单子贴在哪里", field="photo")


def _earliest(notice: Publication, moment: str) -> tuple[dt.date, str]:
    """The first day such a photo can be of, and what fell on it."""
    if moment == "start":
        return notice.first_day - dt.timedelta(days=1), "张榜的日期"
    if notice.outcome == "objected" and notice.closed_on is not None:
        return min(notice.closed_on, notice.last_day), "公示结束的日期"
    return notice.last_day, "公示的最后一天"
