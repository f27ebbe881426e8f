"""Verbs of accounts: the steward makes, locks and unlocks one; everybody changes their own password.

A steward never learns a password that lasts: what a steward set can only be exchanged for one's own at the first
sign-in, and the page says who set it and when. Passwords are hashed here and stand in no audit line.
"""

import datetime as dt
import re

from django.contrib.auth.hashers import make_password

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.ground.rows import locked, refused_by
from jiuzhu.offices import duties, passwords, queries
from jiuzhu.offices.models import Account, Appointment, PasswordReset
from jiuzhu.offices.posts import LETS_THROUGH, label
from jiuzhu.persons.models import Person

CLAUSE = "pipl.51"
USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,29}")


class HasAccount(Refusal):
    """One account a person: more of them would be the same pair of hands under several names."""


@act("open_account")
def open_account(*, actor: Actor, on: dt.date, person_id: int, username: str, first_password: str) -> Account:
    """An account for somebody who holds a post or will; the first password must be changed at the first sign-in.

    For a post that decides, releases or lets through, it has no password yet: another person of the bureau releases
    one, as for a reset, so that nobody is invented by one steward alone (decision 0016).
    """
    duties.may_keep_accounts(actor).or_refuse()
    person = locked(Person.objects.all(), person_id, "没有这个人。请从“机构和岗位”里选。")
    if person.joined_to_id is not None:
        raise Refusal("这份记录已并入另一份，不能开账号。请用保留的那份记录。")
    posts = queries.posts_from(person.pk, on)
    if not posts:
        raise Refusal(f"{person.name}现在没有岗位，以后也没有。请先任命，再开账号。")
    if (there := queries.account_of_person(person.pk)) is not None:
        raise HasAccount(f"{person.name}已经有账号“{there.username}”。停用了的请启用，忘了密码的请重设。")
    waits = _needs_another(actor, on, person, posts)
    row = new_account(actor, on, person, username, None if waits else first_password)
    if waits:
        PasswordReset.objects.create(
            account=row,
            person=person,
            epoch=row.epoch,
            reason=f"新开账号：{'、'.join(sorted({label(post.post) for post in posts}))}",
            proposed_on=on,
            proposed_by_id=actor.person_id,
        )
    _note(actor, on, row, "open_account")
    return row


def _needs_another(actor: Actor, on: dt.date, person: Person, posts: list[Appointment]) -> bool:
    """Whether another releases the first password. Alone in the bureau, the first steward makes the second one."""
    if not any(post.post in LETS_THROUGH for post in posts):
        return False
    if queries.releasers(on, {actor.person_id, person.pk}):
        return True
    if all(not post.office.township for post in posts):
        return False
    raise Refusal(
        f"{person.name}的岗位能审批或放行，账号要由另一个人放行，现在区民政局没有第二个人有账号。"
        "请先任命另一名管理员或救助科的人，给他开账号。"
    )


def new_account(actor: Actor, on: dt.date, person: Person, username: str, first_password: str | None) -> Account:
    """The row, its password to be changed, or none yet; part of acts, which asked their duty and leave their line."""
    name = username.strip().lower()
    if not USERNAME.fullmatch(name):
        raise BadInput("账号名用 3 到 30 个小写字母、数字、点、横线，字母开头，例如 chenhaining", field="username")
    row = Account(person=person, username=name, opened_by_id=actor.person_id)
    if first_password is None:
        row.password, row.must_change = make_password(None), True
    else:
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
