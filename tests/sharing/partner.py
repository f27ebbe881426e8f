"""A partner's key that waits to be issued; the partner is invented."""

from jiuzhu.sharing.acts import propose_partner_key
from jiuzhu.sharing.models import PartnerKey
from tests.district import DAY, holder

WORDS = {
    "client": "edu-bureau",
    "organisation": "区教育局",
    "system": "学生资助系统",
    "purpose": "认定学生资助对象",
    "agreement": "数据共享协议 2026 第3号",
    "kind": "secret",
    "public_key": "",
}
DAYS = {"effective_from": DAY, "last_day": DAY.replace(year=2027)}
TYPED = WORDS | {name: f"{day}" for name, day in DAYS.items()}


def proposed_partner(**changes: object) -> PartnerKey:
    """By the steward."""
    return propose_partner_key(actor=holder("steward", ""), on=DAY, **(WORDS | DAYS | changes))  # type: ignore[arg-type]
