import pytest

from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_clock import find_breaches

READS = {
    "from django.utils import timezone\nDAY = timezone.now()\n": "timezone.now",
    "import datetime as dt\nDAY = dt.date.today()\n": "date.today",
    "import datetime\nDAY = datetime.datetime.now()\n": "datetime.now",
    "import time\nSECONDS = time.time()\n": "time.time",
    "from time import time\n": "imports time()",
    "Case.objects.filter(due__lt=Now())\n": "Now()",
    "class M:\n    at = DateTimeField(db_default=Now())\n": "Now()",
    "class M:\n    at = DateTimeField(auto_now_add=True)\n": "auto_now_add",
    'SQL = "select * from t where d < current_date"\n': "SQL asks the clock",
    'SQL = "update t set at = now()"\n': "SQL asks the clock",
    "from jiuzhu.ground import clock\n": "asks the clock",
    "from jiuzhu.ground.clock import today\n": "asks the clock",
}


def test_the_clock_is_read_only_at_the_edges():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


@pytest.mark.parametrize(("code", "what"), READS.items())
def test_a_clock_read_in_a_room_is_named(tmp_path, code, what):
    breaches = find_breaches(plant(tmp_path, **{"jiuzhu/cases/acts.py": code}))
    assert names(breaches, "jiuzhu/cases/acts.py:", what), breaches


def test_edges_may_ask_the_clock_but_not_the_machine(tmp_path):
    root = plant(tmp_path, **{"jiuzhu/commands/due.py": "from jiuzhu.ground import clock\n"})
    assert find_breaches(root) == []
    plant(root, **{"jiuzhu/commands/due.py": "import datetime as dt\nDAY = dt.date.today()\n"})
    assert names(find_breaches(root), "jiuzhu/commands/due.py:2", "date.today")


def test_the_time_zone_tells_no_time(tmp_path):
    code = "from jiuzhu.ground.clock import SHANGHAI\n"
    assert find_breaches(plant(tmp_path, **{"jiuzhu/cases/queries.py": code})) == []


def test_the_stamp_of_entering_a_row_is_the_databases(tmp_path):
    code = "class M:\n    made_at = DateTimeField(db_default=Now(), editable=False)\n"
    assert find_breaches(plant(tmp_path, **{"jiuzhu/cases/models.py": code})) == []


def test_words_about_the_clock_and_the_stamp_of_the_audit_are_fine(tmp_path):
    code = '"""Never calls now()."""\nSQL = "ALTER TABLE a ALTER recorded_at SET DEFAULT clock_timestamp()"\n'
    assert find_breaches(plant(tmp_path, **{"jiuzhu/ground/migrations/0001_a.py": code})) == []
