"""How long the steps of a procedure may take, in words, by the figures of the day its version begins."""

from jiuzhu.law.clocks import CLOCKS, HOUR_CLOCKS
from jiuzhu.law.figures import reading
from jiuzhu.law.procedure_model import Procedure

UNITS = {"days": "天", "workdays": "个工作日", "hours": "小时"}


def figure_words(procedure: Procedure, figure: str) -> str:
    """20 天, with 未确认 where nobody has confirmed it; 未公布 where there is no value that day."""
    found = reading(figure, procedure.effective_from)
    if found.value is None:
        return "未公布"
    words = f"{found.value} {UNITS.get(found.unit, found.unit)}"
    return words if found.confirmed else f"{words}（未确认）"


def clock_words(procedure: Procedure, clock: str | None) -> str:
    """How long a named clock runs; empty without one."""
    if clock is None:
        return ""
    return figure_words(procedure, {**CLOCKS, **HOUR_CLOCKS}[clock].figure)


def chart_notes(procedure: Procedure) -> dict[str, str]:
    """Step → its deadline, to be written under it on a chart that shows no case."""
    return {step.key: clock_words(procedure, step.deadline) for step in procedure.steps if step.deadline}
