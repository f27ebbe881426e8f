from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_rooms import ROOM_FILES, find_breaches

ROOM = dict.fromkeys((f"jiuzhu/cases/{name}" for name in ROOM_FILES), "")


def test_every_room_desk_and_gateway_has_the_usual_files():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_a_usual_room_is_clean(tmp_path):
    assert find_breaches(plant(tmp_path, **ROOM)) == []


def test_an_unknown_file_is_named_until_the_readme_lists_it(tmp_path):
    root = plant(tmp_path, **{**ROOM, "jiuzhu/cases/utils.py": ""})
    assert names(find_breaches(root), "jiuzhu/cases/utils.py", "unknown purpose")
    plant(root, **{"jiuzhu/cases/README.md": "# cases\n\nOther files: utils.py (odds and ends)\n"})
    assert find_breaches(root) == []


def test_a_room_without_acts_and_a_long_readme_are_named(tmp_path):
    room = {**ROOM, "jiuzhu/cases/README.md": "line\n" * 80}
    del room["jiuzhu/cases/acts.py"]
    breaches = find_breaches(plant(tmp_path, **room))
    assert names(breaches, "jiuzhu/cases", "has no acts")
    assert names(breaches, "README.md", "longer than a screen")


def test_a_desk_with_another_desks_templates_is_named(tmp_path):
    desk = dict.fromkeys(
        (f"jiuzhu/desks/intake/{name}" for name in ("__init__.py", "README.md", "pages.py", "urls.py")), ""
    )
    breaches = find_breaches(plant(tmp_path, **desk, **{"jiuzhu/desks/intake/templates/payout/run.html": ""}))
    assert names(breaches, "intake/templates/payout", "own folder")


def test_a_gateway_without_a_fake_is_named(tmp_path):
    parts = ("__init__.py", "README.md", "contract.py", "client.py", "mapping.py")
    breaches = find_breaches(plant(tmp_path, **dict.fromkeys((f"jiuzhu/gateways/bank/{name}" for name in parts), "")))
    assert names(breaches, "jiuzhu/gateways/bank", "has no fake")
