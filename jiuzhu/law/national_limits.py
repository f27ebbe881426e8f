"""What the higher rules allow for the same case, to be shown beside the notice's own day (law.md H)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiuzhu.law import calendar
from jiuzhu.law.citations import cite
from jiuzhu.law.deadlines import calendar_words
from jiuzhu.law.figures import Overlay, Reading, reading
from jiuzhu.plain import days

_BY_CHECKED_INCOME = frozenset({"dibao", "dibian"})


@dataclass(frozen=True)
class NationalLimit:
    """A last day under a national rule: overrunning it breaks the law, not only the district's promise."""

    label: str
    due_on: date
    provisional: bool
    why: str
    clause: tuple[str, ...]


def national_limits(procedure: str, accepted_on: date, overlay: Overlay | None = None) -> tuple[NationalLimit, ...]:
    """The limits that stand over a case accepted that day, the nearest first; none where no rule is known."""
    if procedure in _BY_CHECKED_INCOME:
        delegated = reading("confirming_authority", accepted_on, None, overlay).value == "township"
        usual = "national_limit_delegated_workdays" if delegated else "national_limit_workdays"
        return (
            _limit("国家规定的期限", accepted_on, (usual,), overlay),
            _limit("特殊情形的最长期限", accepted_on, ("national_limit_special_workdays",), overlay),
        )
    if procedure == "tekun":
        figures = ("tekun_survey_workdays", "publication_days", "tekun_decision_workdays")
        return (_limit("国家规定的期限", accepted_on, figures, overlay),)
    return ()


def _limit(label: str, accepted_on: date, names: tuple[str, ...], overlay: Overlay | None) -> NationalLimit:
    """One span after the other; each begins where the one before it ended."""
    readings = [reading(name, accepted_on, None, overlay) for name in names]
    end = accepted_on
    for figure in readings:
        end = _after(end, figure)
    due_on = calendar.next_working_day(end)
    spans = " + ".join(f"{r.value} {'个工作日' if r.unit == 'workdays' else '天'}" for r in readings)
    clause = tuple(dict.fromkeys(r.clause[0] if r.name != "publication_days" else r.clause[1] for r in readings))
    provisional = calendar.provisional(accepted_on, due_on)
    why = f"{label}：受理后 {spans}，到 {days.short(due_on, accepted_on)}。" + calendar_words(provisional, due_on)
    return NationalLimit(label, due_on, provisional, why + cite(clause), clause)


def _after(day: date, figure: Reading) -> date:
    count = figure.value if isinstance(figure.value, int) else 0
    return calendar.add_working_days(day, count) if figure.unit == "workdays" else days.after(day, count)
