"""Papers of a case: a pile comes in, is sorted, turned, cropped and judged; bad files are refused whole."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from jiuzhu.cases.acts.papers import add_paper
from jiuzhu.cases.models import Case, Document, Paper
from jiuzhu.ground import files
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.models import AccessLogEntry, AuditEntry, StoredFile
from jiuzhu.ground.refusals import NotYourDuty
from jiuzhu.ground.scope import set_scope
from tests.desks.casework.cases import on, ready, received
from tests.desks.papers.pictures import EICAR, bomb, colours, page, text_bomb, upload
from tests.desks.visitors import Visitor, visitor
from tests.district import DAY, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
WHITE = ("white", "red", "white", "blue")


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Any, tmp_path: Any) -> None:
    """Nothing a test stores outlives it."""
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def case() -> Case:
    """Accepted today in 北岙."""
    build()
    return received()


def at(case: Case, tail: str = "") -> str:
    """An address of the case's papers."""
    return f"/cases/{case.number}/papers/{tail}"


def send(who: Visitor, address: str, status: int = 302, **inputs: Any) -> str:
    """Send a form with a fresh key; the text of the answer."""
    send.sent += 1  # type: ignore[attr-defined]
    answer = who.post(address, {"form_key": f"papers-{send.sent}", **inputs})  # type: ignore[attr-defined]
    set_scope(DISTRICT)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


send.sent = 0  # type: ignore[attr-defined]


def added(case: Case, data: bytes | None = None, material: str = "bills") -> Paper:
    """One page, by the act."""
    return add_paper(actor=holder("handler"), on=on(3), case_id=case.pk, data=data or page(), material=material)


def nothing_kept(case: Case) -> bool:
    """Whether no page, no file and no line of it is there."""
    rows = Paper.objects.filter(case=case).exists() or StoredFile.objects.exists()
    return not rows and not AuditEntry.objects.filter(act="add_paper").exists()


def test_a_pile_of_twenty_pages_comes_in_and_is_sorted(case: Case) -> None:
    who = visitor("handler")
    send(who, at(case, "add/"), files=[upload(page(n, (300, 400))) for n in range(1, 21)])
    rows = list(Paper.objects.filter(case=case))
    assert len(rows) == 20 and all(row.document is None and row.legible is None for row in rows)
    assert AuditEntry.objects.filter(act="add_paper", matter=str(case.token)).count() == 20
    text = who.text(at(case))
    assert "20 页" in text and "还没有分的" in text
    assert "请先勾选" in send(who, at(case, "sort/"), 400, material="bills")
    text = send(who, at(case, "sort/"), 400, papers=[rows[0].pk])
    assert "请选择归到哪一份材料" in text and f'value="{rows[0].pk}" checked' in text
    send(who, at(case, "sort/"), material="application", papers=[r.pk for r in rows[:2]])
    send(who, at(case, "sort/"), material="consents", papers=[r.pk for r in rows[2:4]])
    send(who, at(case, "sort/"), material="bills", papers=[r.pk for r in rows[4:]])
    kinds = {d.kind: d.pages.count() for d in Document.objects.filter(case=case)}
    assert kinds == {"申请书与真实性承诺": 2, "核对授权书 × 2": 2, "票据": 16}, "intake's rows are filled, not doubled"
    assert all(d.file_id for d in Document.objects.filter(case=case))
    assert "还没有分的" not in who.text(at(case))


def test_the_pile_costs_the_same_queries_however_high(case: Case) -> None:
    who = visitor("handler")
    added(case)
    who.text(at(case))
    with CaptureQueriesContext(connection) as few:
        who.text(at(case))
    for number in range(9):
        added(case, page(number, (60, 80)))
    with CaptureQueriesContext(connection) as many:
        who.text(at(case))
    assert len(few) == len(many)


def test_the_camera_s_own_mark_is_honoured_and_its_data_left_behind(case: Case) -> None:
    row = added(case, page(exif=6))  # held on its side: to be turned to the right
    seen = files.read(row.shown)
    assert colours(seen) == ("blue", "white", "red", "white")
    with Image.open(BytesIO(seen)) as picture:
        assert picture.size == (1200, 900) and not picture.getexif()
    assert files.read(row.original) == page(exif=6), "the upload stays as it came"


