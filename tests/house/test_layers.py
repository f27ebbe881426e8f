from shutil import copy

from tests.house.breaking import names, plant
from tests.house.house import FLOORS_FILE, ROOT, report
from tests.house.inspect_layers import find_breaches


def house(root, **files):
    copy(ROOT / FLOORS_FILE, root / FLOORS_FILE)
    packages = {"jiuzhu/__init__.py", "config/__init__.py", "jiuzhu/law/__init__.py", "jiuzhu/plain/__init__.py"}
    packages |= {f"{path.rpartition('/')[0]}/__init__.py" for path in files}
    return plant(root, **dict.fromkeys(packages, ""), **files)


def test_every_import_goes_down():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_an_import_upwards_and_django_in_the_law_are_named(tmp_path):
    broken = {
        "jiuzhu/persons/acts.py": "from jiuzhu.cases import acts\n",
        "jiuzhu/cases/acts.py": "OPEN = 'open'\n",
        "jiuzhu/law/means.py": "import django\n",
    }
    breaches = find_breaches(house(tmp_path, **broken))
    assert names(breaches, "jiuzhu.persons.acts -> jiuzhu.cases", "reach up by a fact"), breaches
    assert names(breaches, "jiuzhu.law.means -> django"), breaches


def test_neighbours_on_one_floor_dont_import_each_other(tmp_path):
    broken = {
        "jiuzhu/registry/acts.py": "from jiuzhu.offices import queries\n",
        "jiuzhu/offices/queries.py": "HEAD = 1\n",
    }
    assert names(find_breaches(house(tmp_path, **broken)), "jiuzhu.registry.acts -> jiuzhu.offices")


def test_a_package_on_no_floor_is_named(tmp_path):
    breaches = find_breaches(house(tmp_path, **{"jiuzhu/helpers/misc.py": "A = 1\n"}))
    assert names(breaches, "jiuzhu/helpers", "stands on no floor"), breaches


def test_a_house_in_order_is_clean(tmp_path):
    fine = {"jiuzhu/cases/acts.py": "from jiuzhu.persons import queries\n", "jiuzhu/persons/queries.py": "NOBODY = 0\n"}
    assert find_breaches(house(tmp_path, **fine)) == []
