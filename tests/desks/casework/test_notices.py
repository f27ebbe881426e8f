"""公示 on the case page: photos come in by its form, a missing one is said, and the sheet is printed."""

from typing import Any

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case, NoticePhoto
from jiuzhu.ground import clock
from tests.desks.casework.cases import on, page_of, published, ready, received, reviewed
from tests.desks.papers.pictures import page, upload
from tests.desks.visitors import Visitor, visitor
from tests.district import build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Any, tmp_path: Any) -> None:
    """Nothing a test stores outlives it."""
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def case() -> Case:
    """Accepted today in 北岙."""
    build()
    return received()


def send(who: Visitor, case: Case, status: int = 302, **inputs: Any) -> str:
    """The form of a photo, as a browser sends it."""
    form = {"moment": "start", "taken_on": f"{clock.today()}", "photo": upload(page()), **inputs}
    address = f"{page_of(case)}acts/add_notice_photo/"
    answer = who.post(address, {"form_key": f"photo-{form['moment']}-{status}", **form})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def notices(text: str) -> str:
    """The card of notices on a case page."""
    start = text.index('id="h-notices"')
    return text[start : text.index("</section>", start)]


def test_a_photo_comes_in_and_is_looked_at(case: Case) -> None:
    published(case)
    on(10)
    worker, head = visitor("village_worker"), visitor("social_affairs_head")
    text = worker.text(f"{page_of(case)}acts/add_notice_photo/")
    assert 'enctype="multipart/form-data"' in text[text.index("上传公示照片") :]
    assert "没有照片" in notices(text) and "期满以后拍" in notices(text)
    send(worker, case)
    row = NoticePhoto.objects.get()
    card = notices(head.text(page_of(case)))
    assert f"/publications/photos/{row.pk}/" in card and "11月10日拍" in card
    answer = head.get(f"/publications/photos/{row.pk}/")
    assert (answer["Content-Type"], answer.content) == ("image/jpeg", page())
    assert "上传公示照片，张榜时" in head.text(page_of(case))
    assert head.get("/publications/photos/999/").status_code == 404
    assert visitor("handler", "330305002").get(f"/publications/photos/{row.pk}/").status_code == 404


def test_what_is_wrong_stands_at_its_field(case: Case) -> None:
    published(case)
    on(10)
    handler = visitor("handler")
    text = send(handler, case, 400, photo="")
    assert '<a href="#photo-photo">' in text and "请选择照片" in text
    text = send(handler, case, 400, moment="end", photo=upload(page()))
    assert "不能早于公示的最后一天（11月16日）" in text
    text = send(handler, case, 400, moment="", photo=upload(b"no picture"))
    assert "请选择是张榜时还是期满时拍的" in text
    assert not NoticePhoto.objects.exists()


def test_the_leader_reads_that_photos_are_missing(case: Case) -> None:
    ready(case)
    leader, handler = visitor("leader_in_charge"), visitor("handler")
    assert "没有张榜时、期满时的公示照片" in leader.text(page_of(case))
    assert "没有照片" in notices(visitor("social_affairs_head").text(page_of(case)))
    send(handler, case, moment="end", late_reason="")
    assert "没有张榜时的公示照片" in leader.text(page_of(case))
    send(handler, case, moment="start", taken_on="2026-11-10", late_reason="手机里的照片今天才传")
    assert "张榜时、期满时都有公示照片" in leader.text(page_of(case))


def test_the_posted_sheet_is_printed_once_there_is_a_notice(case: Case) -> None:
    handler = visitor("handler")
    assert handler.get(f"{page_of(case)}print/publication/").status_code == 409
    reviewed(case)
    assert "打印公示单" not in handler.text(page_of(case))
    other = published(received(2))
    assert f"{page_of(other)}print/publication/" in handler.text(page_of(other))
    answer = handler.get(f"{page_of(other)}print/publication/")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert visitor("village_worker").get(f"{page_of(other)}print/publication/").status_code == 200, "of that village"
    assert visitor("finance_preparer").get(f"{page_of(other)}print/publication/").status_code == 403


def test_the_office_sees_what_is_announced_and_prints_the_list(case: Case) -> None:
    ready(case)
    handler = visitor("handler")
    assert "打印公布单" not in handler.text(page_of(case))
    acts.decide_case(actor=holder("leader_in_charge"), on=on(18), case_id=case.pk, outcome="approve", text="同意")
    assert "现在没有公布" in handler.text("/publications/")
    acts.announce_decision(actor=holder("handler"), on=on(18), case_id=case.pk)
    assert "11月18日 至 11月24日" in handler.text("/publications/")
    assert case.applicant.name not in visitor("handler", "330305002").text("/publications/")
    text = handler.text(page_of(case))
    assert f"{page_of(case)}print/announcement/" in text and "公布，到 11月24日" in text
    assert handler.get(f"{page_of(case)}print/announcement/").content.startswith(b"%PDF")
    on(25)
    assert "现在没有公布" in handler.text("/publications/")
