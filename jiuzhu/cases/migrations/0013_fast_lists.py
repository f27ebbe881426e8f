"""Indexes for lists that must not grow with the years: open cases, running notices, objections."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_objections_from_the_board'),
        ('persons', '0001_initial'),
        ('registry', '0006_survey_for_tekun'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['township', 'accepted_on', 'id'], name='case_open_by_township'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('closed_on__isnull', True)), fields=['township', 'last_day', 'id'], name='publication_running'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('outcome', 'objected')), fields=['township', 'closed_on', 'id'], name='publication_objected'),
        ),
    ]