def test_turning_and_cropping_leave_the_upload_alone(case: Case) -> None:
    who, row = visitor("handler"), added(case)
    assert colours(files.read(row.shown)) == WHITE
    send(who, at(case, f"{row.pk}/turn/"), way="right")
    row.refresh_from_db()
    assert (row.turn, colours(files.read(row.shown))) == (90, ("blue", "white", "red", "white"))
    send(who, at(case, f"{row.pk}/crop/"), left="50", right="0", top="0", bottom="0")
    row.refresh_from_db()
    assert (row.crop_left, colours(files.read(row.shown))) == (500, ("white", "white", "red", "white"))
    send(who, at(case, f"{row.pk}/turn/"), way="left")
    row.refresh_from_db()
    assert (row.turn, row.crop_left, row.crop_bottom) == (0, 0, 500), "what was cropped turns with the page"
    assert colours(files.read(row.shown)) == ("white", "red", "white", "white")
    send(who, at(case, f"{row.pk}/crop/"), left="0", right="0", top="0", bottom="0")
    row.refresh_from_db()
    assert colours(files.read(row.shown)) == WHITE and files.read(row.original) == page()
    assert (
        AuditEntry.objects.filter(act="turn_paper").count() == AuditEntry.objects.filter(act="crop_paper").count() == 2
    )


@pytest.mark.parametrize(
    ("cut", "sentence"),
    [
        ({"left": "60", "right": "40"}, "什么都不剩"),
        ({"left": "-1"}, "请填 0 到 95 的整数"),
        ({"top": "viel"}, "请填 0 到 95 的整数"),
        ({"top": ""}, "请填写"),
    ],
)
def test_a_crop_that_leaves_nothing_is_refused(case: Case, cut: dict[str, str], sentence: str) -> None:
    row = added(case)
    sides = {"left": "0", "right": "0", "top": "0", "bottom": "0"} | cut
    assert sentence in send(visitor("handler"), at(case, f"{row.pk}/crop/"), 400, **sides)
    row.refresh_from_db()
    assert row.crop_right == 1000 and row.shown_id == Paper.objects.get(pk=row.pk).shown_id
    assert "请选择向哪边转" in send(visitor("handler"), at(case, f"{row.pk}/turn/"), 400, way="upwards")


def test_a_clearer_page_is_added_and_the_old_one_stays(case: Case) -> None:
    who, row = visitor("handler"), added(case)
    assert "请选择清楚还是看不清" in send(who, at(case, f"{row.pk}/mark/"), 400, legible="vielleicht")
    send(who, at(case, f"{row.pk}/mark/"), legible="unclear")
    assert "1 页要重拍" in who.text(at(case)) and "看不清，请重拍" in who.text(at(case, f"{row.pk}/"))
    send(who, at(case, f"{row.pk}/better/"), file=upload(page(2)))
    row.refresh_from_db()
    new = row.better
    assert new is not None and new.document == row.document and row.legible is False
    text = who.text(at(case))
    assert "已有更清楚的一页" in text and "要重拍" not in text
    assert who.get(at(case, f"{row.pk}/original/")).content == page()
    assert "已经有更清楚的一页了" in send(who, at(case, f"{row.pk}/better/"), 400, file=upload(page(3)))
    send(who, at(case, f"{new.pk}/mark/"), legible="clear")
    new.refresh_from_db()
    assert new.legible is True and Paper.objects.filter(case=case).count() == 2


