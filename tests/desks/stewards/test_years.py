"""The calendar page: a year uploaded by one, published by another, and then missed no more."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from jiuzhu.figures.models import CalendarYear
from tests.desks.visitors import Visitor, visitor
from tests.district import DAY, build
from tests.figures.new_year import DOCUMENT, FILE, OFF, WORKED

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
PAGE = "/stewards/calendar/"


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled."""
    build()


def send(who: Visitor, tail: str, status: int, **form: object) -> str:
    """A form of the page."""
    return who.sends(PAGE, tail, status, **form)


def upload(who: Visitor, status: int = 302, text: str = FILE) -> str:
    """The file with its source."""
    form = DOCUMENT | {"document_on": f"{DAY}", "year": "2027"}
    return send(who, "propose/", status, file=SimpleUploadedFile("2027.csv", text.encode()), **form)


def test_a_year_is_uploaded_published_and_no_more_missed() -> None:
    steward, officer = visitor("steward", ""), visitor("bureau_officer", "")
    assert "2027年放假安排没有发布" in steward.text(PAGE)
    upload(steward)
    row = CalendarYear.objects.get()
    page = steward.text(PAGE)
    assert "等另一个人发布：2027年" in page and "须由另一个人发布" in page and "2027年放假安排没有发布" in page
    assert "须由另一个人发布" in send(steward, "publish/", 403, row=row.pk, off=OFF, worked=WORKED)
    text = send(officer, "publish/", 400, row=row.pk, off=OFF + 1, worked=WORKED)
    assert 'href="#publish-off"' in text and "请对照文件再数" in text
    send(officer, "publish/", 302, row=row.pk, off=OFF, worked=WORKED)
    page = steward.text(PAGE)
    assert "今年和明年的安排都已发布" in page and "国务院办公厅关于2027年部分节假日安排的通知" in page
    assert "今明两年的放假安排都有" in steward.text("/stewards/status/")


def test_the_empty_table_is_handed_out_and_taken_back_filled_in() -> None:
    steward = visitor("steward", "")
    assert f'href="{PAGE}template/"' in steward.text(PAGE)
    answer = steward.get(f"{PAGE}template/")
    book = load_workbook(io.BytesIO(answer.content))
    for line in FILE.splitlines()[1:]:
        book.active.append(line.split(","))
    book.save(out := io.BytesIO())
    form = DOCUMENT | {"document_on": f"{DAY}", "year": "2027"}
    send(steward, "propose/", 302, file=SimpleUploadedFile("2027.xlsx", out.getvalue()), **form)
    assert (len(CalendarYear.objects.get().days_off), len(CalendarYear.objects.get().workdays)) == (OFF, WORKED)


def test_a_bad_file_is_named_by_its_row_and_a_proposal_can_be_taken_back() -> None:
    steward = visitor("steward", "")
    text = upload(steward, 400, FILE.replace("2027-02-09", "2027-02-30"))
    assert "第 6 行" in text and 'href="#id_file"' in text and not CalendarYear.objects.exists()
    upload(steward)
    row = CalendarYear.objects.get()
    send(steward, "withdraw/", 400, row=row.pk, reason="")
    send(steward, "withdraw/", 302, row=row.pk, reason="数错")
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert steward.post(f"{PAGE}withdraw/", {"row": row.pk, "reason": "再", "form_key": "k"}).status_code == 404
