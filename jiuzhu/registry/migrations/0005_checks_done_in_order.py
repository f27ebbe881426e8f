"""The order of what the check centre has done."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('persons', '0001_initial'),
        ('registry', '0004_checks_started_and_filed'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='meanscheck',
            index=models.Index(condition=models.Q(('reported_on__isnull', False)), fields=['-reported_on', '-id'], name='check_done'),
        ),
    ]
