"""Verbs of accounts: the steward makes, locks and unlocks one; everybody changes their own password.

A steward never learns a password that lasts: what a steward set can only be exchanged for one's own at the first
sign-in, and the page says who set it and when. Passwords are hashed here and stand in no audit line.
"""

import datetime as dt
import re

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.ground.rows import locked, refused_by
from jiuzhu.offices import duties, passwords, queries
from jiuzhu.offices.models import Account
from jiuzhu.persons.models import Person

CLAUSE = "pipl.51"
USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,29}")


class HasAccount(Refusal):
    """One account a person: more of them would be the same pair of hands under several names."""


@act("open_account")
def open_account(*, actor: Actor, on: dt.date, person_id: int, username: str, first_password: str) -> Account:
    """An account for somebody who holds a post or will; the first password must be changed at the first sign-in."""
    duties.may_keep_accounts(actor).or_refuse()
    person = locked(Person.objects.all(), person_id, "没有这个人。请从“机构和岗位”里选。")
    if person.joined_to_id is not None:
        raise Refusal("这份记录已并入另一份，不能开账号。请用保留的那份记录。")
    if not queries.posts_from(person.pk, on):
        raise Refusal(f"{person.name}现在没有岗位，以后也没有。请先任命，再开账号。")
    if (there := queries.account_of_person(person.pk)) is not None:
        raise HasAccount(f"{person.name}已经有账号“{there.username}”。停用了的请启用，忘了密码的请重设。")
    row = new_account(actor, on, person, username, first_password)
    _note(actor, on, row, "open_account")
    return row


def new_account(actor: Actor, on: dt.date, person: Person, username: str, first_password: str) -> Account:
    """The row, with a password that must be changed; part of acts, which have asked their duty and leave their line."""
    name = username.strip().lower()
    if not USERNAME.fullmatch(name):
        raise BadInput("账号名用 3 到 30 个小写字母、数字、点、横线，字母开头，例如 chenhaining", field="username")
    row = Account(person=person, username=name)
    give_password(row, actor, on, first_password)
    with refused_by(username=BadInput("这个账号名别人在用，请换一个，例如后面加数字", field="username")):
        row.save()
    return row


@act("lock_account")
def lock_account(*, actor: Actor, on: dt.date, account_id: int, reason: str) -> Account:
    """Nobody signs in with it any more, and who is signed in is out at once; the posts stay as they are."""
    row = locked_account(actor, account_id)
    if not row.active:
        raise Refusal("这个账号已经停用，不用再办。")
    row.active, row.lock_reason = False, in_words(reason)
    row.epoch += 1
    row.save(update_fields=["active", "lock_reason", "epoch"])
    _note(actor, on, row, "lock_account", row.lock_reason)
    return row


@act("close_accounts_of_record")
def close_accounts_of_record(*, actor: Actor, on: dt.date, person_id: int) -> list[Account]:
    """Two records are one human being: nobody signs in as the one that was given up. Part of joining them."""
    rows = list(Account.objects.select_for_update(of=("self",)).select_related("person").filter(person_id=person_id))
    for row in rows:
        row.active, row.lock_reason = False, "这份记录已并入另一份"
        row.epoch += 1
        row.save(update_fields=["active", "lock_reason", "epoch"])
    audit.record(
        actor=actor,
        act="close_accounts_of_record",
        on=on,
        subject=Person.objects.get(pk=person_id),
        clause=CLAUSE,
        new={"accounts": [row.pk for row in rows]},
    )
    return rows


@act("unlock_account")
def unlock_account(*, actor: Actor, on: dt.date, account_id: int, reason: str) -> Account:
    """The account works again, with the password it had."""
    row = locked_account(actor, account_id)
    if row.active:
        raise Refusal("这个账号没有停用，不用再办。")
    if row.person.joined_to_id is not None:
        raise Refusal("这份记录已并入另一份，账号不能再启用。请用保留的那份记录开账号。")
    row.active, row.lock_reason, why = True, "", in_words(reason)
    row.save(update_fields=["active", "lock_reason"])
    _note(actor, on, row, "unlock_account", why)
    return row


@act("change_password")
def change_password(*, actor: Actor, on: dt.date, new: str, again: str) -> Account:
    """One's own new password; the page has asked for the old one. All other sessions of the account end."""
    duties.may_change_password(actor).or_refuse()
    row = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=actor.account_id)
    if new != again:
        raise BadInput("两次输的新密码不一样，请再输一次", field="again")
    passwords.check(row, new, field="new")
    first = row.must_change
    row.set_password(new)
    row.must_change, row.set_on, row.set_by_id = False, on, row.person_id
    row.epoch += 1
    row.save(update_fields=["password", "must_change", "set_on", "set_by", "epoch"])
    audit.record(
        actor=actor,
        act="change_password",
        on=on,
        subject=row,
        clause=CLAUSE,
        township=actor.township,
        old={"must_change": first},
        new={"must_change": False},
    )
    return row


def give_password(row: Account, actor: Actor, on: dt.date, first_password: str) -> None:
    """A first password, good only to be changed; who set it and when stands beside it."""
    row.set_password(first_password)
    row.must_change, row.set_on, row.set_by_id = True, on, actor.person_id


def locked_account(actor: Actor, account_id: int) -> Account:
    """The account's row under lock, for a steward whose own it isn't."""
    duties.may_keep_accounts(actor).or_refuse()
    row = locked(Account.objects.select_related("person"), account_id, "没有这个账号。请刷新页面看最新情况。")
    duties.may_keep_account(actor, row).or_refuse()
    return row


def in_words(text: str) -> str:
    """The reason, which may not be empty."""
    if not text.strip():
        raise BadInput("请写明原因", field="reason")
    return text.strip()


def _note(actor: Actor, on: dt.date, row: Account, verb: str, reason: str = "") -> None:
    audit.record(
        actor=actor,
        act=verb,
        on=on,
        subject=row,
        clause=CLAUSE,
        new={"active": row.active, "must_change": row.must_change, "person": row.person_id},
        personal={"username": row.username},
        reason=reason,
    )
