"""Row security by township."""

from django.db import migrations

from jiuzhu.ground import roles


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0001_initial"), ("ground", "0002_rules")]

    operations = [
        roles.row_security("entitlements_entitlement"),
        roles.row_security("entitlements_entitledperson"),
    ]
