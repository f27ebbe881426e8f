"""Who signed for a child: the guardian's name stands with the permission (pipl.31)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('registry', '0010_residence')]

    operations = [
        migrations.AddField(
            'consent', 'guardian', models.CharField(blank=True, default='', max_length=60, verbose_name='监护人')
        ),
    ]
