"""系统核过的: each sentence from a number counted when the page is asked for; what is not so stands open."""

from dataclasses import dataclass

from jiuzhu.desks.payout.pages.roster import compared
from jiuzhu.figures.queries import overlay
from jiuzhu.law.figures import HORIZON, reading
from jiuzhu.payments.models import Run
from jiuzhu.payments.queries import Bridge, Soundness, reasons, soundness
from jiuzhu.plain.money import format_grouped


@dataclass(frozen=True, slots=True)
class Check:
    """One thing checked. `open`: not so, or resting on something unconfirmed (`bare`). `link`: where to look."""

    says: str
    detail: str = ""
    open: bool = False
    bare: bool = False
    link: str = ""
    word: str = "请查明"


def checks_of(run: Run, bridge: Bridge) -> list[Check]:
    """What the releaser should know before typing the total."""
    found = soundness(run)
    return [
        _decided(found),
        _twice(found),
        _adds_up(found, bridge, run),
        _cash(found, run),
        _accounts(found),
        *_changes(run, bridge),
        *_roster(run),
        *_unconfirmed(found, run),
    ]


def _decided(found: Soundness) -> Check:
    if found.undecided:
        return Check(
            f"有 {found.undecided} 笔没有生效的决定，或金额与决定不同", "请退回制单人，查明后再编制", open=True
        )
    return Check(f"{found.count} 笔都有生效的决定，金额与决定相同", "逐笔对照决定的金额和起止月份")


def _twice(found: Soundness) -> Check:
    if found.twice or found.people_twice:
        said = f"有 {found.twice} 笔应发款重复编入，{found.people_twice} 人被两笔款同时包含"
        return Check(said, "请退回制单人，查明后再编制", open=True)
    return Check("没有人领两份", "同一户、同一待遇、同一月份、同一事由最多一笔；同一人本月只在一笔款里")


def _adds_up(found: Soundness, bridge: Bridge, run: Run) -> Check:
    if not found.totals_fit:
        return Check("笔数、金额或校验与制单时不同", "明细在制单后变过，请退回制单人", open=True)
    if not bridge.fits(run):
        said = f"从上月到本月各项相加得 {bridge.count} 笔 {format_grouped(bridge.fen)} 元，与本单不符"
        return Check(said, "请退回制单人，查明后再编制", open=True)
    return Check("笔数、金额、校验重新算过，与制单时相同", "从上月到本月各项相加，也等于本单合计")


def _cash(found: Soundness, run: Run) -> Check:
    before, after = format_grouped(found.cash_before_fen), format_grouped(abs(found.cash_after_fen))
    if run.state == "cancelled":
        return Check(f"账户余额 {before} 元，本单已退回，没有动用")
    if found.cash_after_fen < 0:
        said = f"账户余额 {before} 元，放行还差 {after} 元"
        return Check(said, "请先联系区民政局、财政局追加预拨（通知第八条）", open=True)
    when = "放行前账户余额" if run.released_on else "账户余额"
    return Check(f"{when} {before} 元，发放后剩 {after} 元", "由全部记账逐笔相加得出")


def _accounts(found: Soundness) -> Check:
    if found.bad_accounts:
        return Check(f"有 {found.bad_accounts} 笔账号不是 9 到 30 位数字", "请退回制单人，更正后再编制", open=True)
    if found.foreign_payees:
        said = f"有 {found.foreign_payees} 笔户名不是家庭成员"
        return Check(said, "请核对是否有委托代领的手续；账号格式都已核过", open=True)
    return Check(f"{found.count} 笔账号格式都对，户名都是家庭成员", "账号是不是这个户名，由银行核对")


def _changes(run: Run, bridge: Bridge) -> list[Check]:
    """Only while it can still be settled, as with the roster."""
    if run.state != "prepared":
        return []
    waiting = sum(reason.open for reason in reasons(bridge.changes, run).values())
    if waiting:
        said = f"从上月到本月的变化里，有 {waiting} 笔没有查到依据，也没有说明"
        return [Check(said, "逐笔更正或由复核人说明后才能放行（通知第八条）", open=True, link="#diff")]
    return [Check("从上月到本月的变化，每一笔都有依据或说明", "依据是决定、银行回盘或复核人的说明")]


def _roster(run: Run) -> list[Check]:
    """Only while it can still be settled: what was compared at a release of the past isn't asked again."""
    if run.state != "prepared":
        return []
    says, detail, word, link = compared(run)
    return [Check(says, detail, open=bool(word), link=link, word=word)]


def _unconfirmed(found: Soundness, run: Run) -> list[Check]:
    """A figure of money each by itself; conditions nobody confirmed together."""
    published = overlay()
    day = max(run.month, HORIZON)  # arrears of a month before any figure rest on what the decision knew
    read = {name: reading(name, day, run.township, published) for name, _ in found.unconfirmed}
    money = {name for name, figure in read.items() if figure.unit == "fen_per_month" and isinstance(figure.value, int)}
    checks = [
        Check(
            f"{read[name].label} {format_grouped(int(str(read[name].value)))} 元还没有人确认",
            f"{count} 笔用到它；更正后按差额补发或追回",
            open=True,
            bare=True,
        )
        for name, count in found.unconfirmed
        if name in money
    ]
    others = [(read[name].label, count) for name, count in found.unconfirmed if name not in money]
    if others:
        labels = "、".join(label for label, _ in others)
        most = max(count for _, count in others)
        checks.append(
            Check(f"认定条件里有 {len(others)} 个数字还没有人确认", f"{labels}；最多 {most} 笔用到", True, True)
        )
    return checks
