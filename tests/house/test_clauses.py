from jiuzhu.law.catalogue import clauses
from jiuzhu.law.homes import homes, listed
from jiuzhu.law.law_check import faults, homeless
from tests.house.breaking import plant
from tests.house.house import ROOT


def test_every_clause_has_a_home_and_every_citation_a_clause():
    assert faults() == []


def test_a_clause_without_a_home_is_named():
    lived_in = homes()
    assert homeless(lived_in) == ()
    assert "n1.4" in lived_in
    del lived_in["n1.4"]
    assert homeless(lived_in) == ("n1.4",)


def test_a_written_reason_stands_for_a_home():
    assert clauses()["gaige.24"].no_effect
    assert "gaige.24" not in homes()


def test_a_promise_names_its_part_of_the_road():
    assert {road for _, _, road in listed("later")} <= set("2345678")


def test_code_that_cites_no_registered_clause_gives_no_home_and_a_missing_place_is_named(tmp_path):
    root = plant(tmp_path, **{"jiuzhu/cases/acts.py": '"""Accepts (n4.2), as 57.99 demands."""\n'})
    in_code = {clause_id for clause_id, each in homes(root).items() for home in each if home.kind == "code"}
    assert in_code == {"n4.2"}
    missing = faults(root)
    assert any("jiuzhu/ground/scope.py 不存在" in fault for fault in missing)
    assert (ROOT / "jiuzhu/ground/scope.py").exists()
