"""One index for open tasks, with all a worklist asks, instead of two."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0021_family_by_every_record'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='task', name='task_worklist'),
        migrations.RemoveIndex(model_name='task', name='task_by_due_day'),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('closed_on__isnull', True)), fields=['township', 'due_on', 'id'], include=('post', 'person', 'case'), name='open_task_by_due_day'),
        ),
    ]
