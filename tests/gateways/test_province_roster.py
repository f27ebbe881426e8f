"""A roster is read whole or refused with row, column and reason; it never quotes a name or a number of a person."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import load_workbook

from jiuzhu.gateways.province_system import fake, mapping, screen_files, tables
from jiuzhu.gateways.province_system.contract import COLUMNS, read_roster
from jiuzhu.gateways.wire.reading import ContractError
from jiuzhu.ground.refusals import BadInput
from jiuzhu.law.procedure import procedure
from jiuzhu.persons.id_number import check_character
from jiuzhu.province.outside import Field, Sheet

ON = dt.date(2026, 12, 1)
SHE, HE = (f"9901011964030200{n}" for n in ("2", "1"))
SHE, HE = SHE + check_character(SHE), HE + check_character(HE)


def row(number: str = "ZJ33-2026-000001", **changes: object) -> list[object]:
    """A good row; `changes` by column: kind, township, month, name, person, amount."""
    return [
        number,
        changes.get("kind", "低保"),
        changes.get("township", "330305001"),
        changes.get("month", "2026-12"),
        changes.get("name", "林小妹"),
        changes.get("person", SHE),
        changes.get("amount", "1185.50"),
    ]


def couple() -> list[list[object]]:
    return [row(), row(name="陈海生", person=HE)]


def refused(data: bytes) -> str:
    with pytest.raises(ContractError) as refusal:
        read_roster(data, ON)
    said = str(refusal.value)
    assert SHE not in said and HE not in said and "林小妹" not in said and "陈海生" not in said
    return said


def test_a_roster_reads_as_documented():
    lines = read_roster(fake.as_csv(couple()), ON)
    assert [(n.row, n.number, n.name, n.id_number, n.amount_fen) for n in lines] == [
        (2, "ZJ33-2026-000001", "林小妹", SHE, 118_550),
        (3, "ZJ33-2026-000001", "陈海生", HE, 118_550),
    ]
    assert {(n.programme, n.township, n.month) for n in lines} == {("低保", "330305001", dt.date(2026, 12, 1))}


def test_csv_in_both_encodings_and_xlsx_say_the_same():
    expected = read_roster(fake.as_csv(couple()), ON)
    assert read_roster(fake.as_csv(couple(), encoding="gb18030"), ON) == expected
    assert read_roster(fake.as_csv(couple(), encoding="utf-8"), ON) == expected
    assert read_roster(fake.as_xlsx(couple()), ON) == expected
    amounts_as_numbers = [[*cells[:6], 1185.5] for cells in couple()]
    assert read_roster(fake.as_xlsx(amounts_as_numbers), ON) == expected


def test_dibian_has_no_money_and_a_small_x_is_a_big_one():
    stems = (f"99010119640302{n:03d}" for n in range(1000))
    ends_with_x = next(f"{stem}X" for stem in stems if check_character(stem) == "X")
    lines = read_roster(fake.as_csv([row(kind="低边", amount="", person=ends_with_x.lower())]), ON)
    assert (lines[0].amount_fen, lines[0].id_number) == (None, ends_with_x)


SWAPPED = (COLUMNS[1], COLUMNS[0], *COLUMNS[2:])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (fake.as_csv(couple(), columns=(*COLUMNS, "备注")), "第 1 行第 8 列：有约定以外的列“备注”"),
        (fake.as_csv(couple(), columns=COLUMNS[:6]), "第 1 行第 7 列：应为“户月救助金（元）”，没有这一列"),
        (fake.as_csv(couple(), columns=SWAPPED), "第 1 行第 1 列：应为“案件编号”，写的是“救助类型”"),
        (fake.as_csv([]), "只有表头，没有人员"),
        (b"", "文件是空的"),
        (fake.as_csv([row(number="12")]), "第 2 行“案件编号”：应为 6 到 40 位的大写字母和数字"),
        (fake.as_csv([row(number="zj33-2026-000001")]), "第 2 行“案件编号”"),
        (fake.as_csv([row(kind="临时救助")]), "第 2 行“救助类型”：应为 低保、低边、特困 之一"),
        (fake.as_csv([row(township="北岙街道")]), "第 2 行“街道乡镇代码”：应为 9 位数字"),
        (fake.as_csv([row(month="2026-13")]), "第 2 行“发放月份”：应写成 2026-12 这样的月份"),
        (fake.as_csv([row(month="2026年12月")]), "第 2 行“发放月份”"),
        (fake.as_csv([row(name="")]), "第 2 行“姓名”：没有填写"),
        (fake.as_csv([row(name=" 林小妹")]), "第 2 行“姓名”：首尾有空格"),
        (fake.as_csv([row(name="+林小妹")]), "第 2 行“姓名”：不能以 + - 开头"),
        (fake.as_csv([row(person=SHE[:17])]), "第 2 行“身份证号”：不是 18 位身份证号，可能被表格软件改成了数字"),
        (fake.as_csv([row(person="9.90101E+17")]), "第 2 行“身份证号”：不是 18 位身份证号"),
        (fake.as_csv([row(person=f"{SHE[:17]}{'1' if SHE[17] != '1' else '2'}")]), "“身份证号”：身份证号最后一位不对"),
        (fake.as_csv([row(person=f"990101196413{SHE[12:]}")]), "“身份证号”：身份证号中间的出生日期不存在"),
        (fake.as_csv([row(), row()]), "第 3 行“身份证号”：与第 2 行是同一个人"),
        (fake.as_csv([row(amount="一千")]), "第 2 行“户月救助金（元）”：应写成元"),
        (fake.as_csv([row(amount="1185.555")]), "第 2 行“户月救助金（元）”：应写成元，最多两位小数"),
        (fake.as_csv([row(amount="0")]), "第 2 行“户月救助金（元）”：应大于 0"),
        (fake.as_csv([row(amount="-5.00")]), "第 2 行“户月救助金（元）”：应大于 0"),
        (fake.as_csv([row(kind="低边")]), "第 2 行“户月救助金（元）”：低边没有救助金，应当空着"),
        (fake.as_csv([row(), row(person=HE, amount="1000.00")]), "第 3 行“户月救助金（元）”：与第 2 行同一案件"),
        (fake.as_csv([row(), row(person=HE, township="330305002")]), "第 3 行“街道乡镇代码”：与第 2 行不同"),
        (fake.as_csv([row(), row(person=HE, month="2026-11")]), "第 3 行“发放月份”：与第 2 行不同"),
        (fake.as_csv([row(), row(person=HE, kind="特困")]), "第 3 行“救助类型”：与第 2 行不同"),
        (fake.as_csv([row(name="=HYPERLINK(1)")]), "第 2 行第 5 列：是公式"),
        (fake.as_xlsx([row(name="=1+1")]), "第 2 行第 5 列：是公式"),
        (fake.as_xlsx([row(person=990101196403020021)]), "第 2 行“身份证号”"),
        (fake.as_xlsx(couple(), sheets=2), "应只有一张工作表，实有 2 张"),
        (fake.as_xlsx(couple())[:-200], "XLSX 文件打不开"),
        (b"\xd0\xcf\x11\xe0old", "是旧的 XLS 格式"),
        (fake.as_csv(couple()) + b'"open', "引号或换行不合 CSV 格式"),
        (fake.as_csv([row(name="林\n妹")]), "单元格里有换行"),
        (fake.as_csv([row(), [""] * 7, row(person=HE)]), "第 3 行：中间有空行"),
        (fake.as_csv([[*row(), "又一列"]]), "第 2 行：应有 7 列，实有 8 列"),
        (b"\xff\xfe\x00", "不是 CSV 文字，也不是 XLSX 表格"),
    ],
)  # fmt: skip
def test_a_wrong_roster_is_refused_with_its_place(data: bytes, sentence: str):
    assert sentence in refused(data)


def test_size_is_bounded_before_anything_is_read(monkeypatch: pytest.MonkeyPatch):
    assert "文件超过 5 MB" in refused(b"x" * (tables.MAX_BYTES + 1))
    monkeypatch.setattr(tables, "MAX_ROWS", 1)
    assert "超过 1 行" in refused(fake.as_csv(couple()))
    assert "超过 1 行" in refused(fake.as_xlsx(couple()))
    assert "超过 40 列" in refused(fake.as_csv([["x"] * 41]))


def test_an_archive_that_unpacks_too_large_is_not_opened():
    bomb = io.BytesIO(fake.as_xlsx(couple()))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/more.xml", b" " * (tables.MAX_UNPACKED + 1))
    assert len(bomb.getvalue()) < tables.MAX_BYTES
    assert "展开后太大" in refused(bomb.getvalue())


def test_the_room_gets_a_refusal_that_says_nothing_was_taken():
    with pytest.raises(BadInput, match="没有导入") as refusal:
        mapping.read_roster(fake.as_csv([row(month="x")]), ON)
    assert refusal.value.field == "file"
    assert mapping.read_roster(fake.as_csv(couple()), ON).programme == "dibao"


def test_a_case_number_has_one_form():
    assert mapping.number_of(" zj33-2026 000001 ") == "ZJ33-2026000001"
    for wrong in ("", "12345", "ZJ--33-2026", "ZJ33/2026/1", "ZJ" * 30, "-ZJ332026"):
        with pytest.raises(BadInput, match="省系统案件号应为"):
            mapping.number_of(wrong)


def test_every_screen_is_a_step_of_the_procedure_in_order_and_says_that_it_is_unconfirmed():
    keys = [step.key for step in procedure("dibao", dt.date(2026, 11, 2)).steps]
    screens = screen_files.all_screens()
    assert [s.step for s in screens] == sorted((s.step for s in screens), key=keys.index)
    assert {s.confirmed for s in screens} == {False}
    assert all("未与实际界面核对" in s.source for s in screens)


def test_identity_numbers_accounts_and_phones_are_marked_on_every_screen():
    values = {"applicant_number", "number", "account", "phone"}
    for screen in screen_files.all_screens():
        flat = [part for field in screen.fields for part in (field.parts or (field,))]
        assert {f.value for f in flat if f.personal} == values & {f.value for f in flat}


def test_no_cell_of_a_transfer_sheet_can_act_as_a_formula():
    nasty = ("=1+1", "+A1", "@SUM(A1)", "-2+3", "＝1", "http://example.org", SHE)
    sheet = Sheet("visit", "入户调查", False, "", tuple(Field(text, text) for text in nasty))
    page = load_workbook(io.BytesIO(mapping.workbook(sheet, "=case"))).active
    cells = [cell for line in page.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert [line[1].value for line in page.iter_rows()] == [
        "'=case", "'=1+1", "'+A1", "'@SUM(A1)", "'-2+3", "'＝1", "http://example.org", SHE,
    ]  # fmt: skip
