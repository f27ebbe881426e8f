from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_sizes import find_breaches


def test_nothing_has_grown_a_tail():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_a_long_module_function_and_template_are_named(tmp_path):
    tail = {
        "jiuzhu/cases/models.py": "A = 1\n" * 401,
        "jiuzhu/cases/acts.py": "def receive():\n" + "    a = 1\n" * 60,
        "jiuzhu/desks/intake/templates/intake/form.html": "<p>\n" * 151,
    }
    breaches = find_breaches(plant(tmp_path, **tail))
    assert names(breaches, "jiuzhu/cases/models.py:400", "401 lines")
    assert names(breaches, "jiuzhu/cases/acts.py:1", "receive has 61 lines")
    assert names(breaches, "form.html:150", "151 lines")


def test_exactly_at_the_limit_is_fine(tmp_path):
    fine = {"jiuzhu/cases/models.py": "A = 1\n" * 400, "jiuzhu/cases/acts.py": "def receive():\n" + "    a = 1\n" * 59}
    assert find_breaches(plant(tmp_path, **fine)) == []
