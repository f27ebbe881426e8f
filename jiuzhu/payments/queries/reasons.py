"""Why a payment differs from last month: by decisions and returns on file, or as the second person explains it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jiuzhu.entitlements.models import Entitlement
from jiuzhu.payments.models import ChangeExplained, Order, Run
from jiuzhu.payments.queries.bridge import Change, bridge
from jiuzhu.payments.queries.returned import was_corrected
from jiuzhu.plain.days import short
from jiuzhu.registry.models import Household

KINDS = {"new": "新增", "back": "上月未到账", "gone": "停发", "more": "增发", "less": "减发", "again": "退票重发"}
FOLLOWING_MONTH = "57.21"  # money from the month after the decision


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, with a detail and its clause. `odd`: nothing on file explains it. `said`: the second person did."""

    why: str
    detail: str = ""
    clause: str = ""
    odd: bool = False
    said: ChangeExplained | None = None

    @property
    def open(self) -> bool:
        """Neither on file nor explained."""
        return self.odd and self.said is None


def reasons(changes: Iterable[Change], run: Run) -> dict[str, Reason]:
    """The reason of each change by its key; three queries, whatever their number."""
    chosen = list(changes)
    grants = Entitlement.objects.filter(pk__in={c.entitlement for c in chosen}).select_related("decision").in_bulk()
    homes = {h.matter: h for h in Household.objects.filter(matter__in=[c.matter for c in chosen if c.failed])}
    said = _said(run)
    return {c.key: _reason(c, grants.get(c.entitlement), homes.get(c.matter), run, said) for c in chosen}


def open_changes(run: Run) -> list[Change]:
    """Changes of a run from last month that nothing on file explains and nobody but its preparer has answered for."""
    changes = bridge(run).changes
    found = reasons(changes, run)
    return [change for change in changes if found[change.key].open]


def _said(run: Run) -> Mapping[tuple[object, ...], ChangeExplained]:
    """Explanations by what they hold for: this very change of the month, said by another person than the preparer."""
    rows = ChangeExplained.objects.filter(township=run.township, programme=run.programme, month=run.month)
    rows = rows.exclude(by=run.prepared_by_id).select_related("by").order_by("pk")
    return {(str(r.matter), r.kind, r.before_fen, r.now_fen): r for r in rows}


def _reason(
    change: Change,
    grant: Entitlement | None,
    home: Household | None,
    run: Run,
    said: Mapping[tuple[object, ...], ChangeExplained],
) -> Reason:
    why, detail, clause, odd = _why(change, grant, home, run)
    found = said.get((change.matter, change.kind, change.before_fen, change.now_fen)) if odd else None
    return Reason(why, detail, clause, odd, found)


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
    decided = getattr(failed, "decided", None)
    if decided is not None:
        return "认定未付后重发", f"{short(decided.on)}认定：{decided.reason}", "n8.2", False
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
