"""Who may set a figure: from the day the law that says so is in force, an issuer below its rank is refused.

Only what the 社会救助法 itself reserves stands here; for everything else a district's own document is enough, and the
figure's file says who decides.
"""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.law.catalogue import document_of
from jiuzhu.law.citations import name as clause_name

# From the lowest to the highest.
RANKS = {"district": "区级", "city": "市级", "province": "省级", "national": "国家"}
_ORDER = tuple(RANKS)


@dataclass(frozen=True, slots=True)
class Reserved:
    """Figures that only this rank or a higher one sets, and the clause that says so."""

    figures: frozenset[str]
    lowest: str
    clause: str

    def since(self) -> dt.date:
        """The day the clause's document is in force."""
        day = document_of(self.clause).in_force_from
        return day if day is not None else dt.date.max


CARE = ("care_fee_rate_able", "care_fee_rate_mild", "care_fee_rate_moderate", "care_fee_rate_full")
RESERVED = (
    Reserved(frozenset({"dibao_standard"}), "city", "ssf.19"),
    Reserved(frozenset({"dibian_multiple"}), "province", "ssf.21"),
    Reserved(frozenset({"tekun_living", "pocket_money_share", *CARE}), "city", "ssf.17"),
)


def lowest(figure: str, effective_from: dt.date) -> Reserved | None:
    """The reservation that holds for a value from this day, if there is one."""
    return next((r for r in RESERVED if figure in r.figures and effective_from >= r.since()), None)


def too_low(figure: str, effective_from: dt.date, rank: str) -> str:
    """Why this issuer can't set the value from that day: a Chinese sentence; empty when it can."""
    rule = lowest(figure, effective_from)
    if rule is None or _ORDER.index(rank) >= _ORDER.index(rule.lowest):
        return ""
    since = rule.since()
    return (
        f"{since.year}年{since.month}月{since.day}日起，这项标准由{RANKS[rule.lowest]}以上机关确定（{clause_name(rule.clause)}），"
        f"{RANKS[rank]}文件不能定。请填写上级机关的文件；还没有上级文件的，先不要发布。"
    )
