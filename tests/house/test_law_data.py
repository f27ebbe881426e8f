from shutil import copytree

from jiuzhu.law.procedure_check import check_folder
from tests.house.breaking import names
from tests.house.house import ROOT, report
from tests.house.inspect_law_data import FIGURES, PROCEDURES, find_breaches


def law(root):
    for folder in (FIGURES, PROCEDURES):
        copytree(ROOT / folder, root / folder)
    return root


def change(file, old, new):
    text = file.read_text("utf-8")
    assert old in text, f"{file.name} no longer says {old}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_figures_and_procedures_are_whole():
    breaches = find_breaches(ROOT) + check_folder()
    assert not breaches, report(breaches)


def test_a_figure_without_clause_or_with_a_gap_is_named(tmp_path):
    root = law(tmp_path)
    change(root / FIGURES / "dibao/dibao_standard.yaml", 'clause: ["n9.1", "649.10", "tiaoli.10"]', 'clause: [""]')
    change(root / FIGURES / "deadlines/publication_days.yaml", "from: 2021-01-01", "from: 2022-01-01")
    breaches = find_breaches(root)
    assert names(breaches, "dibao/dibao_standard.yaml", "clause")
    assert names(breaches, "deadlines/publication_days.yaml", "every figure is cited")


def test_a_step_without_act_and_one_post_for_two_hands_are_named(tmp_path):
    root = law(tmp_path)
    version = root / PROCEDURES / "dibao_and_dibian/2021-10-01-township.yaml"
    change(version, "post: leader_in_charge", "post: handler")
    assert names(find_breaches(root), PROCEDURES, "dibao/2021-10-01/township")
    change(version, "act: submit_finding", "act: ''")
    assert names(find_breaches(root), PROCEDURES, "every procedure is well formed")
