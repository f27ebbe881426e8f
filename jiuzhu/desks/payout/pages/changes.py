"""有变化的: the rows of the bridge in words, and why each payment differs, from the decision it rests on."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from jiuzhu.cases.models import Case
from jiuzhu.desks.payout.labels import KINDS
from jiuzhu.entitlements.models import Entitlement
from jiuzhu.payments.models import Order, Run
from jiuzhu.payments.queries import Bridge, Change, was_corrected
from jiuzhu.plain.days import short
from jiuzhu.registry.models import Household

PAGE = 20
ORDER = ("gone", "less", "more", "again", "back", "new")
FOLLOWING_MONTH = "57.21"  # money from the month after the decision


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
    """A changed payment as printed. `odd`: nothing on file explains it."""

    change: Change
    kind: str
    name: str
    case_number: str
    members: int
    why: str
    detail: str
    clause: str = ""
    odd: bool = False


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


def page_of(bridge: Bridge, run: Run, start: int) -> Page:
    """Changed payments from a place in the list on: those that need a look before the many that are new."""
    chosen = sorted(bridge.changes, key=lambda c: ORDER.index(c.kind))[start : start + PAGE]
    families = families_of(c.matter for c in chosen)
    grants = Entitlement.objects.filter(pk__in={c.entitlement for c in chosen}).select_related("decision").in_bulk()
    homes = {h.matter: h for h in Household.objects.filter(matter__in=[c.matter for c in chosen if c.failed])}
    rows = []
    for change in chosen:
        case = families.get(change.matter)
        why, detail, clause, odd = _why(change, grants.get(change.entitlement), homes.get(change.matter), run)
        rows.append(
            Shown(
                change=change,
                kind=KINDS[change.kind],
                name=case.applicant.name if case else change.payee,
                case_number=case.number if case else "",
                members=case.members_count if case else 0,
                why=why,
                detail=detail,
                clause=clause,
                odd=odd,
            )
        )
    total = len(bridge.changes)
    return Page(rows, total, start, start + PAGE if start + PAGE < total else 0)


def _why(change: Change, grant: Entitlement | None, home: Household | None, run: Run) -> tuple[str, str, str, bool]:
    """(reason, detail, clause, whether nothing on file explains it)."""
    if grant is None:
        return f"{KINDS[change.kind]}，没有找到决定", "请退回制单人，查明后再编制", "", True
    decided = grant.decision.decided_on
    if change.kind == "again":
        return _again(change, home)
    if change.kind == "gone":
        return _gone(grant, run.month)
    if change.kind == "back":
        return _back(change, home)
    if change.kind == "new":
        return f"新增，{short(decided, run.month)}决定", f"{grant.span.lower.month}月起发", FOLLOWING_MONTH, False
    if grant.span.lower == run.month:
        return (
            f"{KINDS[change.kind]}，{short(decided, run.month)}新的决定",
            f"{run.month.month}月起按新的金额",
            "",
            False,
        )
    return f"{KINDS[change.kind]}，没有找到改变金额的决定", "请退回制单人，查明后再编制", "", True


def _again(change: Change, home: Household | None) -> tuple[str, str, str, bool]:
    failed = change.failed
    if failed is None or failed.settled_on is None:
        return "退票重发", "没有找到原来的退票", "", True
    corrected = _corrected(failed, home)
    proof = f"{short(failed.settled_on)}银行回盘：{failed.reason}，原笔没有付出"
    return f"退票重发，{'账号已更正' if corrected else '账号没有更正'}", proof, "", not corrected


def _back(change: Change, home: Household | None) -> tuple[str, str, str, bool]:
    failed = change.failed
    if failed is None:
        return "上月那一笔还没有到账", "没有列入上月已发", "", False
    if _corrected(failed, home):
        return f"上月退票：{failed.reason}，账号已更正", "上月那一笔另行重发", "", False
    return f"上月退票：{failed.reason}，账号没有更正", "再付还会退票，请先更正账号", "", True


def _corrected(failed: Order, home: Household | None) -> bool:
    return home is not None and was_corrected(failed, home)


def _gone(grant: Entitlement, month: dt.date) -> tuple[str, str, str, bool]:
    end = grant.span.upper
    if end is not None and end <= month:
        last = end - dt.timedelta(days=1)
        return f"停发，待遇到{short(last, month)}为止", "", "", False
    return "停发，待遇还没有终止", "本月没有应发款，请退回制单人，查明后再编制", "", True
