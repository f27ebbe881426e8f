"""公示照片: the posted sheet at start and end; a missing one is said to the reviewer and the leader (57.19)."""

import datetime as dt
from typing import Any

import pytest

from jiuzhu.cases import acts, looks
from jiuzhu.cases.late import DateBeforeEvidence, LateReasonMissing
from jiuzhu.cases.models import Case, NoticePhoto
from jiuzhu.cases.notices import over, photos_of
from jiuzhu.ground import files
from jiuzhu.ground.models import AuditEntry, StoredFile
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from tests.cases.stages import decided, november, received, reviewed, to_decision, to_opinion, to_publication
from tests.desks.papers.pictures import EICAR, page
from tests.district import holder

pytestmark = pytest.mark.django_db
OTHER = "330305002"


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Any, tmp_path: Any) -> None:
    """Nothing a test stores outlives it."""
    settings.FILES_ROOT = tmp_path / "files"


def taken(case: Case, moment: str = "start", day: int = 10, on: int | None = None, **changes: Any) -> NoticePhoto:
    """The village worker's photo, entered on the day unless told otherwise."""
    given = {"moment": moment, "taken_on": november(day), "data": page()} | changes
    return acts.add_notice_photo(actor=holder("village_worker"), on=november(on or day), case_id=case.pk, **given)


def test_photos_at_start_and_end_are_kept_with_their_notice() -> None:
    case = to_publication(received())
    first, last = taken(case), taken(case, "end", 16)
    notice = case.publications.get()
    assert {row.publication_id for row in NoticePhoto.objects.all()} == {notice.pk}
    assert files.read(first.file) == page()
    assert (first.file.kind, first.file.matter) == ("image/jpeg", str(case.token))
    line = AuditEntry.objects.filter(act="add_notice_photo").earliest("pk")
    assert (line.on, line.clause, line.person_id_value) == (november(10), "57.19", holder("village_worker").person_id)
    assert f'"photo":{first.pk}' in line.entry
    kept = looks.of(case).notices[0]
    assert [p.pk for p in photos_of(kept, "start")] == [first.pk]
    assert [(p.pk, p.taken_on) for p in photos_of(kept, "end")] == [(last.pk, november(16))]
    assert (over(kept, november(16)), over(kept, november(17))) == (False, True)


def test_a_better_photo_is_added_beside_the_first() -> None:
    case = to_publication(received())
    assert [taken(case).pk, taken(case, data=page(2)).pk] == [
        p.pk for p in photos_of(looks.of(case).notices[0], "start")
    ]


def test_only_photos_of_their_days() -> None:
    case = to_publication(received())
    for moment, day, on, says in (
        ("start", 8, 10, "张榜的日期（11月9日）"),
        ("start", 11, 10, "今天之后"),
        ("end", 15, 17, "公示的最后一天（11月16日）"),
    ):
        with pytest.raises(DateBeforeEvidence, match=says):
            taken(case, moment, day, on)
    with pytest.raises(BadInput, match="期满以后拍的"):
        taken(case, "start", 17)
    with pytest.raises(BadInput, match="张榜时还是期满时"):
        taken(case, "middle")
    with pytest.raises(LateReasonMissing):
        taken(case, "start", 10, 12)
    assert taken(case, "start", 10, 12, late_reason="村里今天才把手机照片传来").entered_on == november(12)
    assert NoticePhoto.objects.count() == 1


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 x", EICAR, b"GIF89a"])
def test_what_is_no_photo_is_refused_at_its_field(data: bytes) -> None:
    case = to_publication(received())
    with pytest.raises(BadInput) as told:
        taken(case, data=data)
    assert told.value.field == "photo"
    assert not NoticePhoto.objects.exists() and not StoredFile.objects.exists()


def test_who_may_and_when() -> None:
    case = reviewed(to_opinion(received()))
    with pytest.raises(NotYourDuty, match="还没有张榜"):
        taken(case)
    acts.start_publication(actor=holder("handler"), on=november(9), case_id=case.pk)
    given = {"moment": "start", "taken_on": november(10), "data": page()}
    with pytest.raises(NotYourDuty, match="您现在的岗位是社会事务办负责人"):
        acts.add_notice_photo(actor=holder("social_affairs_head"), on=november(10), case_id=case.pk, **given)
    with pytest.raises(NotYourDuty, match="没有这个案件"):
        acts.add_notice_photo(actor=holder("handler", OTHER), on=november(10), case_id=case.pk, **given)
    assert not NoticePhoto.objects.exists()


def test_after_an_objection_the_sheet_came_down_early() -> None:
    case = to_publication(received())
    acts.close_publication(
        actor=holder("handler"), on=november(12), case_id=case.pk, outcome="objected", note="他在外打工"
    )
    with pytest.raises(DateBeforeEvidence, match="公示结束的日期（11月12日）"):
        taken(case, "end", 11, 12)
    assert taken(case, "end", 12).taken_on == dt.date(2026, 11, 12)


def test_an_ended_case_takes_no_photo() -> None:
    case = to_decision(received())
    assert taken(case, "end", 16, 18, late_reason="村里今天才传来").moment == "end"
    acts.announce_decision(actor=holder("handler"), on=november(18), case_id=decided(case, "approve").pk)
    with pytest.raises(NotYourDuty, match="已办结"):
        taken(case, "end", 16, 19)
