import pytest

from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_glossary import find_breaches

ROW = "| 中文 | English | in code | meaning | clause |\n|---|---|---|---|---|\n| {} | x | | | |\n"
NAMED = {
    ("jiuzhu/law/parameters/pay/payday.yaml", "name: payday\nlabel: 发放日\n"): "发放日",
    ("jiuzhu/law/procedures/posts.yaml", "handler: 经办人\n"): "经办人",
    (
        "jiuzhu/law/procedures/dibao/2021.yaml",
        "procedures:\n  dibao: {title: 低保确认}\nsteps: [{key: visit, label: 低保确认}]\n",
    ): "低保确认",
    ("jiuzhu/offices/posts.py", 'Post("handler", "经办人", "登记")\n'): "经办人",
    ("jiuzhu/registry/choices.py", 'PERIODS = {"month": "月"}\n'): "月",
    ("jiuzhu/cases/models.py", 'class State(models.TextChoices):\n    OPEN = "open", "办理中"\n'): "办理中",
}


def test_the_glossary_covers_every_label():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


@pytest.mark.parametrize(("place", "term"), NAMED.items())
def test_a_label_without_a_row_is_named_until_it_has_one(tmp_path, place, term):
    path, text = place
    root = plant(tmp_path, **{path: text, "GLOSSARY.md": ROW.format("家庭")})
    assert names(find_breaches(root), f"{path}:", f"label {term}")
    plant(root, **{"GLOSSARY.md": ROW.format(f"家庭 · {term}")})
    assert find_breaches(root) == []


def test_a_name_that_the_code_doesnt_have_is_named_until_it_is_marked_as_not_built(tmp_path):
    row = "| 走访 | follow-up visit | `follow_up_visit` | | n4.8 |\n"
    root = plant(tmp_path, **{"jiuzhu/cases/acts.py": "def visit(): ...\n", "GLOSSARY.md": row})
    assert names(find_breaches(root), "GLOSSARY.md:1", "nothing in the code is called follow_up_visit")
    plant(root, **{"GLOSSARY.md": row.replace("`", "*")})
    assert find_breaches(root) == []
