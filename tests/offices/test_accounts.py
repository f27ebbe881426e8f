"""Accounts: made by the steward for who holds a post, with a password that is good for one thing only."""

import datetime as dt
from typing import Any

import pytest

from jiuzhu.commands.demo_data.people import People
from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.ground.actor import SYSTEM, Actor
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotFound, NotYourDuty, Refusal
from jiuzhu.offices import passwords
from jiuzhu.offices.acts import (
    appoint,
    change_password,
    lock_account,
    open_account,
    propose_password_reset,
    release_password_reset,
    unlock_account,
)
from jiuzhu.offices.acts.accounts import HasAccount
from jiuzhu.offices.models import Account, Office, PasswordReset
from jiuzhu.offices.seats import actor_of, posts_of_account, seat_of
from jiuzhu.persons.acts import register_person
from jiuzhu.persons.models import Person
from tests.district import BEIAO, DAY, build, holder

pytestmark = pytest.mark.django_db
FIRST, OWN = "abcd-efgh-jk23-mn45", "haibian-2026-xiaolu"


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled."""
    build()


def newcomer(seed: int = 81, first: dt.date = DAY) -> Person:
    """Somebody appointed as a handler of 北岙街道, without an account."""
    who = People(seed, area=seed).person(sex="female", born_on=dt.date(1990, 5, 6))
    person = register_person(actor=SYSTEM, on=DAY, name=who.name, number=who.number)
    appoint(
        actor=SYSTEM,
        on=DAY,
        person=person,
        office=Office.objects.get(key=f"{BEIAO}.window"),
        post="handler",
        effective_from=first,
    )
    return person


def opened(person: Person, **changes: Any) -> Account:
    """By the steward."""
    given = {"actor": holder("steward", ""), "on": DAY, "username": "newcomer", "first_password": FIRST}
    return open_account(**(given | {"person_id": person.pk} | changes))


def state(key: int, post: int, epoch: int) -> str:
    """What becomes of a session of this account in this post, begun under this epoch."""
    return seat_of(posts_of_account(key, DAY), post, epoch)[1]


def as_(account: Account) -> Actor:
    """The account's owner in their post."""
    return actor_of(account, account.person.appointments.select_related("office").get())


def test_an_account_is_made_with_a_first_password_that_must_be_changed() -> None:
    row = opened(newcomer(), username="  NewComer ")
    row.refresh_from_db()
    assert (row.username, row.active, row.must_change, row.demo) == ("newcomer", True, True, False)
    assert (row.set_on, row.set_by_id) == (DAY, holder("steward", "").person_id)
    assert row.password_fits(FIRST) and FIRST not in row.password
    entry = AuditEntry.objects.get(act="open_account")
    assert FIRST not in entry.entry and "newcomer" not in entry.entry and entry.actor_post == "steward"


def test_somebody_appointed_for_later_can_have_one_already() -> None:
    assert opened(newcomer(first=DAY + dt.timedelta(days=30))).must_change


@pytest.mark.parametrize("name", ["", "ab", "陈海宁", "1chen", "chen hai", "a" * 31, "chen@x"])
def test_a_name_that_cant_be_typed_easily_is_refused(name: str) -> None:
    person = newcomer()
    with pytest.raises(BadInput, match="小写字母"):
        opened(person, username=name)
    assert not Account.objects.filter(person=person).exists()


def test_a_name_is_given_once() -> None:
    before = Account.objects.count()
    with pytest.raises(BadInput, match="别人在用") as refused:
        opened(newcomer(), username="chenhaining")
    assert refused.value.field == "username" and Account.objects.count() == before


def test_one_account_a_person_and_none_without_a_post() -> None:
    opened(person := newcomer())
    with pytest.raises(HasAccount, match="已经有账号“newcomer”"):
        opened(person, username="second")
    who = People(82, area=82).person(sex="male", born_on=dt.date(1990, 5, 6))
    nobody = register_person(actor=SYSTEM, on=DAY, name=who.name, number=who.number)
    with pytest.raises(Refusal, match="请先任命"):
        opened(nobody, username="third")
    with pytest.raises(NotFound):
        opened(nobody, person_id=999_999, username="third")
    assert Account.objects.filter(person__in=[person, nobody]).count() == 1


@pytest.mark.parametrize(("post", "place"), [("handler", BEIAO), ("leader_in_charge", BEIAO), ("bureau_officer", "")])
def test_only_the_steward_keeps_accounts(post: str, place: str) -> None:
    who, person = holder(post, place), newcomer()
    with pytest.raises(NotYourDuty):
        opened(person, actor=who)
    other = holder("social_affairs_head").account_id or 0
    for verb in (lock_account, unlock_account):
        with pytest.raises(NotYourDuty):
            verb(actor=who, on=DAY, account_id=other, reason="试试")
    with pytest.raises(NotYourDuty):
        opened(person, actor=SYSTEM)
    assert not Account.objects.filter(person=person).exists()


def test_locked_nobody_is_in_and_unlocked_the_password_is_the_old_one() -> None:
    steward, handler = holder("steward", ""), holder("handler")
    key, post = handler.account_id or 0, handler.appointment_id or 0
    lock_account(actor=steward, on=DAY, account_id=key, reason="电脑被盗")
    row = Account.objects.get(pk=key)
    assert (row.active, row.lock_reason, row.epoch) == (False, "电脑被盗", 1)
    assert state(key, post, 0) == "post_ended"
    with pytest.raises(Refusal, match="已经停用"):
        lock_account(actor=steward, on=DAY, account_id=key, reason="再停")
    unlock_account(actor=steward, on=DAY, account_id=key, reason="电脑找回")
    row.refresh_from_db()
    assert (row.active, row.lock_reason) == (True, "") and row.password_fits(PASSWORD)
    assert state(key, post, 0) == "password_changed", "a session from before does not wake up"
    assert state(key, post, 1) == ""
    with pytest.raises(Refusal, match="没有停用"):
        unlock_account(actor=steward, on=DAY, account_id=key, reason="再启")
    assert AuditEntry.objects.filter(act__in=["lock_account", "unlock_account"]).count() == 2


