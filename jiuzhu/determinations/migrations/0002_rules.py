"""Row security; determinations are only ever added."""

from django.db import migrations

from jiuzhu.ground import roles


class Migration(migrations.Migration):
    dependencies = [("determinations", "0001_initial"), ("ground", "0002_rules")]

    operations = [
        roles.row_security("determinations_determination"),
        roles.only_added("determinations_determination"),
    ]
