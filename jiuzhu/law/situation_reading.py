"""From the keys of a situation file to a `Situation`, refusing what can't be true (situations.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from jiuzhu.law import plain_reading as read
from jiuzhu.law.plain_reading import Path, Reader
from jiuzhu.law.rules import facts
from jiuzhu.law.situation import (
    BadSituation,
    Disability,
    Income,
    Member,
    Property,
    Situation,
    Spending,
    Support,
)
from jiuzhu.law.situation_figures import figures_in_place
from jiuzhu.law.townships import townships

MONTHS = 12
HIGHEST_GRADE = 4
PROGRAMMES = ("dibao", "dibian", "tekun", "disability_hardship")


def situation_from_plain(plain: Mapping[str, Any]) -> Situation:
    """Raises `BadSituation` with the path of what is wrong."""
    file = Reader(plain, (), "情形")
    as_of = file.take("as_of", read.day, None)
    members = tuple(_member(one, ("household", n)) for n, one in enumerate(file.need("household", read.items)))
    _one_applicant(members)
    for number, member in enumerate(members):
        if as_of is not None and member.born > as_of:
            raise BadSituation(("household", number, "born"), f"{member.id} 的出生日期在认定日 {as_of} 之后。")
    names = {member.id for member in members}
    none: Sequence[Any] = ()
    income = tuple(_income(one, ("income", n), names) for n, one in enumerate(file.take("income", read.items, none)))
    spending = tuple(
        _spending(one, ("spending", n), names) for n, one in enumerate(file.take("spending", read.items, none))
    )
    situation = Situation(
        township=file.need("township", _township),
        household=members,
        as_of=as_of,
        title=file.take("title", read.text, ""),
        income=income,
        spending=spending,
        property=file.take("property", _property, Property()),
        support=file.take("support", _support, Support()),
        self_care_level=file.take("self_care_level", read.one_of(facts.CARE_LEVELS), None),
        figures=file.take("figures", figures_in_place, {}),
        expect=file.take("expect", _expect, {}),
    )
    file.done()
    return situation


def _township(value: Any, path: Path) -> str:
    code = read.text(value, path)
    if code not in townships():
        known = "、".join(f"{known} {name}" for known, name in townships().items())
        raise BadSituation(path, f"没有代码是 {code} 的街道（乡镇）；可用：{known}。")
    return code


def _one_applicant(members: tuple[Member, ...]) -> None:
    if not members:
        raise BadSituation(("household",), "家庭中没有成员，请至少写申请人（relation: self）。")
    seen: set[str] = set()
    for number, member in enumerate(members):
        if member.id in seen:
            raise BadSituation(("household", number, "id"), f"成员 {member.id} 写了两次。")
        seen.add(member.id)
    for relation, sentence in (("self", "申请人（relation: self）"), ("spouse", "配偶（relation: spouse）")):
        found = [number for number, member in enumerate(members) if member.relation == relation]
        if len(found) > 1:
            raise BadSituation(("household", found[1], "relation"), f"{sentence}只能有一个。")
        if relation == "self" and not found:
            raise BadSituation(("household",), "家庭中没有申请人，请把其中一人写成 relation: self。")


def _member(plain: Any, path: Path) -> Member:
    one = Reader(plain, path, "成员")
    member = Member(
        id=one.need("id", read.text),
        relation=one.need("relation", read.one_of(facts.RELATIONS)),
        born=one.need("born", read.day),
        sex=one.take("sex", read.one_of(facts.SEXES), None),
        disability=one.take("disability", _disability, None),
        serious_illness=one.take("serious_illness", read.flag, False),
        student=one.take("student", read.one_of(facts.STUDENT), "none"),
        independent=one.take("independent", read.flag, None),
        co_residing=one.take("co_residing", read.flag, None),
        absent=one.take("absent", read.one_of(facts.ABSENT), "none"),
        clergy_on_premises_years=one.take("clergy_on_premises_years", read.count, 0),
        works=one.take("works", read.flag, None),
        self_care_unmet=one.take("self_care_unmet", _care_items, None),
        supporters=one.take("supporters", read.one_of(facts.SUPPORTERS), None),
        in_tekun=one.take("in_tekun", read.flag, False),
    )
    one.done()
    return member


def _disability(plain: Any, path: Path) -> Disability:
    one = Reader(plain, path, "残疾情况")
    kind = one.need("kind", read.one_of(facts.DISABILITY_KINDS[1:]))
    grade = one.need("grade", read.count)
    if not 1 <= grade <= HIGHEST_GRADE:
        raise BadSituation((*path, "grade"), f"残疾等级 {grade} 不存在，应为 1 至 4。")
    one.done()
    return Disability(kind, grade)


def _care_items(plain: Any, path: Path) -> tuple[str, ...]:
    named = [read.one_of(facts.CARE_ITEMS)(one, (*path, n)) for n, one in enumerate(read.items(plain, path))]
    for number, item in enumerate(named):
        if item in named[:number]:
            raise BadSituation((*path, number), f"{item} 写了两次。")
    return tuple(named)


def _per(one: Reader) -> tuple[Literal["month", "year"], int]:
    per: Literal["month", "year"] = "year" if one.need("per", read.one_of(("month", "year"))) == "year" else "month"
    for_months = one.take("for_months", read.count, MONTHS)
    if not 1 <= for_months <= MONTHS:
        raise BadSituation((*one.path, "for_months"), "for_months 是一年中有收支的月数，应为 1 至 12。")
    if per == "year" and for_months != MONTHS:
        raise BadSituation((*one.path, "for_months"), "for_months 只能和 per: month 一起用。")
    return per, for_months


def _of(one: Reader, names: set[str], what: str) -> str:
    of = one.need("of", read.text)
    if of not in names:
        raise BadSituation((*one.path, "of"), f"{what}写给了 {of}，家庭中没有这个成员。")
    return of


def _income(plain: Any, path: Path, names: set[str]) -> Income:
    one = Reader(plain, path, "收入")
    of = _of(one, names, "收入")
    kind = one.need("kind", read.one_of(tuple(facts.INCOME_KINDS)))
    costs = one.take("net_costs", read.amount, 0)
    if costs and kind not in COSTS_OF:
        raise BadSituation((*path, "net_costs"), "net_costs 只能写在 wages、business、property 的收入里。")
    since: date | None = one.take("disregard_since", read.day, None)
    if since is not None and kind != "wages":
        raise BadSituation((*path, "disregard_since"), "disregard_since 只能写在 wages 的收入里。")
    if one.has("months"):
        amounts = tuple(
            read.amount(each, (*path, "months", n)) for n, each in enumerate(one.need("months", read.items))
        )
        if len(amounts) != MONTHS:
            raise BadSituation((*path, "months"), f"months 应写十二个月的金额，现在是 {len(amounts)} 个。")
        for key in ("yuan", "per", "for_months"):
            if one.has(key):
                raise BadSituation((*path, key), f"写了 months 就不再写 {key}。")
        one.done()
        return Income(of, kind, per="year", months=amounts, costs_fen=costs, disregard_since=since)
    fen = one.need("yuan", read.amount)
    per, for_months = _per(one)
    one.done()
    return Income(of, kind, fen, per, for_months, None, costs, since)


# The costs of an income are deducted as this kind of spending.
COSTS_OF = {"wages": "work_cost", "business": "business_cost", "property": "property_cost"}


def _spending(plain: Any, path: Path, names: set[str]) -> Spending:
    one = Reader(plain, path, "支出")
    of = _of(one, names, "支出")
    kind = one.need("kind", read.one_of(tuple(facts.SPENDING_KINDS)))
    fen = one.need("yuan", read.amount)
    per, for_months = _per(one)
    one.done()
    return Spending(of, kind, fen, per, for_months)


def _property(plain: Any, path: Path) -> Property:
    one = Reader(plain, path, "财产")
    found = Property(
        money_fen=one.take("money", read.amount, None),
        homes=one.take("homes", read.count, None),
        vehicles=one.take("vehicles", read.count, None),
        shops=one.take("shops", read.count, None),
        companies=one.take("companies", read.count, None),
        home_area_below_average=one.take("home_area_below_average", read.flag, False),
    )
    one.done()
    return found


def _support(plain: Any, path: Path) -> Support:
    one = Reader(plain, path, "供养")
    found = Support(
        form=one.take("form", read.one_of(facts.SUPPORT_FORMS), None),
        institution=one.take("institution", read.one_of(facts.INSTITUTIONS), None),
    )
    one.done()
    return found


def _mapping(what: str) -> Any:
    def mapping(plain: Any, path: Path) -> Mapping[str, Any]:
        return dict(Reader(plain, path, what).plain)

    return mapping


def _expect(plain: Any, path: Path) -> Mapping[str, Any]:
    one = Reader(plain, path, "expect")
    for programme in PROGRAMMES:
        one.take(programme, _mapping(programme), {})
    one.done()
    return dict(one.plain)
