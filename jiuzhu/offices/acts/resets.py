"""Verbs of a forgotten password: a steward proposes a new one, another of the bureau releases it or takes it back.

Whoever could set a password alone could sign in as somebody until it is noticed, and be a second hand on a case
(decision 0014). The database takes a password that isn't the owner's own only beside a released reset.
"""

import datetime as dt

from jiuzhu.ground import audit, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import Refusal
from jiuzhu.ground.rows import locked, refused_by
from jiuzhu.offices import duties, queries
from jiuzhu.offices.acts.accounts import CLAUSE, give_password, in_words, locked_account
from jiuzhu.offices.models import Account, PasswordReset


@act("propose_password_reset")
def propose_password_reset(*, actor: Actor, on: dt.date, account_id: int, reason: str) -> PasswordReset:
    """The owner came and can't sign in; nothing changes before another person has released it."""
    duties.may_keep_accounts(actor).or_refuse()
    account = locked_account(actor, account_id)
    if not account.active:
        raise Refusal("这个账号停用着。请先启用，再提出重设密码。")
    why = in_words(reason)
    with refused_by(reset_one_waiting=Refusal("这个账号的重设已经有人提出，正等另一个人放行。要改，请先撤回那一项。")):
        row = PasswordReset.objects.create(
            account=account,
            person_id=account.person_id,
            epoch=account.epoch,
            reason=why,
            proposed_on=on,
            proposed_by_id=actor.person_id,
        )
    _note(actor, on, row, "propose_password_reset", why)
    return row


@act("release_password_reset")
def release_password_reset(*, actor: Actor, on: dt.date, reset_id: int, first_password: str) -> PasswordReset:
    """A new first password, shown to the releaser once; every session ended, the lock after wrong tries taken off."""
    row = _lock(reset_id)
    duties.may_release_reset(actor, row).or_refuse()
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=row.account_id)
    if not account.active or account.epoch != row.epoch:
        raise Refusal("提出以后，这个账号改过密码或停用过。请撤回这一项；还需要重设的，请管理员重新提出。")
    row.save(update_fields=row.close("released", on=on, by_id=actor.person_id))
    give_password(account, actor, on, first_password)
    account.epoch += 1
    account.save(update_fields=["password", "must_change", "set_on", "set_by", "epoch"])
    queries.tries_of(crypto.keyed_hash(account.username)).delete()
    row.account = account
    _note(actor, on, row, "release_password_reset")
    return row


@act("withdraw_password_reset")
def withdraw_password_reset(*, actor: Actor, on: dt.date, reset_id: int, why: str) -> PasswordReset:
    """Not needed, or not asked for by the owner; it stays on record."""
    row = _lock(reset_id)
    duties.may_withdraw_reset(actor, row).or_refuse()
    row.why = in_words(why)
    row.save(update_fields=[*row.close("withdrawn", on=on, by_id=actor.person_id), "why"])
    _note(actor, on, row, "withdraw_password_reset", row.why)
    return row


def _lock(reset_id: int) -> PasswordReset:
    return locked(PasswordReset.objects.all(), reset_id, "没有这项重设。请刷新页面看最新情况。")


def _note(actor: Actor, on: dt.date, row: PasswordReset, verb: str, reason: str = "") -> None:
    audit.record(
        actor=actor,
        act=verb,
        on=on,
        subject=row,
        clause=CLAUSE,
        new={"account": row.account_id, "person": row.person_id, "state": row.state},
        reason=reason,
    )
