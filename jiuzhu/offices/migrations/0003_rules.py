"""Row security of handovers; what stood on a list is never changed."""

from django.db import migrations

from jiuzhu.ground import roles


class Migration(migrations.Migration):
    dependencies = [("offices", "0002_handovers"), ("ground", "0002_rules")]

    operations = [
        roles.row_security("offices_handover"),
        roles.row_security("offices_handoverline"),
        roles.only_added("offices_handoverline"),
    ]
