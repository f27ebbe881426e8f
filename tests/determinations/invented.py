"""Families of every shape, straight into the registry: what acts would refuse to declare in bulk is not needed here."""

import datetime as dt
import random
from collections.abc import Iterator

from jiuzhu.commands.demo_data.people import People
from jiuzhu.ground.crypto import keyed_hash
from jiuzhu.offices.models import Township
from jiuzhu.persons.models import Person
from jiuzhu.registry import choices
from jiuzhu.registry.models import Household, IncomeFact, Member

DAY = dt.date(2026, 11, 24)
OTHERS = ("spouse", "child", "child", "parent", "grandparent", "grandchild", "sibling", "other")


def families(count: int, seed: int) -> list[Household]:
    """So many families over all townships, with every circumstance and kind of income the registry knows."""
    chance, people = random.Random(seed), People(seed, area=77)
    townships = list(Township.objects.order_by("code").values_list("code", flat=True))
    homes = Household.objects.bulk_create(_household(chance, townships[n % len(townships)], n) for n in range(count))
    members: list[Member] = []
    for home in homes:
        relations = list(dict.fromkeys(["self", *chance.sample(OTHERS, chance.randrange(4))]))
        for relation in relations:
            person = _person(people, chance)
            members.append(_member(chance, home, person, relation))
    Member.objects.bulk_create(members)
    IncomeFact.objects.bulk_create(fact for member in members for fact in _facts(chance, member))
    return homes


def _household(chance: random.Random, township: str, number: int) -> Household:
    def known(*values: int) -> int | None:
        return chance.choice([None, *values])

    return Household(
        township=township,
        village=f"{township}200",
        matter=f"invented-{number}",
        money_fen=known(0, 1_200_000, 9_000_000),
        homes=known(0, 1, 2),
        vehicles=known(0, 0, 1),
        shops=known(0, 0, 1),
        companies=known(0, 0, 1),
    )


def _person(people: People, chance: random.Random) -> Person:
    born = people.born_between(DAY, 0, 95)
    who = people.person(sex=chance.choice(["female", "male"]), born_on=born)
    return Person.objects.create(
        name=who.name, pinyin="x", search_key="x", id_number=who.number, id_hash=keyed_hash(who.number),
        sex=who.sex, born_on=born,
    )  # fmt: skip


def _member(chance: random.Random, home: Household, person: Person, relation: str) -> Member:
    disabled = chance.random() < 0.3
    return Member(
        household=home, township=home.township, person=person, relation=relation,
        kinship="亲戚" if relation == "other" else "",
        disability_kind=chance.choice(list(choices.DISABILITY_KINDS)) if disabled else "",
        disability_grade=chance.randrange(1, 5) if disabled else None,
        serious_illness=chance.random() < 0.2, student=chance.choice(list(choices.STUDENTS)),
        independent=chance.choice([None, True, False]), co_residing=chance.choice([None, True, False]),
        absent=chance.choice(["none"] * 5 + list(choices.ABSENT)), works=chance.choice([None, True, False]),
    )  # fmt: skip


def _facts(chance: random.Random, member: Member) -> Iterator[IncomeFact]:
    for spending, kinds in ((False, choices.INCOME_KINDS), (True, choices.SPENDING_KINDS)):
        for _ in range(chance.randrange(3)):
            yield IncomeFact(
                household=member.household, township=member.township, member=member, spending=spending,
                kind=chance.choice(list(kinds)), fen=chance.randrange(0, 300_000), per=chance.choice(["month", "year"]),
                source=chance.choice(["declared", "check", "visit"]),
            )  # fmt: skip
