"""What was backed up and drilled is never changed."""

from django.db import migrations

from jiuzhu.ground import roles


class Migration(migrations.Migration):
    dependencies = [("offices", "0005_backups"), ("ground", "0002_rules")]

    operations = [roles.only_added("offices_backup")]
