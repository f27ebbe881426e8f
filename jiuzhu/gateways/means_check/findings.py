"""What the check centre can find about a person: one shape per kind of finding, as the contract's report carries it.

Sources a check reaches: 社会救助暂行办法 Art. 58, 浙江省社会救助条例 Art. 49, 民发〔2021〕57号 Art. 14 and 17.
"""

# ruff: noqa: RUF009 (`part` makes a dataclass field)
from dataclasses import dataclass
from datetime import date

from jiuzhu.gateways.wire.reading import DAY, MONTH, TEXT, YUAN, Kind, hundredths, one_of, part, whole, write_yuan

AREA = Kind(lambda value: hundredths(value, "面积（平方米）"), write_yuan)
PERCENT = Kind(whole(1, 100))


@dataclass(frozen=True)
class Deposit:
    """Balance of one bank account on a day."""

    institution: str = part("银行", TEXT)
    balance_fen: int = part("余额", YUAN, "balance")
    as_of: date = part("余额日期", DAY)


@dataclass(frozen=True)
class Security:
    """Securities or funds at one institution, at their value on a day."""

    kind: str = part("种类", Kind(one_of("stock", "fund", "bond", "wealth_product", "other")))
    institution: str = part("机构", TEXT)
    value_fen: int = part("市值", YUAN, "value")
    as_of: date = part("市值日期", DAY)


@dataclass(frozen=True)
class Insurance:
    """A commercial insurance policy and its cash value on a day."""

    insurer: str = part("保险公司", TEXT)
    cash_value_fen: int = part("现金价值", YUAN, "cash_value")
    as_of: date = part("日期", DAY)


@dataclass(frozen=True)
class PaymentAccount:
    """Balance on a payment platform (网络支付账户) on a day."""

    platform: str = part("平台", TEXT)
    balance_fen: int = part("余额", YUAN, "balance")
    as_of: date = part("余额日期", DAY)


@dataclass(frozen=True)
class Vehicle:
    """A registered vehicle or boat."""

    kind: str = part("种类", Kind(one_of("car", "motorcycle", "truck", "boat", "other")))
    plate: str = part("号牌", TEXT)
    registered_on: date = part("登记日期", DAY)


@dataclass(frozen=True)
class Home:
    """Registered real estate: area in square decimetres (square metres with two decimals on the wire), own share."""

    use: str = part("用途", Kind(one_of("residence", "shop", "office", "factory", "garage", "other")))
    location: str = part("坐落", TEXT)
    area_dm2: int = part("面积", AREA, "area_m2")
    share_percent: int = part("份额（%）", PERCENT)
    registered_on: date = part("登记日期", DAY)


@dataclass(frozen=True)
class Company:
    """A part in a registered business that still exists."""

    name: str = part("名称", TEXT)
    role: str = part("身份", Kind(one_of("legal_representative", "shareholder", "self_employed", "director")))
    registered_on: date = part("登记日期", DAY)


@dataclass(frozen=True)
class Wage:
    """The monthly wage on which social insurance was paid, from one month to another (both included)."""

    employer: str = part("单位", TEXT)
    monthly_fen: int = part("月缴费工资", YUAN, "monthly")
    first_month: date = part("起始月份", MONTH)
    last_month: date = part("截止月份", MONTH)


@dataclass(frozen=True)
class Pension:
    """A pension being paid monthly. `kind` keeps the parts the law treats apart."""

    kind: str = part(
        "种类", Kind(one_of("employee", "basic_pension_central", "basic_pension_local", "survivor", "other"))
    )
    monthly_fen: int = part("月待遇", YUAN, "monthly")
    first_month: date = part("起始月份", MONTH)


@dataclass(frozen=True)
class Interest:
    """Interest or yield credited in the twelve months to a day."""

    institution: str = part("机构", TEXT)
    year_fen: int = part("一年利息", YUAN, "year")
    until: date = part("截止日期", DAY)


@dataclass(frozen=True)
class HousingFund:
    """Housing provident fund balance (住房公积金) on a day."""

    balance_fen: int = part("余额", YUAN, "balance")
    as_of: date = part("余额日期", DAY)


@dataclass(frozen=True)
class Benefit:
    """Another benefit paid monthly by an authority: unemployment benefit, subsidies, veteran's benefit …"""

    kind: str = part(
        "种类",
        Kind(
            one_of(
                "unemployment",
                "veteran_benefit",
                "government_aid",
                "old_age_allowance",
                "family_planning_reward",
                "other",
            )
        ),
    )
    payer: str = part("发放单位", TEXT)
    monthly_fen: int = part("月待遇", YUAN, "monthly")


# Section of a person's report → its Chinese name and its shape; the order is the order on paper.
SECTIONS: dict[str, tuple[str, type]] = {
    "deposits": ("存款", Deposit),
    "securities": ("证券基金", Security),
    "insurances": ("商业保险", Insurance),
    "payment_accounts": ("支付账户", PaymentAccount),
    "vehicles": ("车辆船舶", Vehicle),
    "homes": ("不动产", Home),
    "companies": ("市场主体", Company),
    "wages": ("社保缴费工资", Wage),
    "pensions": ("养老金", Pension),
    "interest": ("利息", Interest),
    "housing_fund": ("住房公积金", HousingFund),
    "benefits": ("其他待遇", Benefit),
}
