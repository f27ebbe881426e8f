"""What begins with given letters, found by the index behind row security."""

import pytest
from django.db import connection

from jiuzhu.cases.models import Case
from tests.desks.casework.cases import received
from tests.district import build

pytestmark = pytest.mark.django_db


def test_begins_finds_what_begins_so_and_nothing_else() -> None:
    build()
    number = received(1).number
    head, tail = number[:-1], number[1:]
    for asked, found in ((number, True), (head, True), ("", True), (tail, False), (f"{number}0", False)):
        assert Case.objects.filter(number__begins=asked).exists() is found, asked
    assert not Case.objects.filter(number__begins=head.lower()).exists(), "字母大小写要一致"


def test_the_database_may_use_an_index_for_it() -> None:
    """Leakproof comparisons come before row security; LIKE would not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname IN ('text_pattern_ge', 'text_pattern_lt', 'textlike')"
                       " AND proleakproof ORDER BY 1")  # fmt: skip
        assert [name for (name,) in cursor.fetchall()] == ["text_pattern_ge", "text_pattern_lt"]
