"""Row security; hands and decisions are only ever added."""

from django.db import migrations

from jiuzhu.ground import roles


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial"), ("ground", "0002_rules")]

    operations = [
        roles.row_security("decisions_hand"),
        roles.row_security("decisions_decision"),
        roles.only_added("decisions_hand"),
        roles.only_added("decisions_decision"),
    ]
