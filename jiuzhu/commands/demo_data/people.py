"""Invented people: names that could be, numbers that cannot (area 9901 does not exist)."""

import datetime as dt
import random
from dataclasses import dataclass

from jiuzhu.persons.id_number import check_character

SURNAMES = "林陈王李张黄郑苏吕柯庄施倪叶洪颜曾甘郭许欧何周蔡杨吴徐孙朱胡高罗梁宋唐韩冯董萧程"
MALE = "德顺海明永福建国志强阿昌阿水大勇文杰国平海生家豪俊峰立新承志水根金土东海浩然宗宪启航"
FEMALE = "秋娥雨晴素琴月娇金妹阿珠爱珍春花美玲海燕晓棠秀英丽华小妹玉兰彩云雪梅静怡佳慧阿妹银花明珠"
CHILDREN = "子涵雨桐梓轩思远一诺浩宇欣怡晨曦佳琪俊熙可馨天佑若溪奕辰语嫣明轩"
RARE = ("欧阳㛃", "单䶮", "曾𬱖", "仇𫖯")  # Ext A and B characters and surnames with a reading of their own


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented person."""

    name: str
    number: str
    sex: str
    born_on: dt.date


class People:
    """Invents people one after another; the same seed gives the same people."""

    def __init__(self, seed: int, area: int = 99) -> None:
        self._random = random.Random(seed)
        # An area code of its own keeps two inventors from inventing the same number.
        self._area = f"9901{area:02d}"
        self._children = 0
        self._orders: dict[tuple[str, dt.date], int] = {}

    def person(self, *, sex: str, born_on: dt.date, surname: str = "", name: str = "") -> Invented:
        """A person of this sex and birth date."""
        return Invented(name or self._name(sex, surname), self._number(sex, born_on), sex, born_on)

    def child(self, *, sex: str, born_on: dt.date, surname: str) -> Invented:
        """A child with the family's surname and a name that is nobody's among the grown-ups."""
        self._children += 1  # one after another, so that sisters and brothers never share a name
        start = self._children % (len(CHILDREN) // 2) * 2
        return Invented(surname + CHILDREN[start : start + 2], self._number(sex, born_on), sex, born_on)

    def born_between(self, on: dt.date, youngest: int, oldest: int) -> dt.date:
        """A birth date that makes somebody between the two ages on this day."""
        days = self._random.randrange(youngest * 365 + 90, oldest * 365)
        return on - dt.timedelta(days=days)

    def choice(self, options: tuple[object, ...]) -> object:
        """One of these."""
        return self._random.choice(options)

    def below(self, limit: int) -> int:
        """A number from 0 to below `limit`."""
        return self._random.randrange(limit)

    def _name(self, sex: str, surname: str) -> str:
        given = MALE if sex == "male" else FEMALE
        start = self._random.randrange(0, len(given) // 2) * 2
        return (surname or self._random.choice(SURNAMES)) + given[start : start + 2]

    def _number(self, sex: str, born_on: dt.date) -> str:
        key = (sex, born_on)
        order = self._orders.get(key, 0)
        self._orders[key] = order + 1
        first17 = f"{self._area}{born_on:%Y%m%d}{order * 2 + (1 if sex == 'male' else 2):03d}"
        return first17 + check_character(first17)
