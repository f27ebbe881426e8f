from datetime import date

import pytest

from jiuzhu.plain.spans import EmptySpan, Span, gaps, overlaps

JANUARY = Span(date(2021, 1, 1), date(2021, 2, 1))
FEBRUARY = Span(date(2021, 2, 1), date(2021, 3, 1))
FROM_MARCH = Span(date(2021, 3, 1))


def test_the_first_day_belongs_to_a_span_and_the_end_does_not():
    assert date(2021, 1, 1) in JANUARY
    assert date(2021, 1, 31) in JANUARY
    assert date(2021, 2, 1) not in JANUARY
    assert date(2999, 1, 1) in FROM_MARCH
    assert JANUARY.days() == 31


def test_a_span_without_a_day_is_refused():
    with pytest.raises(EmptySpan, match="晚于"):
        Span(date(2021, 1, 1), date(2021, 1, 1))


def test_neighbours_do_not_overlap():
    assert not JANUARY.overlaps(FEBRUARY)
    assert JANUARY.intersection(FEBRUARY) is None
    assert overlaps([JANUARY, FEBRUARY, FROM_MARCH]) == ()


def test_the_shared_days_of_two_spans():
    middle = Span(date(2021, 1, 20), date(2021, 2, 10))
    assert JANUARY.intersection(middle) == Span(date(2021, 1, 20), date(2021, 2, 1))
    assert FROM_MARCH.intersection(Span(date(2020, 1, 1))) == FROM_MARCH
    assert overlaps([FEBRUARY, middle]) == ((middle, FEBRUARY),)


def test_gaps_are_named_by_their_days():
    whole = Span(date(2020, 12, 1))
    assert gaps([JANUARY, FROM_MARCH], whole) == (Span(date(2020, 12, 1), date(2021, 1, 1)), FEBRUARY)
    assert gaps([FEBRUARY, JANUARY, FROM_MARCH], JANUARY) == ()
    assert gaps([JANUARY], whole)[-1] == Span(date(2021, 2, 1))
