from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_migrations import find_breaches

FIRST = "class Migration:\n    dependencies = []\n"
SECOND = 'class Migration:\n    dependencies = [("persons", "0001_nouns"), ("cases", "0001_nouns")]\n'


def migrations(root, **files):
    return plant(root, **{f"jiuzhu/cases/migrations/{name}.py": text for name, text in files.items()})


def test_migrations_stand_in_one_line():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_one_behind_the_other_is_clean(tmp_path):
    assert find_breaches(migrations(tmp_path, **{"0001_nouns": FIRST, "0002_rounds": SECOND})) == []


def test_two_leaves_and_a_double_number_are_named(tmp_path):
    breaches = find_breaches(migrations(tmp_path, **{"0001_nouns": FIRST, "0002_rounds": SECOND, "0002_votes": SECOND}))
    assert names(breaches, "0002_votes.py", "should be number 0003")
    assert names(breaches, "0002_votes.py", "stands on 0001_nouns instead of 0002_rounds")


def test_a_gap_is_named(tmp_path):
    assert names(find_breaches(migrations(tmp_path, **{"0001_nouns": FIRST, "0003_rounds": SECOND})), "number 0002")
