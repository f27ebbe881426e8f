import pytest

from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_figures_in_code import find_breaches

WRITTEN = {
    'if township == "灵昆街道":\n    pass\n': "names a place",
    'CODE = "330305001"\n': "names a place",
    "LIMIT = 5000_00\n": "an amount of law",
    "LINE_FEN = 162750\n": "an amount of law",
    "due = on + timedelta(days=20)\n": "counts 20 days",
    "due = on + timedelta(days=CYCLE); CYCLE = 20\n": "counts 20 days",
    "due = add_working_days(on, 3)\n": "counts 3 days",
}


def test_no_place_amount_or_number_of_days_in_code():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


@pytest.mark.parametrize(("code", "what"), WRITTEN.items())
def test_a_figure_in_code_is_named(tmp_path, code, what):
    breaches = find_breaches(plant(tmp_path, **{"jiuzhu/cases/acts.py": code}))
    assert names(breaches, "jiuzhu/cases/acts.py:1", what), breaches


def test_the_demo_docstrings_and_the_next_day_are_fine(tmp_path):
    fine = {
        "jiuzhu/commands/demo_people.py": 'TOWNSHIP = "330305001"\n',
        "jiuzhu/cases/acts.py": '"""灵昆 pays for itself."""\nnext_day = on + timedelta(days=1)\n',
    }
    assert find_breaches(plant(tmp_path, **fine)) == []