def test_the_database_refuses_to_exchange_or_delete_a_page(case: Case) -> None:
    row, other = added(case), added(case, page(2))
    for change in ({"original": other.original}, {"turn": 45}, {"crop_left": 1000}, {"better": row}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Paper.objects.filter(pk=row.pk).delete()
    assert Paper.objects.filter(case=case).count() == 2


HTML = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
ZIP = b"PK\x03\x04" + bytes(60)
BAD = {
    "empty": (b"", "文件是空的"),
    "virus test file": (EICAR, "只收 JPEG、PNG 图片和 PDF"),
    "html": (HTML, "只收 JPEG、PNG 图片和 PDF"),
    "svg": (SVG, "只收 JPEG、PNG 图片和 PDF"),
    "zip": (ZIP, "只收 JPEG、PNG 图片和 PDF"),
    "gif": (GIF, "只收 JPEG、PNG 图片和 PDF"),
    "program": (b"MZ\x90\x00" + bytes(200), "只收 JPEG、PNG 图片和 PDF"),
    "half a photograph": (page()[: len(page()) // 2], "不完整或者已经损坏"),
    "html after a picture's first bytes": (b"\xff\xd8\xff\xe0" + HTML, "只收 JPEG、PNG 图片和 PDF"),
    "too large": (page() + bytes(12_000_000), "最大 12 MB"),
    "many pixels": (bomb(8_000), "像素，太大了"),
    "a bomb": (bomb(60_000), "只收 JPEG、PNG 图片和 PDF"),
    "a bomb in a comment": (text_bomb(), "只收 JPEG、PNG 图片和 PDF"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_paper_is_refused_with_a_sentence(case: Case, name: str) -> None:
    data, sentence = BAD[name]
    who = visitor("handler")
    text = send(who, at(case, "add/"), 400, files=[upload(data)], material="bills")
    assert sentence in text, name
    assert nothing_kept(case)


def test_one_bad_file_among_good_ones_keeps_none_of_them(case: Case) -> None:
    text = send(visitor("handler"), at(case, "add/"), 400, files=[upload(page(1)), upload(HTML), upload(page(3))])
    assert "第 2 个文件：只收 JPEG" in text and "整批都没有保存" in text
    assert nothing_kept(case)
    assert "请选择文件" in send(visitor("handler"), at(case, "add/"), 400)


def test_a_form_beyond_all_measure_is_not_even_read(case: Case, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 20_000
    text = send(visitor("handler"), at(case, "add/"), 413, files=[upload(bytes(30_000))])
    assert "提交的内容太大" in text and nothing_kept(case)


def test_a_pdf_is_kept_as_it_is_and_neither_turned_nor_cropped(case: Case) -> None:
    data = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    who = visitor("handler")
    send(who, at(case, "add/"), files=[upload(data, "扫描.pdf")], material="income")
    row = Paper.objects.get(case=case)
    answer = who.get(at(case, f"{row.pk}/original/"))
    assert (answer.content, answer["Content-Type"]) == (data, "application/pdf")
    set_scope(DISTRICT)
    assert "打开 PDF" in who.text(at(case, f"{row.pk}/"))
    assert "PDF 不能在这里旋转" in send(who, at(case, f"{row.pk}/turn/"), 400, way="right")


def test_a_file_is_served_through_its_case_alone(case: Case) -> None:
    row, who = added(case), visitor("handler")
    answer = who.get(at(case, f"{row.pk}/picture/"))
    assert answer["Content-Type"] == "image/jpeg" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline") and answer["Cache-Control"] == "no-store"
    line = AccessLogEntry.objects.using("access_log").latest("pk")
    assert (line.view, line.matter) == ("papers.pages.files.picture", str(case.token))
    set_scope(DISTRICT)
    other = received(2)
    who.text(f"/cases/{other.number}/papers/{row.pk}/picture/", 404)
    who.text(at(case, f"{2**70}/"), 404)
    files.path_of(row.original.digest).unlink()
    assert "存储里找不到" in who.text(at(case, f"{row.pk}/original/"), 404)


@pytest.mark.parametrize(("post", "township"), [("handler", "330305002"), ("check_centre", "")])
def test_a_foreign_township_finds_neither_page_nor_file(case: Case, post: str, township: str) -> None:
    row, who = added(case), visitor(post, township)
    for tail in ("", f"{row.pk}/", f"{row.pk}/picture/", f"{row.pk}/original/"):
        who.text(at(case, tail), 404)
    for tail in ("add/", "sort/", f"{row.pk}/turn/", f"{row.pk}/crop/", f"{row.pk}/mark/", f"{row.pk}/better/"):
        send(who, at(case, tail), 404)
    row.refresh_from_db()
    assert (row.turn, row.legible) == (0, None)


@pytest.mark.parametrize("post", ["social_affairs_head", "leader_in_charge", "finance_preparer", "bureau_officer"])
def test_others_of_the_township_look_and_change_nothing(case: Case, post: str) -> None:
    row, who = added(case), visitor(post, "" if post == "bureau_officer" else "330305001")
    assert "材料由经办人和村（社区）工作人员录入" in who.text(at(case, f"{row.pk}/"))
    send(who, at(case, "add/"), 403, files=[upload(page(2))])
    send(who, at(case, f"{row.pk}/turn/"), 403, way="right")
    assert Paper.objects.get(case=case).turn == 0


def test_the_village_worker_photographs_at_the_family_s_home(case: Case) -> None:
    who = visitor("village_worker")
    send(who, at(case, "add/"), files=[upload(page())], material="household_register")
    document = Document.objects.get(case=case, kind="户口簿")
    assert document.source == "村（社区）" and document.pages.get().added_by_id == who.actor.person_id  # type: ignore[union-attr]


def test_who_reviewed_the_case_adds_nothing_in_another_post(case: Case) -> None:
    ready(case)
    head = replace(holder("social_affairs_head"), post="handler")
    with pytest.raises(NotYourDuty, match="您是本户审核人"):
        add_paper(actor=head, on=DAY, case_id=case.pk, data=page())
    assert not Paper.objects.exists()


def test_the_same_form_sent_twice_adds_one_page(case: Case) -> None:
    who = visitor("handler")
    for _ in range(2):
        answer = who.post(at(case, "add/"), {"form_key": "twice", "files": [upload(page())], "material": "bills"})
        assert answer.status_code == 302
    set_scope(DISTRICT)
    assert Paper.objects.filter(case=case).count() == 1
