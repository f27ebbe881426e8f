"""An index for a township's open tasks by their day, whichever post they wait for."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_announcements'),
        ('persons', '0002_found_by_any_part'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('closed_on__isnull', True)), fields=['township', 'due_on', 'id'], name='task_by_due_day'),
        ),
    ]
