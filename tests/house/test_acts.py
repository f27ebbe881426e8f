from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_acts import find_breaches

GOOD = '''
from jiuzhu.ground import audit
from jiuzhu.ground.acts import act

@act("open_case")
def open_case(*, actor, on, household):
    """Open a case for a household."""
    duties.may_open_case(actor, household).or_refuse()
    return _write(actor, on, household)

def _write(actor, on, household):
    audit.record(actor=actor, act="open_case", on=on, subject=household, clause="n1.1")
'''
BAD = """
from jiuzhu.ground.acts import act

@act("open_case")
def start(household, *, actor):
    Case.objects.create(household=household)
"""


def test_every_act_has_the_shape():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_an_act_in_shape_is_clean(tmp_path):
    assert find_breaches(plant(tmp_path, **{"jiuzhu/cases/acts.py": GOOD})) == []


def test_every_way_out_of_shape_is_named(tmp_path):
    breaches = find_breaches(plant(tmp_path, **{"jiuzhu/cases/acts.py": BAD}))
    assert len(breaches) == 5, breaches
    for what in ("by position", "`on`", "no audit line", "registered as 'open_case'", "no docstring"):
        assert names(breaches, "jiuzhu/cases/acts.py:5", "act start", what), what


def test_the_same_verb_in_two_rooms_is_named(tmp_path):
    breaches = find_breaches(plant(tmp_path, **{"jiuzhu/cases/acts.py": GOOD, "jiuzhu/payments/acts.py": GOOD}))
    assert names(breaches, "jiuzhu/payments/acts.py", "also stands at jiuzhu/cases/acts.py:6")


def test_an_act_without_a_duty_may_be_part_of_another_but_no_page_may_call_it(tmp_path):
    root = plant(
        tmp_path,
        **{"jiuzhu/cases/acts.py": GOOD.replace("    duties.may_open_case(actor, household).or_refuse()\n", "")},
    )
    assert find_breaches(root) == []
    plant(root, **{"jiuzhu/desks/intake/pages.py": "acts.open_case(actor=actor, on=on, household=household)\n"})
    wanted = ("jiuzhu/cases/acts.py:6", "asks no duty", "jiuzhu/desks/intake/pages.py:1")
    assert names(find_breaches(root), *wanted)
