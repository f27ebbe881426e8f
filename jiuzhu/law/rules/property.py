"""Property limits (57号 Art. 14; the Zhejiang limits as far as they are known). Not looked into counts as within."""

from __future__ import annotations

from jiuzhu.law.rules.engine import Flags, Ints, column

LAW = ("57.14",)
WITHIN = {0: "超过", 1: "未超"}


@column(
    "household",
    "fen",
    "货币财产限额",
    LAW,
    how="{dibao_standard} × {money_limit_months} 个月 × {counted_members} 人",
)
def money_limit(counted_members: Ints, dibao_standard: int, money_limit_months: int) -> Ints:
    return counted_members * (dibao_standard * money_limit_months)


@column("household", "flag", "货币财产", LAW, how="{money}，限额 {money_limit}", words=WITHIN)
def money_within(money: Ints, money_limit: Ints) -> Flags:
    return money <= money_limit


@column("household", "flag", "住房", LAW, how="{homes_owned} 套，限 {home_limit} 套", words=WITHIN)
def homes_within(homes_owned: Ints, home_limit: int, home_limit_small: int, home_area_below_average: Flags) -> Flags:
    """A second home passes where the area per member is below the average."""
    return (homes_owned <= home_limit) | (home_area_below_average & (homes_owned <= home_limit_small))


@column("household", "flag", "机动车船", LAW, how="{vehicles} 辆，限 {vehicle_limit} 辆", words=WITHIN)
def vehicles_within(vehicles: Ints, vehicle_limit: int) -> Flags:
    return vehicles <= vehicle_limit


@column("household", "flag", "店面、办公用房、厂房", LAW, how="{shops} 处，限 {shop_limit} 处", words=WITHIN)
def shops_within(shops: Ints, shop_limit: int) -> Flags:
    return shops <= shop_limit


@column("household", "flag", "公司", LAW, how="{companies} 家，限 {company_limit} 家", words=WITHIN)
def companies_within(companies: Ints, company_limit: int) -> Flags:
    return companies <= company_limit


@column("household", "flag", "财产", LAW, words=WITHIN)
def property_within(
    money_within: Flags, homes_within: Flags, vehicles_within: Flags, shops_within: Flags, companies_within: Flags
) -> Flags:
    return money_within & homes_within & vehicles_within & shops_within & companies_within
