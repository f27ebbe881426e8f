"""Beside the provincial system through its pages: typing a step over there, a roster from file to released run."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.gateways.province_system import fake
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.models import AccessLogEntry, AuditEntry
from jiuzhu.ground.scope import set_scope
from jiuzhu.payments.models import Run
from jiuzhu.plain.money import format_grouped
from jiuzhu.province import comparison
from jiuzhu.province.models import DifferenceExplained, ProvincialStep, RosterImport, RosterLine
from tests.desks.casework.cases import found
from tests.desks.casework.cases import received as accepted
from tests.desks.visitors import Visitor, visitor
from tests.payments.township import granted, prepared
from tests.province.rosters import as_here, imported, with_amounts

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
DONGPING = "330305002"
NUMBER = "ZJ33-2026-000417"
ROSTERS = "/province/rosters/"


def send(client: Visitor, address: str, status: int = 302, **fields: Any) -> Any:
    """Post a form with a fresh key; the answer."""
    answer = client.post(address, {"form_key": f"k-{RosterImport.objects.count()}-{address}", **fields})
    set_scope(DISTRICT)
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[:800])
    return answer


def upload(client: Visitor, data: bytes, status: int = 302) -> Any:
    """Load a roster as the form does."""
    return send(client, ROSTERS, status, file=SimpleUploadedFile("roster.csv", data))


def options(text: str) -> list[str]:
    """The steps the form offers."""
    return re.findall(r'<option value="(\d+\.\w+)"', text)


def test_a_step_is_typed_there_and_noted_here() -> None:
    case = found(accepted())
    her, address = visitor("handler"), f"/province/{case.number}/"
    assert "还没有省系统案件号" in her.text(address)
    send(her, f"{address}number/", number=NUMBER)
    text = her.text(address)
    assert NUMBER in text and "转录单：申请受理" in text and "未与实际界面核对" in text
    assert options(text)[0] == "1.receive"
    send(her, f"{address}done/", step="1.receive", done_on="2026-11-03")
    row = ProvincialStep.objects.get(case=case)
    assert (row.step, row.done_on) == ("receive", dt.date(2026, 11, 3))
    text = her.text(address)
    assert "日期不同" in text and "转录单：委托核对确认" in text
    assert AuditEntry.objects.filter(act="note_done_there", matter=str(case.token)).count() == 1


def test_what_is_wrong_stands_at_the_field_and_nothing_is_stored() -> None:
    case = accepted()
    her, address = visitor("handler"), f"/province/{case.number}/"
    text = send(her, f"{address}number/", 400, number="温民救1").content.decode()
    assert "省系统案件号应为 6 到 40 位" in text and 'value="温民救1"' in text
    send(her, f"{address}number/", number=NUMBER)
    text = send(her, f"{address}done/", 400, step="1.receive", done_on="2026-13-01").content.decode()
    assert "没有“2026-13-01”这一天" in text
    text = send(her, f"{address}done/", 400, step="1.nowhere", done_on="2026-11-02").content.decode()
    assert "请从列表里选择环节" in text
    text = send(her, f"{address}done/", 400, step="1.receive", done_on="2026-11-09").content.decode()
    assert "不能在今天之后" in text
    case.refresh_from_db()
    assert case.provincial_number == NUMBER
    assert not ProvincialStep.objects.exists()


def test_full_numbers_stand_in_one_answer_and_in_the_workbook_only() -> None:
    case = accepted()
    numbers = [m.person.id_number for m in case.household.members.all()]
    her, address = visitor("handler"), f"/province/{case.number}/"
    assert not any(number in her.text(address) for number in numbers)
    text = send(her, f"{address}sheet/", 400, step="1.receive", form="page", reason="").content.decode()
    assert "请写明用途" in text and not any(number in text for number in numbers)
    text = send(her, f"{address}sheet/", 200, step="1.receive", form="page", reason="录入省系统受理").content.decode()
    assert all(number in text for number in numbers) and 'data-copy="v1"' in text
    assert not any(number in her.text(address) for number in numbers), "asked for again it is masked"
    answer = send(her, f"{address}sheet/", 200, step="1.receive", form="xlsx", reason="录入省系统受理")
    page = load_workbook(io.BytesIO(answer.content)).active
    cells = {str(cell.value) for line in page.iter_rows() for cell in line}
    assert set(numbers) <= cells and case.household.account in cells
    assert answer["Content-Disposition"] == f'attachment; filename="{case.number}-receive.xlsx"'
    assert AuditEntry.objects.filter(act="unmask_number").count() == 2 * len(numbers)
    assert AccessLogEntry.objects.using("access_log").filter(matter=str(case.token), status=200).exists()
    assert send(her, f"{address}sheet/", 400, step="x.receive", form="page", reason="录入省系统受理").status_code == 400


def test_without_the_script_values_stand_as_text_and_the_script_is_a_file() -> None:
    case = accepted()
    text = visitor("handler").text(f"/province/{case.number}/")
    assert '<script src="/static/province/copy.js" defer>' in text
    buttons = re.findall(r"<button[^>]*data-copy[^>]*>", text)
    assert buttons and all(" hidden " in button for button in buttons)
    assert case.applicant.name in re.findall(r'<span id="v\d+">([^<]+)</span>', text)


def test_a_roster_from_the_file_to_the_released_run() -> None:
    case = granted(1)
    run = prepared()
    set_day(dt.date(2026, 11, 4))
    clerk, releaser = visitor("finance_preparer"), visitor("finance_releaser")
    text = releaser.text(f"/payout/{run.number}/")
    assert "没有省系统名册" in text and "未核对" in text
    rows = with_amounts(as_here(case), {0: "5.00", 1: "5.00"})
    page = upload(clerk, fake.as_xlsx(rows))["Location"]
    text = clerk.text(page)
    assert "2 人不同" in text and "5.00" in text and "待说明" in text
    assert "2 人不同" in releaser.text(f"/payout/{run.number}/")
    yuan = format_grouped(run.sum_fen)
    text = send(releaser, f"/payout/{run.number}/release/", 409, typed=yuan, password=PASSWORD).content.decode()
    assert "还有 2 人不同" in text
    for number, row in enumerate(comparison.page_of(RosterImport.objects.get(), "open")[0]):
        answer = releaser.post(f"{page}{row.place}/", {"form_key": f"say-{number}", "reason": "省系统下月才变更"})
        assert (answer.status_code, answer["Location"]) == (302, page)
    set_scope(DISTRICT)
    assert DifferenceExplained.objects.count() == 2
    assert "已说明" in releaser.text(f"{page}?show=amount")
    assert "已与省系统名册逐人核对" in releaser.text(f"/payout/{run.number}/")
    answer = releaser.post(f"/payout/{run.number}/release/", {"form_key": "go", "typed": yuan, "password": PASSWORD})
    set_scope(DISTRICT)
    assert answer.status_code == 302
    assert Run.objects.get(pk=run.pk).state == "released"


def test_a_wrong_file_names_row_column_and_reason() -> None:
    rows = as_here(granted(1))
    rows[1][6] = "很多"
    clerk = visitor("finance_preparer")
    text = upload(clerk, fake.as_csv(rows), 400).content.decode()
    assert "名册第 3 行“户月救助金（元）”：应写成元" in text and "没有导入" in text
    assert rows[1][5] not in text
    assert "请选择文件" in send(clerk, ROSTERS, 400).content.decode()
    assert "文件超过 5 MB" in upload(clerk, b"x" * ((5 << 20) + 1), 400).content.decode()
    assert not RosterImport.objects.exists() and not RosterLine.objects.exists()


def test_filters_and_pages_of_a_roster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "PAGE", 1)
    one, two = granted(1), granted(2, wages_fen=45_000)
    roster = imported(as_here(one))
    her, address = visitor("handler"), f"{ROSTERS}{roster.pk}/"
    first = her.text(f"{address}?show=only_here")
    after = re.search(r"\?show=only_here&amp;after=(1\.\d+)", first)
    assert after is not None
    second = her.text(f"{address}?show=only_here&after={after[1]}")
    names = {m.person.name for m in two.household.members.all()}
    assert {n for n in names if n in first} | {n for n in names if n in second} == names
    assert her.text(f"{address}?show=amount").count("没有这样的人") == 1
    assert her.text(f"{address}?show=everything", 404) != ""
    assert her.text(f"{address}?show=all&after=zzz") != "", "an unreadable place is the first page"
    assert not any(m.person.id_number in first + second for m in two.household.members.all())


def test_another_township_finds_neither_roster_nor_case() -> None:
    case = granted(1)
    roster = imported(with_amounts(as_here(case), {0: "5.00", 1: "5.00"}))
    place = comparison.page_of(roster, "amount")[0][0].place
    stranger, bureau = visitor("finance_releaser", DONGPING), visitor("bureau_officer", "")
    for address in (f"{ROSTERS}{roster.pk}/", f"{ROSTERS}{roster.pk}/{place}/", f"/province/{case.number}/"):
        stranger.text(address, 404)
        assert bureau.text(address) != ""
    assert f"{ROSTERS}{roster.pk}/" not in stranger.text("/province/")
    stranger.text("/province/?township=330305001", 404)
    assert f"{ROSTERS}{roster.pk}/" in bureau.text("/province/?township=330305001")
    send(stranger, f"{ROSTERS}{roster.pk}/{place}/", 404, reason="两边生效月份不同")
    assert not DifferenceExplained.objects.exists()


def test_a_refused_act_stays_visible_with_its_reason() -> None:
    case = granted(1)
    roster = imported(with_amounts(as_here(case), {0: "5.00", 1: "5.00"}))
    place = comparison.page_of(roster, "amount")[0][0].place
    clerk = visitor("finance_preparer")
    assert "由复核人说明" in clerk.text(f"{ROSTERS}{roster.pk}/{place}/")
    send(clerk, f"{ROSTERS}{roster.pk}/{place}/", 403, reason="两边生效月份不同")
    leader = visitor("village_worker")
    assert "名册由经办人" in leader.text("/province/")
    assert "省系统由经办人" in leader.text(f"/province/{case.number}/")
    assert not DifferenceExplained.objects.exists()


def test_the_same_form_twice_imports_once() -> None:
    rows = as_here(granted(1))
    clerk = visitor("finance_preparer")
    data = fake.as_csv(rows)
    for _ in range(2):
        answer = clerk.post(ROSTERS, {"form_key": "twice", "file": SimpleUploadedFile("r.csv", data)})
        assert answer.status_code == 302
    set_scope(DISTRICT)
    assert RosterImport.objects.count() == 1
    assert answer["Location"] == f"{ROSTERS}{RosterImport.objects.get().pk}/"


def test_the_first_page_asks_the_same_number_of_questions_however_many_rows(
    django_assert_max_num_queries: Any,
) -> None:
    clerk = visitor("handler")
    for seed in range(1, 6):
        found(accepted(seed))
    rows = as_here(granted(8))
    imported(rows)
    with django_assert_max_num_queries(40):
        clerk.text("/province/")
