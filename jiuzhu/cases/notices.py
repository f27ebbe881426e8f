"""Questions about notices: each with the photos of its posted sheet, in one query."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from jiuzhu.cases.models import Announcement, NoticePhoto, Publication
from jiuzhu.cases.queries import township_short
from jiuzhu.plain.days import parse


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as pages list it."""

    pk: int
    moment: str
    taken_on: dt.date


def with_photos(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """Notices with what `photos_of` reads, without another question."""
    one = JSONObject(pk="pk", moment="moment", taken_on="taken_on")
    photos = NoticePhoto.objects.filter(publication=OuterRef("pk")).order_by("pk").values(json=one)
    return rows.annotate(photo_rows=ArraySubquery(photos))


def photos_of(notice: Publication, moment: str) -> tuple[Photo, ...]:
    """The photos of a moment, the oldest first. `notice` comes from `with_photos`."""
    rows: Iterable[dict[str, str | int]] = notice.photo_rows  # type: ignore[attr-defined]
    return tuple(
        Photo(int(row["pk"]), str(row["moment"]), parse(str(row["taken_on"])))
        for row in rows
        if row["moment"] == moment
    )


def number_of(notice: Publication | Announcement) -> str:
    """What a sheet is called in public: `BA-GS-00031`, `BA-GB-00012`. It names no case and nobody."""
    kind = "GS" if isinstance(notice, Publication) else "GB"
    return f"{township_short(notice.township)}-{kind}-{notice.pk:05d}"


def over(notice: Publication, on: dt.date) -> bool:
    """Whether the sheet has had its days, or was taken down early: after an objection, or as its case ended."""
    return notice.closed_on is not None or notice.last_day < on or notice.case.state != "open"
