"""Rows that are only ever added, and who sees audit lines."""

from django.db import migrations

from jiuzhu.ground import roles


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_initial")]

    operations = [
        migrations.RunSQL(roles.GROUND_SQL, reverse_sql=migrations.RunSQL.noop),
        roles.only_added("ground_auditentry"),
        roles.row_security("ground_auditentry"),
        roles.row_security("ground_auditprivate"),
        roles.row_security("ground_storedfile"),
        roles.row_security("ground_outboxmessage"),
        roles.insert_only("ground_accesslogentry"),
    ]
