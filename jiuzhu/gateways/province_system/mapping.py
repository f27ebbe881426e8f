"""The provincial system as the province room asks for it (jiuzhu.province.outside): rosters in, transfer sheets out."""

import io
from datetime import date

import xlsxwriter

from jiuzhu.gateways.province_system import contract, screen_files
from jiuzhu.gateways.wire.reading import ContractError, Unfit
from jiuzhu.ground.refusals import BadInput
from jiuzhu.plain.cells import neutral
from jiuzhu.province.outside import Field, Roster, RosterRow, Sheet, Values

PROGRAMMES = {"低保": "dibao", "低边": "dibian", "特困": "tekun"}
EMPTY = "—"


def read_roster(data: bytes, on: date) -> Roster:
    """An export of the provincial system, or `BadInput` naming row, column and reason; nothing is half read."""
    try:
        lines = contract.read_roster(data, on)
    except ContractError as broken:
        raise BadInput(f"{broken}没有导入。", field="file") from None
    return Roster(
        township=lines[0].township,
        programme=PROGRAMMES[lines[0].programme],
        month=lines[0].month,
        rows=tuple(RosterRow(n.row, n.number, n.name, n.id_number, n.amount_fen) for n in lines),
    )


def number_of(text: str) -> str:
    """A provincial case number in its one form, or `BadInput`."""
    try:
        return contract.case_number(text.strip().replace(" ", "").upper())
    except Unfit as wrong:
        raise BadInput(f"省系统案件号{wrong}，请对照省系统再输一次", field="number") from None


def screens() -> tuple[str, ...]:
    """Steps that have a screen, in the order in which the provincial system asks for them."""
    return tuple(screen.step for screen in screen_files.all_screens())


def sheet(step: str, values: Values) -> Sheet:
    """The fields of a step's screen with the case's values; what the case doesn't have shows as a dash."""
    screen = screen_files.screen_of(step)
    fields: list[Field] = []
    for item in screen.fields:
        if item.each:
            group = values.get(item.each, ())
            for place, one in enumerate(group if isinstance(group, list | tuple) else (), start=1):
                for part in item.parts:
                    label = f"{item.label}{place} {part.label}"
                    fields.append(Field(label, _shown(one.get(part.value)), part.personal))
        else:
            fields.append(Field(item.label, _shown(values.get(item.value)), item.personal))
    return Sheet(screen.step, screen.title, screen.confirmed, screen.source, tuple(fields))


def _shown(value: object) -> str:
    return EMPTY if value is None or value == "" else str(value)


def workbook(filled: Sheet, heading: str) -> bytes:
    """The sheet as XLSX: every cell is text, none can act as a formula or an address."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet("转录单")
        as_text, strong = book.add_format({"num_format": "@", "text_wrap": True}), book.add_format({"bold": True})
        page.set_column(0, 0, 28)
        page.set_column(1, 1, 60)
        page.write_string(0, 0, neutral(filled.title), strong)
        page.write_string(0, 1, neutral(heading), strong)
        for row, field in enumerate(filled.fields, start=1):
            page.write_string(row, 0, neutral(field.label))
            page.write_string(row, 1, neutral(field.value), as_text)
    return out.getvalue()
