"""Invented families in the shapes a township meets, as they would declare themselves at the window."""

import datetime as dt
from collections.abc import Callable

from jiuzhu.commands.demo_data.people import Invented, People
from jiuzhu.plain.days import age_on
from jiuzhu.registry.declaration import AmountDeclared, Declaration, MemberDeclared
from jiuzhu.registry.queries import guardian_signs_until


def _member(who: Invented, relation: str, on: dt.date, **circumstances: object) -> MemberDeclared:
    adult = (on - who.born_on).days >= 18 * 366
    consented = adult or "guardian" in circumstances
    return MemberDeclared(name=who.name, number=who.number, relation=relation, consented=consented, **circumstances)  # type: ignore[arg-type]


def _wages(member: int, yuan: int) -> AmountDeclared:
    return AmountDeclared(member=member, kind="wages", fen=yuan * 100, per="month")


def old_and_alone(people: People, on: dt.date) -> tuple[list[MemberDeclared], list[AmountDeclared]]:
    """An old person who lives alone on a small pension."""
    sex = ("female", "male")[people.below(2)]
    who = people.person(sex=sex, born_on=people.born_between(on, 62, 84))
    pension = AmountDeclared(
        member=0, kind="basic_pension_central", fen=(180 + people.below(6) * 30) * 100, per="month"
    )
    return [_member(who, "self", on, works=False, note="独居")], [pension]


def couple_with_disability(people: People, on: dt.date) -> tuple[list[MemberDeclared], list[AmountDeclared]]:
    """She does odd jobs, he is severely disabled."""
    she = people.person(sex="female", born_on=people.born_between(on, 45, 63))
    he = people.person(sex="male", born_on=people.born_between(on, 47, 68))
    grade = 1 + people.below(2)
    members = [
        _member(she, "self", on, works=True, note="打零工，海产加工"),
        _member(
            he, "spouse", on, disability_kind="limb", disability_grade=grade, note=f"肢体残疾{'一二'[grade - 1]}级"
        ),
    ]
    amounts = [_wages(0, 500 + people.below(9) * 100)]
    if people.below(2):
        amounts.append(
            AmountDeclared(
                member=1, kind="disability", fen=(100 + people.below(4) * 100) * 100, per="month", spending=True
            )
        )
    return members, amounts


def single_parent(people: People, on: dt.date) -> tuple[list[MemberDeclared], list[AmountDeclared]]:
    """A parent with one or two children at school."""
    parent = people.person(sex=("female", "male")[people.below(2)], born_on=people.born_between(on, 38, 50))
    members = [_member(parent, "self", on, works=True, note="零工")]
    for _ in range(1 + people.below(2)):
        child = people.child(
            sex=("female", "male")[people.below(2)],
            born_on=people.born_between(on, 7, 15),
            surname=parent.name[0],
        )
        small = {"guardian": parent.name} if age_on(child.born_on, on) < guardian_signs_until(on, "") else {}
        members.append(_member(child, "child", on, student="compulsory", **small))
    return members, [_wages(0, 700 + people.below(12) * 100)]


def serious_illness(people: People, on: dt.date) -> tuple[list[MemberDeclared], list[AmountDeclared]]:
    """Somebody fell seriously ill; the cost eats the wages."""
    ill = people.person(sex="male", born_on=people.born_between(on, 40, 60))
    wife = people.person(sex="female", born_on=people.born_between(on, 38, 58))
    student = people.child(sex="female", born_on=people.born_between(on, 19, 22), surname=ill.name[0])
    members = [
        _member(ill, "self", on, serious_illness=True, works=False, note="重病"),
        _member(wife, "spouse", on, works=True, note="工厂"),
        _member(student, "child", on, student="university", independent=False),
    ]
    cost = AmountDeclared(
        member=0, kind="illness", fen=(6000 + people.below(20) * 500) * 100, per="year", spending=True
    )
    return members, [_wages(1, 1800 + people.below(10) * 150), cost]


def too_well_off(people: People, on: dt.date) -> tuple[list[MemberDeclared], list[AmountDeclared]]:
    """A family above the line: it is told why."""
    he = people.person(sex="male", born_on=people.born_between(on, 35, 55))
    she = people.person(sex="female", born_on=people.born_between(on, 33, 53))
    members = [_member(he, "self", on, works=True, note="渔业"), _member(she, "spouse", on, works=True, note="零工")]
    business = AmountDeclared(member=0, kind="business", fen=(28_000 + people.below(20) * 1000) * 100, per="year")
    return members, [business, _wages(1, 1500 + people.below(5) * 100)]


Shape = Callable[[People, dt.date], tuple[list[MemberDeclared], list[AmountDeclared]]]
# How often each shape comes, out of sixteen.
SHAPES: tuple[Shape, ...] = (
    *([old_and_alone] * 5),
    *([couple_with_disability] * 4),
    *([single_parent] * 3),
    *([serious_illness] * 3),
    too_well_off,
)


def family(people: People, on: dt.date, number: int) -> Declaration:
    """The next invented family; `number` makes its account number its own."""
    members, amounts = SHAPES[people.below(len(SHAPES))](people, on)
    return Declaration(
        members=tuple(members),
        amounts=tuple(amounts),
        address=f"{1 + people.below(90)} 号",
        phone=f"1390000{number % 10_000:04d}",
        account=f"621700009901{number:07d}",
        money_fen=(1000 + people.below(120) * 100) * 100,
        homes=1,
        vehicles=0,
        shops=0,
        companies=0,
        pledged=True,
    )
