"""Row security for what happens beside the straight way; what was said, seen or delivered is only ever added."""

from django.db import migrations

from jiuzhu.ground import roles

TABLES = ("objection", "complaint", "bureauvisit", "appraisal", "delivery", "enquiry", "missingnotice")
ADDED = ("complaint", "bureauvisit", "appraisal", "delivery")


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_side_acts"), ("ground", "0002_rules")]

    operations = [
        *(roles.row_security(f"cases_{name}") for name in TABLES),
        *(roles.only_added(f"cases_{name}") for name in ADDED),
    ]
