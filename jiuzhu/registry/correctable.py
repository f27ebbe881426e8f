"""Which facts of a family can be put right as a clerical error, and what they may hold. Identity is not among them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry import choices
from jiuzhu.registry.models import Household, Member, NearRelative

MOST = 99  # homes, vehicles, shops, companies of one family


@dataclass(frozen=True, slots=True)
class Correctable:
    """A field with its Chinese name; `check` returns the value or raises BadInput."""

    label: str
    check: Callable[[Any], Any]


def _code(label: str, codes: Mapping[str, str], *, empty: bool = False) -> Correctable:
    def check(value: Any) -> str:
        if value in codes or (empty and value == ""):
            return str(value)
        raise BadInput(f"请选择{label}：{'、'.join(codes.values())}", field="value")

    return Correctable(label, check)


def _count(label: str, most: int, *, least: int = 0, none: bool = False) -> Correctable:
    def check(value: Any) -> int | None:
        if value is None and none:
            return None
        if type(value) is int and least <= value <= most:
            return value
        raise BadInput(f"{label}请填 {least} 到 {most} 的整数", field="value")

    return Correctable(label, check)


def _money(label: str) -> Correctable:
    def check(value: Any) -> int:
        if type(value) is int and 0 <= value < 1 << 52:
            return value
        raise BadInput(f"{label}请填不小于 0 的金额", field="value")

    return Correctable(label, check)


def _yes_no(label: str, *, none: bool = False) -> Correctable:
    def check(value: Any) -> bool | None:
        if (value in (True, False) and isinstance(value, bool)) or (value is None and none):
            return value
        raise BadInput(f"{label}请选择是或者否", field="value")

    return Correctable(label, check)


def _text(label: str, model: type, field: str, *, empty: bool = True) -> Correctable:
    longest = model._meta.get_field(field).max_length

    def check(value: Any) -> str:
        if not empty and not str(value or "").strip():
            raise BadInput(f"{label}不能空着", field="value")
        if isinstance(value, str) and (longest is None or len(value.strip()) <= longest):
            return value.strip()
        raise BadInput(f"{label}最多写 {longest} 个字", field="value")

    return Correctable(label, check)


TABLE: Mapping[tuple[str, str], Correctable] = {
    ("household", "address"): _text("住址", Household, "address"),
    ("household", "residence"): _text("经常居住地", Household, "residence"),
    ("household", "phone"): _text("电话", Household, "phone"),
    ("household", "money_fen"): _money("存款和现金"),
    ("household", "homes"): _count("住房", MOST),
    ("household", "vehicles"): _count("机动车、船", MOST),
    ("household", "shops"): _count("店面", MOST),
    ("household", "companies"): _count("公司", MOST),
    ("relative", "name"): _text("近亲属的姓名", NearRelative, "name", empty=False),
    ("relative", "kin"): _code("是家庭成员的什么人", choices.NEAR_RELATIVES),
    ("relative", "post"): _text("近亲属的单位和岗位", NearRelative, "post", empty=False),
    ("member", "relation"): _code("关系", {k: v for k, v in choices.RELATIONS.items() if k != "self"}),
    ("member", "disability_kind"): _code("残疾类别", choices.DISABILITY_KINDS, empty=True),
    ("member", "disability_grade"): _count("残疾等级", 4, least=1, none=True),
    ("member", "serious_illness"): _yes_no("患重病"),
    ("member", "student"): _code("在读情况", choices.STUDENTS),
    ("member", "independent"): _yes_no("能独立生活", none=True),
    ("member", "co_residing"): _yes_no("长期共同居住", none=True),
    ("member", "absent"): _code("是否在家", choices.ABSENT),
    ("member", "works"): _yes_no("在工作", none=True),
    ("member", "note"): _text("情况", Member, "note"),
    ("income", "kind"): _code("收入或支出的种类", choices.INCOME_KINDS | choices.SPENDING_KINDS),
    ("income", "fen"): _money("金额"),
    ("income", "per"): _code("期间", choices.PERIODS),
}


def correctable(subject: str, field: str) -> Correctable:
    """The field, or a refusal that says which there are."""
    if (subject, field) in TABLE:
        return TABLE[subject, field]
    known = "、".join(dict.fromkeys(one.label for (of, _), one in TABLE.items() if of == subject))
    raise BadInput(
        f"请选择要更正的内容：{known or '家庭、成员、收入支出'}。姓名和身份证号不能这样更正，请撤回后重新申请",
        field="field",
    )


def spoken(value: Any) -> str:
    """A value as it is kept beside the audit line."""
    return "" if value is None else str(value)
