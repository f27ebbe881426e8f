"""Row security by township."""

from django.db import migrations

from jiuzhu.ground import roles


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial"), ("ground", "0002_rules")]

    operations = [
        roles.row_security("registry_household"),
        roles.row_security("registry_member"),
        roles.row_security("registry_incomefact"),
        roles.row_security("registry_consent"),
        roles.row_security("registry_meanscheck"),
        roles.row_security("registry_homevisit"),
    ]
