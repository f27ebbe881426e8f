"""Row security; rosters and what was said about them are only added; a provincial number belongs to one case."""

from django.db import migrations

from jiuzhu.ground import roles

TABLES = ("provincialstep", "rosterimport", "rosterline", "differenceexplained")
ADDED = ("rosterimport", "rosterline", "differenceexplained")

# Two cases of different townships must not share a number either: only the database sees both.
NUMBER_ONCE = """
CREATE UNIQUE INDEX case_provincial_number_once ON cases_case (provincial_number) WHERE provincial_number <> ''
"""


class Migration(migrations.Migration):
    dependencies = [("province", "0001_initial"), ("ground", "0002_rules")]

    operations = [
        *(roles.row_security(f"province_{name}") for name in TABLES),
        *(roles.only_added(f"province_{name}") for name in ADDED),
        migrations.RunSQL(NUMBER_ONCE, reverse_sql="DROP INDEX case_provincial_number_once"),
    ]
