"""放行: another person, the very total, once; the money leaves the books for the bank."""

import dataclasses
import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from jiuzhu.funds.acts import NotEnoughMoney, book_entry
from jiuzhu.funds.models import Entry
from jiuzhu.funds.queries import balance
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import AuditEntry, OutboxMessage
from jiuzhu.ground.refusals import NotFound, NotYourDuty
from jiuzhu.ground.scope import scoped
from jiuzhu.payments.acts import release_run
from jiuzhu.payments.acts.release import TotalDiffers
from jiuzhu.payments.models import Order, Run
from tests.district import BEIAO, holder
from tests.payments.township import granted, prepared, released

RELEASE_DAY = dt.date(2026, 11, 4)


def test_release_books_the_money_out_and_asks_for_the_bank() -> None:
    granted(1)
    run, before = prepared(), balance(BEIAO, "cash")
    released(run)
    run.refresh_from_db()
    assert (run.state, run.released_by_id, run.released_on) == (
        "released",
        holder("finance_releaser").person_id,
        RELEASE_DAY,
    )
    assert set(Order.objects.filter(run=run).values_list("state", flat=True)) == {"sent"}
    assert (balance(BEIAO, "cash"), balance(BEIAO, "transit")) == (before - run.sum_fen, run.sum_fen)
    message = OutboxMessage.objects.get(channel="bank.file", key=run.number)
    assert message.payload == {"run_id": run.pk}
    assert AuditEntry.objects.filter(act="release_run", on=RELEASE_DAY).count() == 1


def test_who_prepared_never_releases_whatever_the_post() -> None:
    granted(1)
    run = prepared()
    preparer = holder("finance_preparer")
    in_both_posts = dataclasses.replace(holder("finance_releaser"), person_id=preparer.person_id)
    with pytest.raises(NotYourDuty, match="放行须是另一个人"):
        release_run(actor=in_both_posts, on=RELEASE_DAY, run_id=run.pk, typed_fen=run.sum_fen)
    run.refresh_from_db()
    assert (run.state, run.released_by) == ("prepared", None)


def test_the_database_refuses_one_person_in_both_places() -> None:
    granted(1)
    run = prepared()
    with pytest.raises(IntegrityError, match="run_released_by_another"), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(state="released", released_by=run.prepared_by, released_on=RELEASE_DAY)
    with pytest.raises(IntegrityError, match="run_state_needs_release"), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(state="released")
    run.refresh_from_db()
    assert run.state == "prepared"


def test_other_posts_and_other_townships_do_not_release() -> None:
    granted(1)
    run = prepared()
    for actor in (holder("leader_in_charge"), holder("handler"), holder("bureau_officer", "")):
        with pytest.raises(NotYourDuty):
            release_run(actor=actor, on=RELEASE_DAY, run_id=run.pk, typed_fen=run.sum_fen)
    stranger = holder("finance_releaser", "330305002")
    with pytest.raises(NotFound), scoped(stranger):
        release_run(actor=stranger, on=RELEASE_DAY, run_id=run.pk, typed_fen=run.sum_fen)
    run.refresh_from_db()
    assert run.state == "prepared"
    assert not Entry.objects.filter(key=f"release:{run.number}").exists()


@pytest.mark.parametrize("difference", [-1, 1, 100])
def test_another_total_is_refused(difference: int) -> None:
    granted(1)
    run = prepared()
    with pytest.raises(TotalDiffers) as refusal:
        release_run(actor=holder("finance_releaser"), on=RELEASE_DAY, run_id=run.pk, typed_fen=run.sum_fen + difference)
    assert refusal.value.field == "typed"
    assert str(run.sum_fen) not in refusal.value.sentence, "不告诉人应该输入多少"
    run.refresh_from_db()
    assert run.state == "prepared"
    assert balance(BEIAO, "transit") == 0


def test_released_once() -> None:
    granted(1)
    run = prepared()
    released(run)
    with pytest.raises(NotYourDuty, match="已经放行"):
        released(run)
    assert Entry.objects.filter(kind="release").count() == 1
    assert balance(BEIAO, "transit") == run.sum_fen


def test_without_money_nothing_is_released() -> None:
    granted(1)
    run = prepared()
    left = run.sum_fen - 1
    book_entry(
        actor=SYSTEM,
        on=RELEASE_DAY,
        key="test:drain",
        kind="allocation",
        township=BEIAO,
        memo="收回预拨",
        postings=[("source", balance(BEIAO, "cash") - left), ("cash", left - balance(BEIAO, "cash"))],
        clause="n8.1",
    )
    with pytest.raises(NotEnoughMoney, match="追加预拨"):
        released(run)
    run.refresh_from_db()
    assert (run.state, balance(BEIAO, "cash")) == ("prepared", left)
    assert set(Order.objects.filter(run=run).values_list("state", flat=True)) == {"prepared"}
