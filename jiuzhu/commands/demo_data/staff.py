"""Every post of every township and of the district, filled; the named people of the drawn pages sit in 北岙街道."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from jiuzhu.commands.demo_data.people import People
from jiuzhu.commands.demo_data.places import DEPARTMENTS, TOWNSHIPS, VILLAGE_NAMES, village_code
from jiuzhu.commands.demo_data.signin import PASSWORD
from jiuzhu.figures.acts import publish_figure
from jiuzhu.funds.acts import book_entry, open_fund_accounts
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.offices.acts import appoint
from jiuzhu.offices.models import Account, Office, Township, Village
from jiuzhu.offices.posts import TOWNSHIP_OFFICES
from jiuzhu.persons.acts import register_person

FIRST_DAY = dt.date(2026, 1, 1)  # appointments begin
ALLOCATED_FEN = 300_000_000  # a quarter's money of a township, so that a run can be paid
# The people of the drawn pages: post, user name, name, sex.
NAMED = {
    "330305001": (
        ("handler", "chenhaining", "陈海宁", "male"),
        ("handler", "lvxiaotang", "吕晓棠", "female"),
        ("social_affairs_head", "zhenglixin", "郑立新", "male"),
        ("leader_in_charge", "suminglan", "苏明岚", "female"),
        ("finance_preparer", "lixiaozhou", "李晓舟", "male"),
        ("finance_releaser", "hejing", "何静", "female"),
        ("village_worker", "kemingzhu", "柯明珠", "female"),
    ),
}
POSTS = (
    ("handler", "window"),
    ("handler", "window"),
    ("social_affairs_head", "social_affairs"),
    ("leader_in_charge", "leadership"),
    ("finance_preparer", "finance"),
    ("finance_releaser", "finance"),
    ("village_worker", "window"),
    ("discipline_observer", "discipline"),
)
DISTRICT_POSTS = (
    ("bureau_officer", "bureau", "区民政局", "zhouyuan", "周予安", "male"),
    ("steward", "bureau", "区民政局", "", "", "female"),
    ("check_centre", "check_centre", "区核对中心", "", "", "male"),
    ("service_centre", "service_centre", "区政务服务中心", "", "", "female"),
)


@dataclass(frozen=True, slots=True)
class _Seat:
    post: str
    office: Office
    username: str
    name: str
    sex: str


def make_district(on: dt.date, seed: int, password: str = PASSWORD) -> int:
    """Townships, villages, offices, figures, accounts of the books, and a person in every post. Returns how many."""
    people = People(seed, area=1)
    _places()
    hashed = Account()
    hashed.set_password(password)
    count = 0
    for seat in (*_township_seats(), *_district_seats()):
        who = people.person(sex=seat.sex, born_on=people.born_between(FIRST_DAY, 28, 58), name=seat.name)
        person = register_person(actor=SYSTEM, on=on, name=who.name, number=who.number)
        village = village_code(seat.office.township, 0) if seat.post == "village_worker" else ""
        given = {"office": seat.office, "post": seat.post, "effective_from": FIRST_DAY, "village": village}
        appoint(actor=SYSTEM, on=on, person=person, **given)
        Account.objects.create(person=person, username=seat.username, password=hashed.password, demo=True)
        count += 1
    _books(on)
    _figures(on)
    return count


def _places() -> None:
    for code, name, short in TOWNSHIPS:
        township = Township.objects.create(code=code, name=name, short=short)
        Village.objects.bulk_create(
            Village(code=village_code(code, i), name=village, township=township)
            for i, village in enumerate(VILLAGE_NAMES[code])
        )


def _township_seats() -> Iterator[_Seat]:
    for code, name, short in TOWNSHIPS:
        offices = {
            kind: Office.objects.create(key=f"{code}.{kind}", name=f"{name} {label}", kind=kind, township=code)
            for kind, label in TOWNSHIP_OFFICES.items()
        }
        named = list(NAMED.get(code, ()))
        for index, (post, office) in enumerate(POSTS):
            known = next((n for n in named if n[0] == post), None)
            if known:
                named.remove(known)
            sex = known[3] if known else ("female" if index % 2 else "male")
            yield _Seat(
                post,
                offices[office],
                known[1] if known else f"{short.lower()}{index + 1}",
                known[2] if known else "",
                sex,
            )


def _district_seats() -> Iterator[_Seat]:
    offices: dict[str, Office] = {}
    for index, (post, kind, label, username, name, sex) in enumerate(DISTRICT_POSTS):
        if kind not in offices:
            offices[kind] = Office.objects.create(key=kind, name=label, kind=kind)
        yield _Seat(post, offices[kind], username or f"qu{index + 1}", name, sex)
    for index, name in enumerate(DEPARTMENTS):
        office = Office.objects.create(key=f"department.{index + 1}", name=f"区{name}", kind="department")
        yield _Seat("department_officer", office, f"bm{index + 1}", "", "female" if index % 2 else "male")


def _books(on: dt.date) -> None:
    for code, name, _ in TOWNSHIPS:
        open_fund_accounts(actor=SYSTEM, on=on, township=code, township_name=name)
        book_entry(
            actor=SYSTEM,
            on=on,
            key=f"allocation:{code}:demo",
            kind="allocation",
            township=code,
            memo="季度预拨（演示）",
            postings=[("cash", ALLOCATED_FEN), ("source", -ALLOCATED_FEN)],
            clause="n8.1",
        )


def _figures(on: dt.date) -> None:
    """The demo's own figures, unconfirmed: they have no document number and every page that uses them says so."""
    for name, value, month in (("dibao_standard", 118_500, 7), ("tekun_living", 160_000, 10)):
        publish_figure(
            actor=SYSTEM,
            on=on,
            name=name,
            effective_from=dt.date(2026, month, 1),
            value=value,
            authority="区民政局（演示用数字）",
        )
