"""Transfer sheets: which screen of the provincial system is next for a case, and what stands on it."""

from dataclasses import replace

from jiuzhu.cases.models import Case
from jiuzhu.ground.refusals import BadInput
from jiuzhu.persons.id_number import mask
from jiuzhu.province.outside import Field, Sheet, system
from jiuzhu.province.steps import StepStanding
from jiuzhu.province.values import values_of

ID_LENGTH = 18
TAIL = 4


def next_there(steps: list[StepStanding]) -> StepStanding | None:
    """The first step done here that waits to be entered there, in the order of the provincial screens."""
    order = {step: place for place, step in enumerate(system().screens())}
    waiting = [s for s in steps if s.state == "waits" and s.step in order]
    return min(waiting, key=lambda s: (s.round.number, order[s.step]), default=None)


def sheet_of(case: Case, round_no: int, step: str) -> Sheet:
    """The screen of a step with the values of a round, identity numbers in full."""
    row = case.rounds.filter(number=round_no).first()
    if row is None or step not in system().screens():
        raise BadInput("这个环节没有转录单，请从列表里选择环节", field="step")
    return system().sheet(step, values_of(case, row))


def masked(sheet: Sheet) -> Sheet:
    """The sheet as a page shows it before anybody has said what for."""
    return replace(sheet, fields=tuple(replace(f, value=_hidden(f)) for f in sheet.fields))


def _hidden(field: Field) -> str:
    if not field.personal or len(field.value) <= TAIL:
        return field.value
    return mask(field.value) if len(field.value) == ID_LENGTH else f"********{field.value[-TAIL:]}"