@pytest.mark.parametrize("verb", [lock_account, unlock_account])
def test_nobody_keeps_their_own_account_and_a_reason_is_needed(verb: Any) -> None:
    steward = holder("steward", "")
    with pytest.raises(NotYourDuty, match="您自己的账号"):
        verb(actor=steward, on=DAY, account_id=steward.account_id, reason="试试")
    other = holder("handler").account_id
    if verb is unlock_account:
        lock_account(actor=steward, on=DAY, account_id=other or 0, reason="试试")
    with pytest.raises(BadInput, match="原因"):
        verb(actor=steward, on=DAY, account_id=other, reason="  ")
    with pytest.raises(NotFound):
        verb(actor=steward, on=DAY, account_id=999_999, reason="试试")


def test_ones_own_password_takes_the_place_of_the_first_one() -> None:
    row = opened(newcomer())
    assert state(row.pk, as_(row).appointment_id or 0, 0) == "must_change"
    change_password(actor=as_(row), on=DAY, new=OWN, again=OWN)
    row.refresh_from_db()
    assert (row.must_change, row.set_by_id, row.epoch) == (False, row.person_id, 1)
    assert row.password_fits(OWN) and not row.password_fits(FIRST)
    assert OWN not in AuditEntry.objects.get(act="change_password").entry


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("short-1", "太短"),
        ("20261102202611", "只有数字"),
        ("onlylettersherewithout", "没有数字"),
        ("aaaaaaa111111", "重复的字符太多"),
        ("newcomer-2026!", "含账号名"),
        ("my19900506birth", "出生日期"),
        ("password123", "太常见"),
        (FIRST, "和现在的密码一样"),
    ],
)
def test_a_password_that_others_guess_is_refused(new: str, says: str) -> None:
    row = opened(newcomer())
    with pytest.raises(BadInput, match=says) as refused:
        change_password(actor=as_(row), on=DAY, new=new, again=new)
    assert refused.value.field == "new"
    row.refresh_from_db()
    assert row.must_change and row.password_fits(FIRST)


def test_two_different_new_passwords_are_refused() -> None:
    with pytest.raises(BadInput, match="不一样"):
        change_password(actor=holder("handler"), on=DAY, new=OWN, again=OWN + "x")


def test_a_first_password_is_long_and_never_twice_the_same() -> None:
    found = {passwords.first_password() for _ in range(200)}
    assert len(found) == 200 and {len(p) for p in found} == {19}
    assert not set("".join(found)) & set("lo01i")


def in_post(post: str, seed: int = 85, key: str = f"{BEIAO}.leadership") -> Person:
    """Somebody new in a post of this office, without an account."""
    who = People(seed, area=seed).person(sex="male", born_on=dt.date(1985, 5, 6))
    person = register_person(actor=SYSTEM, on=DAY, name=who.name, number=who.number)
    given = {"office": Office.objects.get(key=key), "post": post, "effective_from": DAY}
    appoint(actor=holder("steward", ""), on=DAY, person=person, **given)
    return person


def test_nobody_is_invented_by_one_steward_in_a_post_that_lets_through() -> None:
    """Opened first or appointed first: another of the bureau releases the first password, or the post is refused."""
    leader = in_post("leader_in_charge")
    row = opened(leader)
    assert (row.must_change, row.set_on, row.opened_by_id) == (True, None, holder("steward", "").person_id)
    assert not row.password_fits(FIRST)
    waiting = PasswordReset.objects.get(account=row)
    assert (waiting.state, waiting.reason) == ("waiting", "新开账号：分管领导")
    with pytest.raises(NotYourDuty, match="您提出的"):
        release_password_reset(actor=holder("steward", ""), on=DAY, reset_id=waiting.pk, first_password=FIRST)
    release_password_reset(actor=holder("bureau_officer", ""), on=DAY, reset_id=waiting.pk, first_password=FIRST)
    row.refresh_from_db()
    assert row.password_fits(FIRST) and row.must_change

    person = newcomer(seed=86)
    account = opened(person, username="second")
    assert account.password_fits(FIRST), "a handler's: it lets nothing through"
    office = {"office": Office.objects.get(key=f"{BEIAO}.finance"), "post": "finance_releaser", "effective_from": DAY}
    with pytest.raises(Refusal, match=r"“second”是一个人开的.*提出重设密码"):
        appoint(actor=holder("steward", ""), on=DAY, person=person, **office)
    given = {"actor": holder("steward", ""), "on": DAY, "account_id": account.pk, "reason": "改任复核"}
    again = propose_password_reset(**given)
    release_password_reset(actor=holder("bureau_officer", ""), on=DAY, reset_id=again.pk, first_password=FIRST)
    assert appoint(actor=holder("steward", ""), on=DAY, person=person, **office).post == "finance_releaser"


def test_alone_in_the_bureau_the_first_steward_opens_the_second_account_there_and_no_townships() -> None:
    leader, officer = in_post("leader_in_charge", 87), in_post("bureau_officer", 88, "bureau")
    Account.objects.filter(person_id=holder("bureau_officer", "").person_id).update(active=False)
    with pytest.raises(Refusal, match="没有第二个人有账号"):
        opened(leader)
    assert opened(officer, username="second").password_fits(FIRST)
    assert not opened(leader, username="third").password_fits(FIRST), "now there is somebody who can release it"
