from types import SimpleNamespace as Stub

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.house.breaking import names, plant
from tests.house.house import FLOORS_FILE, ROOT, report
from tests.house.inspect_foreign_keys import find_breaches, model_breaches

CONTRACT = (ROOT / FLOORS_FILE).read_text("utf-8")


def test_migrations_depend_downwards():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_foreign_keys_point_downwards():
    breaches = model_breaches(ROOT, apps.get_models(include_auto_created=True))
    assert not breaches, report(breaches)


def test_a_migration_that_depends_upwards_is_named(tmp_path):
    migration = 'class Migration:\n    dependencies = [("ground", "0001_x"), ("cases", "0001_x")]\n'
    root = plant(tmp_path, **{FLOORS_FILE: CONTRACT, "jiuzhu/persons/migrations/0001_x.py": migration})
    breaches = find_breaches(root)
    assert len(breaches) == 1, breaches
    assert names(breaches, "jiuzhu/persons/migrations/0001_x.py:2", "depends on cases")


@isolate_apps("jiuzhu.persons", "jiuzhu.offices")
def test_a_foreign_key_upwards_is_named():
    class Village(models.Model):
        class Meta:
            app_label = "offices"

    class Resident(models.Model):
        village = models.ForeignKey(Village, on_delete=models.RESTRICT)

        class Meta:
            app_label = "persons"

    breaches = model_breaches(ROOT, [Resident, Village])
    assert len(breaches) == 1, breaches
    assert names(breaches, "persons.Resident.village points to offices.Village")


def test_a_key_to_a_neighbour_on_the_same_floor_is_named():
    target = Stub(_meta=Stub(app_label="offices", label="offices.Office"))
    field = Stub(is_relation=True, auto_created=False, related_model=target, name="office")
    meta = Stub(app_label="registry", label="registry.Household", get_fields=lambda include_hidden: [field])
    assert names(model_breaches(ROOT, [Stub(_meta=meta)]), "registry.Household.office points to offices.Office")
