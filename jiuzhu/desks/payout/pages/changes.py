"""有变化的: the rows of the bridge in words, and why each payment differs, from the decision it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from jiuzhu.cases.models import Case
from jiuzhu.payments.models import Run
from jiuzhu.payments.queries import KINDS, Bridge, Change, Reason, reasons

PAGE = 20
ORDER = ("gone", "less", "more", "again", "back", "new")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the bridge as printed. `sign`: a count that comes or goes; otherwise it only says how many.

    `link`: its payments stand in the list of changes.
    """

    label: str
    count: int
    fen: int
    sign: bool = True
    first: bool = False
    last: bool = False
    link: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A changed payment as printed."""

    change: Change
    kind: str
    name: str
    case_number: str
    members: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Page:
    """A page of changed payments."""

    rows: list[Shown]
    total: int
    start: int
    next_start: int

    @property
    def end(self) -> int:
        """The last one's place, counted from 1."""
        return self.start + len(self.rows)


def rows_of(bridge: Bridge, run: Run) -> list[Line]:
    """上月已发 … 本单合计."""
    found = {row.kind: row for row in bridge.rows}
    month = f"{run.month.month}月"
    lines = [Line(f"{bridge.before_month.month}月已发", found["paid"].count, found["paid"].fen, False, first=True)]
    outside = found["outside"]
    for kind in ("new", "back", "gone", "more", "less"):
        row = found[kind]
        if kind == "back" and not row.count:
            continue
        changed = kind in ("more", "less")
        count = row.touched if changed else row.count
        lines.append(Line(KINDS[kind], count, row.fen, not changed, link=bool(count and not outside.count)))
    if outside.count:
        due = Line(f"{month}应发", bridge.count - outside.count, bridge.fen - outside.fen, False)
        lines += [due, Line("不在本单里的", outside.count, outside.fen)]
    if bridge.again.count:
        lines.append(Line("其中退票重发", bridge.again.count, bridge.again.fen, False, link=True))
    lines.append(Line("本单合计" if outside.count else f"{month}应发", bridge.count, bridge.fen, False, last=True))
    return lines


def families_of(matters: Iterable[str]) -> dict[str, Case]:
    """Cases by token, with the applicant."""
    found = Case.objects.filter(token__in=set(matters)).select_related("applicant")
    return {str(case.token): case for case in found}


def shown(chosen: list[Change], run: Run) -> list[Shown]:
    """Changes as printed, with their reasons."""
    families = families_of(c.matter for c in chosen)
    found = reasons(chosen, run)
    rows = []
    for change in chosen:
        case = families.get(change.matter)
        rows.append(
            Shown(
                change=change,
                kind=KINDS[change.kind],
                name=case.applicant.name if case else change.payee,
                case_number=case.number if case else "",
                members=case.members_count if case else 0,
                reason=found[change.key],
            )
        )
    return rows


def page_of(bridge: Bridge, run: Run, start: int) -> Page:
    """Changed payments from a place in the list on: those that need a look before the many that are new."""
    chosen = sorted(bridge.changes, key=lambda c: ORDER.index(c.kind))[start : start + PAGE]
    rows = shown(chosen, run)
    total = len(bridge.changes)
    return Page(rows, total, start, start + PAGE if start + PAGE < total else 0)
