"""A quota counts in the database, forgets what is over, and keeps no address."""

import datetime as dt

import pytest
from django.db import transaction

from jiuzhu.ground import quotas
from jiuzhu.ground.models import QuotaUse

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 29, 8, 0, tzinfo=dt.UTC)


def take(key: str = "192.0.2.7", after: int = 0, purpose: str = "board.address") -> None:
    """One use, so many seconds after the first moment; three an hour are allowed."""
    at = NOW + dt.timedelta(seconds=after)
    quotas.take(purpose=purpose, key=key, most=3, seconds=3600, at=at, sentence="请明天再来")


def test_the_fourth_is_refused_and_others_are_not_meant() -> None:
    for _ in range(3):
        take()
    with pytest.raises(quotas.TooOften, match="请明天再来") as told:
        take(after=3599)
    assert told.value.status == 429
    take("192.0.2.8")
    take(purpose="board.notice")
    assert QuotaUse.objects.filter(purpose="board.address").count() == 4


def test_what_no_longer_counts_is_gone() -> None:
    for _ in range(3):
        take()
    take(after=3600)
    assert QuotaUse.objects.count() == 1


def test_no_address_is_kept_and_what_failed_uses_nothing_up() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        take()
        raise RuntimeError
    assert not QuotaUse.objects.exists()
    take()
    assert "192.0.2.7" not in QuotaUse.objects.get().key
