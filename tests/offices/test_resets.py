"""A forgotten password: proposed by a steward, released by another person of the bureau, never by its owner."""

import pytest

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.ground import crypto
from jiuzhu.ground.actor import SYSTEM, Actor
from jiuzhu.ground.models import AuditEntry, SignInTry
from jiuzhu.ground.refusals import BadInput, NotFound, NotYourDuty, Refusal
from jiuzhu.offices.acts import (
    appoint,
    change_password,
    lock_account,
    note_failed_try,
    propose_password_reset,
    release_password_reset,
    unlock_account,
    withdraw_password_reset,
)
from jiuzhu.offices.models import Account, Office, PasswordReset
from jiuzhu.offices.queries import releasers
from jiuzhu.offices.seats import actor_of
from jiuzhu.persons.models import Person
from tests.district import DAY, build, holder

pytestmark = pytest.mark.django_db
FIRST, OWN = "abcd-efgh-jk23-mn45", "haibian-2026-xiaolu"
WHY = "本人忘记密码，当面来办"


@pytest.fixture
def district() -> None:
    """Every post filled."""
    build()


def proposed_reset(username: str = "chenhaining") -> PasswordReset:
    """By the steward."""
    account = Account.objects.get(username=username)
    return propose_password_reset(actor=holder("steward", ""), on=DAY, account_id=account.pk, reason=WHY)


def also(actor: Actor, post: str) -> Actor:
    """The same person in a further post of the bureau."""
    row = appoint(
        actor=SYSTEM,
        on=DAY,
        person=Person.objects.get(pk=actor.person_id),
        office=Office.objects.get(key="bureau"),
        post=post,
        effective_from=DAY,
    )
    return actor_of(Account.objects.get(pk=actor.account_id), row)


def test_two_people_set_a_password_anew_and_nothing_changes_before(district: None) -> None:
    for _ in range(5):
        note_failed_try("chenhaining", "10.0.0.1")
    row = proposed_reset()
    account = Account.objects.get(username="chenhaining")
    assert (row.state, row.epoch, row.person_id) == ("waiting", 0, account.person_id)
    assert account.password_fits(PASSWORD) and not account.must_change
    with pytest.raises(Refusal, match="正等另一个人放行"):
        proposed_reset()
    officer = holder("bureau_officer", "")
    release_password_reset(actor=officer, on=DAY, reset_id=row.pk, first_password=FIRST)
    account.refresh_from_db(), row.refresh_from_db()
    assert (row.state, row.closed_by_id, row.closed_on) == ("released", officer.person_id, DAY)
    assert (account.must_change, account.epoch, account.set_by_id) == (True, 1, officer.person_id)
    assert account.password_fits(FIRST) and not account.password_fits(PASSWORD)
    assert not SignInTry.objects.filter(account_key=crypto.keyed_hash("chenhaining")).exists()
    lines = AuditEntry.objects.filter(act__endswith="password_reset")
    assert lines.count() == 2 and not any(FIRST in line.entry or WHY in line.entry for line in lines)
    for verb in (release_password_reset, withdraw_password_reset):
        more = {"first_password": FIRST} if verb is release_password_reset else {"why": "试试"}
        with pytest.raises(NotYourDuty, match="已经放行或撤回"):
            verb(actor=officer, on=DAY, reset_id=row.pk, **more)
        with pytest.raises(NotFound):
            verb(actor=officer, on=DAY, reset_id=999_999, **more)


def test_neither_the_proposer_nor_the_owner_releases_whatever_post_they_sit_in(district: None) -> None:
    steward, handler = holder("steward", ""), holder("handler")
    row = proposed_reset()
    refused = (
        (steward, "是您提出的"),
        (also(steward, "bureau_officer"), "是您提出的"),
        (also(handler, "steward"), "您自己的账号"),
        (holder("leader_in_charge"), "由另一名管理员或救助科放行"),
        (SYSTEM, "由另一名管理员或救助科放行"),
    )
    for who, sentence in refused:
        with pytest.raises(NotYourDuty, match=sentence):
            release_password_reset(actor=who, on=DAY, reset_id=row.pk, first_password=FIRST)
    assert Account.objects.get(username="chenhaining").password_fits(PASSWORD)
    names = {row.person_id for row in releasers(DAY, {steward.person_id, handler.person_id})}
    assert names == {holder("bureau_officer", "").person_id}


def test_who_may_propose_and_for_which_account(district: None) -> None:
    steward, handler = holder("steward", ""), holder("handler")
    given = {"on": DAY, "account_id": handler.account_id, "reason": WHY}
    for who in (holder("bureau_officer", ""), holder("social_affairs_head"), SYSTEM):
        with pytest.raises(NotYourDuty):
            propose_password_reset(actor=who, **given)
    with pytest.raises(NotYourDuty, match="您自己的账号"):
        propose_password_reset(actor=steward, **(given | {"account_id": steward.account_id}))
    with pytest.raises(BadInput, match="原因"):
        propose_password_reset(actor=steward, **(given | {"reason": "  "}))
    with pytest.raises(NotFound):
        propose_password_reset(actor=steward, **(given | {"account_id": 999_999}))
    lock_account(actor=steward, on=DAY, account_id=handler.account_id or 0, reason="电脑被盗")
    with pytest.raises(Refusal, match="先启用"):
        propose_password_reset(actor=steward, **given)
    assert not PasswordReset.objects.exists()


def test_what_happened_to_the_account_since_makes_it_stale(district: None) -> None:
    steward, officer, handler = holder("steward", ""), holder("bureau_officer", ""), holder("handler")
    key = handler.account_id or 0
    row = proposed_reset()
    change_password(actor=handler, on=DAY, new=OWN, again=OWN)
    with pytest.raises(Refusal, match="改过密码或停用过"):
        release_password_reset(actor=officer, on=DAY, reset_id=row.pk, first_password=FIRST)
    withdraw_password_reset(actor=steward, on=DAY, reset_id=row.pk, why="本人想起来了")
    row = proposed_reset()
    lock_account(actor=steward, on=DAY, account_id=key, reason="电脑被盗")
    unlock_account(actor=steward, on=DAY, account_id=key, reason="电脑找回")
    with pytest.raises(Refusal, match="改过密码或停用过"):
        release_password_reset(actor=officer, on=DAY, reset_id=row.pk, first_password=FIRST)
    with pytest.raises(BadInput, match="原因"):
        withdraw_password_reset(actor=officer, on=DAY, reset_id=row.pk, why=" ")
    assert Account.objects.get(pk=key).password_fits(OWN)
