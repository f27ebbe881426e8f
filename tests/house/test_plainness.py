import pytest

from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_plainness import find_breaches

HIDDEN = {
    ("jiuzhu/cases/apps.py", "from django.db.models.signals import post_save\n"): "Django signals",
    ("jiuzhu/cases/facts.py", "from django import dispatch\n"): "Django signals",
    ("jiuzhu/cases/models.py", "class Case:\n    def save(self):\n        self.state = 1\n"): "Case.save is overridden",
    ("jiuzhu/cases/queries.py", "Case.objects.filter(pk=1).update(state=2)\n"): "only acts write",
    ("jiuzhu/desks/intake/pages.py", "Case.objects.create()\n"): "only acts write",
    ("jiuzhu/desks/intake/pages.py", "form.save()\n"): "only acts write",
}


def test_nothing_happens_behind_a_call():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


@pytest.mark.parametrize(("place", "what"), HIDDEN.items())
def test_a_hidden_path_is_named(tmp_path, place, what):
    path, code = place
    assert names(find_breaches(plant(tmp_path, **{path: code})), f"{path}:", what)


def test_acts_write_and_a_locked_door_is_no_rule(tmp_path):
    door = 'class Decision:\n    def delete(self):\n        """Never."""\n        raise RuntimeError\n'
    root = plant(tmp_path, **{"jiuzhu/cases/models.py": door, "jiuzhu/cases/acts.py": "Case.objects.create()\n"})
    assert find_breaches(root) == []
