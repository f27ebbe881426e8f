"""Verbs: sign in, move the demo's day."""

import datetime as dt

from django.db import connection

from jiuzhu.ground import audit, clock, crypto, jobs
from jiuzhu.ground.actor import SYSTEM, Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.models import DemoDay
from jiuzhu.ground.refusals import BadInput
from jiuzhu.offices import duties, queries
from jiuzhu.offices.models import Account, Appointment


class SignInRefused(BadInput):
    """Wrong name, wrong password, locked or without a post: one sentence for all, so that no name can be probed."""


SENTENCE = "账号或密码不对，或者暂时不能登录。请检查后再试；连续错 5 次要等 15 分钟，急用请找本单位管理员。"


@act("sign_in")
def sign_in(*, actor: Actor, on: dt.date, username: str, password: str, address: str) -> Appointment:
    """The post to start in. Failed tries are counted by the caller outside this transaction (see `note_failed_try`)."""
    account_key, address_key = crypto.keyed_hash(username.strip().lower()), crypto.keyed_hash(address)
    if queries.sign_in_locked(account_key, address_key, clock.real_now()):
        raise SignInRefused(SENTENCE)
    account = Account.objects.filter(username=username.strip().lower(), active=True).select_related("person").first()
    # The hash is computed for an unknown name too: the answer takes as long either way.
    fits = (account or Account(password=queries.DUMMY_HASH)).password_fits(password)
    # Posts are asked only after the right password: a wrong one costs no question more than an unknown name.
    posts = queries.current_posts(account.person_id, on) if account and fits else []
    if account is None or not posts:
        raise SignInRefused(SENTENCE)
    queries.tries_of(account_key).delete()
    audit.record(
        actor=actor,
        act="sign_in",
        on=on,
        subject=account,
        clause="pipl.51",
        new={"person": account.person_id},
        township=posts[0].office.township,
    )
    posts[0].account = account  # type: ignore[attr-defined]
    return posts[0]


@act("sign_in_demo")
def sign_in_demo(*, actor: Actor, on: dt.date, account_id: int) -> Appointment:
    """Sign in with a demo account, without a password; the demo alone has such accounts."""
    duties.may_sign_in_demo(actor).or_refuse()
    account = Account.objects.filter(pk=account_id, demo=True, active=True).select_related("person").first()
    posts = queries.current_posts(account.person_id, on) if account else []
    if account is None or not posts:
        raise SignInRefused("这个演示账号今天没有岗位。请换一个账号登录。")
    audit.record(
        actor=actor,
        act="sign_in_demo",
        on=on,
        subject=account,
        clause="demo",
        new={"person": account.person_id},
        township=posts[0].office.township,
    )
    posts[0].account = account  # type: ignore[attr-defined]
    return posts[0]


@act("move_day")
def move_day(*, actor: Actor, on: dt.date, to: dt.date) -> DemoDay:
    """Move the demo's day forward; scheduled work of the days between runs at once in the worker."""
    duties.may_move_day(actor).or_refuse()
    clock.set_day(to)
    row = DemoDay.objects.get(pk=1)
    audit.record(actor=SYSTEM, act="move_day", on=to, subject=row, clause="demo", old={"day": on}, new={"day": to})
    jobs.catch_up()
    return row


def note_failed_try(username: str, address: str) -> None:
    """Count a failed try; runs in its own statement so that the refusal's rollback does not undo it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ground_signintry (account_key, address_key) VALUES (%s, %s)",
            [crypto.keyed_hash(username.strip().lower()), crypto.keyed_hash(address)],
        )
