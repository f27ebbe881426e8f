"""冲回: an entry never changes; its mirror points at it, once (L7)."""

import datetime as dt
import json

import pytest

from jiuzhu.funds.acts import AlreadyReversed, book_entry, reverse_entry
from jiuzhu.funds.models import Entry, Posting
from jiuzhu.funds.queries import balance
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import AuditEntry
from tests.district import BEIAO

DAY = dt.date(2026, 11, 6)


def allocated() -> Entry:
    """A pre-allocation booked with one nought too many."""
    return book_entry(
        actor=SYSTEM, on=DAY, key="allocation:x", kind="allocation", township=BEIAO, memo="第四季度预拨",
        postings=[("cash", 900_000), ("source", -900_000)], clause="n8.1",
    )  # fmt: skip


def test_a_reversal_points_at_the_original_and_takes_its_money_back() -> None:
    before = balance(BEIAO, "cash")
    wrong = allocated()
    row = reverse_entry(actor=SYSTEM, on=DAY, key=wrong.key, reason="金额多写一个零")
    assert (row.reverses_id, row.kind, row.memo) == (wrong.pk, "reversal", "冲回：第四季度预拨")
    assert balance(BEIAO, "cash") == before
    assert Posting.objects.filter(entry=wrong, fen=900_000).exists(), "原分录不变"
    line = json.loads(AuditEntry.objects.get(act="reverse_entry").entry)
    assert line["new"] == {"key": "reverse:allocation:x", "reverses": "allocation:x"}


def test_an_entry_is_reversed_once_and_a_reversal_never() -> None:
    wrong = allocated()
    row = reverse_entry(actor=SYSTEM, on=DAY, key=wrong.key, reason="金额多写一个零")
    for key in (wrong.key, row.key):
        with pytest.raises(AlreadyReversed, match="已经冲回过"):
            reverse_entry(actor=SYSTEM, on=DAY, key=key, reason="再冲一次")
    assert Entry.objects.filter(kind="reversal").count() == 1
