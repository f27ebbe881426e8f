from shutil import copytree

from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_steps import PROCEDURES, find_breaches


def test_every_step_that_a_case_can_reach_has_its_act():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_a_step_without_act_is_named_as_soon_as_a_window_offers_the_procedure(tmp_path):
    copytree(ROOT / PROCEDURES, tmp_path / PROCEDURES)
    plant(tmp_path, **{"jiuzhu/cases/acts/receive.py": '@act("receive_application")\ndef receive_application(): ...\n'})
    assert find_breaches(tmp_path) == []
    plant(tmp_path, **{"jiuzhu/desks/intake/pages.py": 'PROGRAMME = "dibao"\n'})
    breaches = find_breaches(tmp_path)
    assert names(breaches, "dibao/2021-10-01/township", "step decide has no act decide_case")
    assert not names(breaches, "step receive")
