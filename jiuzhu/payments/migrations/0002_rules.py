"""Row security by township."""

from django.db import migrations

from jiuzhu.ground import roles


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial"), ("ground", "0002_rules")]

    operations = [
        roles.row_security("payments_run"),
        roles.row_security("payments_order"),
        roles.row_security("payments_bankfile"),
    ]
