"""Time without holes: on every day each figure of the determination has exactly one value, and each day has an answer;
on both sides of every day on which a figure changes stands a situation."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from jiuzhu.law.assess import assess
from jiuzhu.law.figures import NoValueOnDay, change_days, figure_names, reading
from jiuzhu.law.rules.parameters import DERIVED, FIGURES, figures_for
from jiuzhu.law.situation import Income, Member, Situation
from jiuzhu.law.situation_file import read_situation

FIRST, LAST = date(2021, 1, 1), date(2027, 12, 31)
NAMES = sorted({*FIGURES, *(name for names in DERIVED.values() for name in names)})
SITUATIONS = [read_situation(path) for path in sorted((Path(__file__).parent / "situations").glob("*.yaml"))]
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
CHANGES = sorted({day for name in NAMES for day in change_days(name) if day > FIRST})


def test_every_figure_has_one_value_on_every_day():
    assert set(NAMES) <= set(figure_names())
    for name in NAMES:
        starts = change_days(name)
        assert starts[0] <= FIRST
        assert max(Counter(starts).values()) == 1
        for day in DAYS[::7] + CHANGES:
            assert reading(name, day, "330305001").effective_from == max(start for start in starts if start <= day)


@pytest.mark.parametrize("township", ["330305001", "330305002"])
def test_every_day_has_an_answer_and_only_changes_on_change_days(township):
    """One household, each day: the answer may differ from yesterday's only where a figure changed."""
    member = Member("a", "self", date(1900, 5, 1))
    household = Situation(township, (member,), income=(Income("a", "wages", 170_000),))
    yesterday = None
    for day in DAYS:
        found = assess(household, day, township).programmes
        answer = [(name, one.eligible, one.line_fen, one.per_capita_fen) for name, one in found.items()]
        assert found["dibao"].why
        assert found["dibian"].why
        if yesterday is not None and answer != yesterday:
            assert day in CHANGES
        yesterday = answer


def test_before_the_first_day_nothing_is_guessed():
    with pytest.raises(NoValueOnDay):
        figures_for(FIRST - timedelta(days=1), "330305001")


def test_a_situation_stands_on_each_side_of_every_change():
    asked = {situation.as_of for situation in SITUATIONS}
    known = [date(2021, 8, 1), date(2021, 10, 1), date(2024, 1, 1), date(2026, 1, 1), date(2026, 7, 1)]
    assert known == CHANGES
    for day in CHANGES:
        assert day in asked
        assert day - timedelta(days=1) in asked


def test_the_hardship_answer_is_absent_while_its_standard_is_unknown():
    household = Situation("330305001", (Member("a", "self", date(1970, 5, 1)),))
    before = assess(household, date(2021, 9, 30), "330305001").programmes
    after = assess(household, date(2021, 10, 1), "330305001").programmes
    assert "disability_hardship" not in before
    assert "disability_hardship" in after


def test_the_ground_of_a_rule_moves_with_the_law():
    """From 2026-07-01 the 社会救助法 is cited before the older rules."""
    household = Situation("330305001", (Member("a", "self", date(1950, 5, 1)),))
    for day, first in ((date(2026, 6, 30), "649.9"), (date(2026, 7, 1), "ssf.18")):
        lines = assess(household, day, "330305001").programmes["dibao"].lines
        assert next(line for line in lines if line.key == "dibao_line").clause[0] == first
