"""公示: the notices of a case with the photos of their posted sheets; the photo itself."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from jiuzhu.cases import duties, looks
from jiuzhu.cases.acts.photograph import WHEN
from jiuzhu.cases.models import Case, NoticePhoto, Publication
from jiuzhu.cases.notices import Photo, over, photos_of
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.ground import files
from jiuzhu.ground.refusals import NotFound

LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Moment:
    """One of the two photos: its name, what is there, or what to say where nothing is."""

    word: str
    photos: tuple[Photo, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as the case page tells it."""

    row: Publication
    state: tuple[str, str]
    moments: tuple[Moment, ...]


def notices_of(case: Case, on: dt.date) -> tuple[Notice, ...]:
    """The latest one first."""
    return tuple(_notice(row, on) for row in reversed(looks.of(case).notices))


def _notice(row: Publication, on: dt.date) -> Notice:
    moments = []
    for moment, word in WHEN.items():
        photos = photos_of(row, moment)
        due = over(row, on) if moment == "end" else True
        moments.append(Moment(word, photos, "" if photos else "没有照片" if due else "期满以后拍"))
    return Notice(row, state_of(row, on), tuple(moments))


def state_of(row: Publication, on: dt.date) -> tuple[str, str]:
    """Tag kind and word: how a notice stands on a day."""
    if row.closed_on is not None:
        return ("done", "没有异议") if row.outcome == "clear" else ("stop", "有异议")
    if row.case.state != "open":
        return ("open", "请撤下公示单") if row.last_day >= on else ("", "公示已停")
    if row.first_day > on:
        return "", "还没开始"
    return ("now", "公示中") if row.last_day >= on else ("open", "期满，待登记结果")


@page(desk="casework", duty="cases.may_see", methods={"GET": READ})
def notice_photo(request: HttpRequest, photo: int) -> HttpResponse:
    """A photo of a posted sheet, for whoever may see the case."""
    rows = NoticePhoto.objects.select_related("file", "case")
    row = rows.filter(pk=photo).first() if photo < LARGEST else None
    if row is None or not duties.may_see(request.actor, row.township).yes:  # type: ignore[attr-defined]
        raise Http404(photo)
    request.matter = str(row.case.token)  # type: ignore[attr-defined]
    try:
        data = files.read(row.file)
    except OSError:
        raise NotFound("这张照片在存储里找不到。请联系系统管理员从备份恢复。") from None
    return HttpResponse(data, content_type=row.file.kind)  # nosniff comes with every answer
