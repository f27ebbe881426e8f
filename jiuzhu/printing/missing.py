"""What an application still lacks, and what nobody may ask the family for (57.10, ssf.62)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from jiuzhu.cases.acts.receive import ADULT
from jiuzhu.plain.days import age_on
from jiuzhu.printing import grounds
from jiuzhu.registry.models import Household, Member
from jiuzhu.registry.queries import usable_account

PROPERTY = {
    "money_fen": ("存款和现金", "写明合计金额；没有的写“没有”"),
    "homes": ("住房", "写明几套、在哪里；没有的写“没有”"),
    "vehicles": ("机动车、船", "写明几辆（艘）；没有的写“没有”"),
    "shops": ("店面", "写明几间；没有的写“没有”"),
    "companies": ("公司", "写明名称；没有的写“没有”"),
}
# What the means check finds out itself. The second part is a source since the national law.
CHECKED = (
    "户籍信息", "社会保险和住房公积金缴纳、领取情况", "不动产登记", "车辆、船舶登记", "市场主体登记和纳税情况",
    "银行存款、证券、商业保险",
)  # fmt: skip
CHECKED_BY_LAW = ("支付机构账户余额",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A paper or a statement that is missing: what, how to supply it, whether a written pledge will do, by what law."""

    what: str
    how: str
    clause: tuple[str, ...]
    pledge: bool = False


def missing_of(household: Household, on: dt.date) -> tuple[Missing, ...]:
    """Everything an application lacks on this day: permissions of adults, property left open, the account."""
    return (*_consents(household, on), *_property(household), *_account(household))


def unclear_of(household: Household, on: dt.date) -> tuple[str, ...]:
    """What the family has to tell about its members before the law can say who counts (57.7)."""
    return tuple(_unclear(household, on))


def not_needed(on: dt.date) -> list[str]:
    """What is verified by the means check and must not be asked for on this day."""
    return [*CHECKED, *(CHECKED_BY_LAW if grounds.holding(["ssf.41"], on) else ())]


def _consents(household: Household, on: dt.date) -> Iterator[Missing]:
    valid = set(household.consents.filter(expires_on__gt=on).values_list("person_id", flat=True))
    for member in _members(household):
        if age_on(member.person.born_on, on) >= ADULT and member.person_id not in valid:
            yield Missing(
                what=f"{member.person.name}的核对授权书",
                how="由本人签名；行动不便的，工作人员可以上门",
                clause=("57.9",),
            )


def _property(household: Household) -> Iterator[Missing]:
    for column, (what, how) in PROPERTY.items():
        if getattr(household, column) is None:
            yield Missing(what=f"财产申报：{what}", how=how, clause=("57.12", "57.14"), pledge=True)


def _account(household: Household) -> Iterator[Missing]:
    if not usable_account(household.account):
        yield Missing(what="发放账户", how="申请人或家庭成员的银行卡号或存折账号", clause=("57.25",))


def _unclear(household: Household, on: dt.date) -> Iterator[str]:
    for member in _members(household):
        if member.relation in ("self", "spouse") or age_on(member.person.born_on, on) < ADULT:
            continue
        if member.relation == "child":
            if member.independent is None:
                yield f"{member.person.name}能否独立生活"
        elif member.co_residing is None:
            yield f"{member.person.name}是否与您家长期同住"


def _members(household: Household) -> list[Member]:
    return list(household.members.select_related("person"))
