"""人户分离: where the family lives, if elsewhere, and whether that place was asked to look."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0009_agents'),
    ]

    operations = [
        migrations.AddField(
            model_name='household',
            name='help_asked',
            field=models.BooleanField(default=False, verbose_name='发过协查函'),
        ),
        migrations.AddField(
            model_name='household',
            name='residence',
            field=models.CharField(blank=True, max_length=200, verbose_name='经常居住地'),
        ),
    ]
