from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_reuse import find_breaches

TABLE = (ROOT / "REUSE.toml").read_text("utf-8")
TEXTS = {f"LICENSES/{name}.txt": name for name in ("Apache-2.0", "CC0-1.0", "OFL-1.1")}


def test_every_file_stands_under_its_licence():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_a_licence_without_its_text_is_named(tmp_path):
    texts = {name: text for name, text in TEXTS.items() if "OFL" not in name}
    assert names(find_breaches(plant(tmp_path, **texts, **{"REUSE.toml": TABLE})), "OFL-1.1 has no text")


def test_law_data_under_the_codes_licence_is_named(tmp_path):
    table = TABLE.replace("jiuzhu/law/**/*.yaml", "jiuzhu/law/nowhere/*.yaml")
    root = plant(tmp_path, **TEXTS, **{"REUSE.toml": table, "jiuzhu/law/parameters/payday.yaml": "name: payday\n"})
    assert names(find_breaches(root), "jiuzhu/law/parameters/payday.yaml", "stands under Apache-2.0, not CC0-1.0")
