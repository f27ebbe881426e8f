"""A warning is of a last day: when the day moves, it is said again."""

from django.db import migrations, models
from django.db.models import Q

KEEP_DAYS = """
ALTER TABLE messages_message DISABLE TRIGGER messages_only_read;
UPDATE messages_message m SET due_on = t.due_on FROM cases_task t WHERE t.id = m.task_id;
ALTER TABLE messages_message ENABLE TRIGGER messages_only_read;
"""


class Migration(migrations.Migration):

    dependencies = [('messages', '0001_initial')]

    operations = [
        migrations.AddField('message', 'due_on', models.DateField(null=True)),
        migrations.RunSQL(KEEP_DAYS, reverse_sql=migrations.RunSQL.noop),
        migrations.RemoveConstraint('message', 'message_of_a_deadline_names_its_task'),
        migrations.RemoveConstraint('message', 'message_once_of_a_deadline'),
        migrations.AddConstraint(
            'message',
            models.CheckConstraint(
                condition=Q(kind='deadline', task__isnull=False, due_on__isnull=False)
                | ~Q(kind='deadline') & Q(task__isnull=True, due_on__isnull=True),
                name='message_of_a_deadline_names_its_task',
            ),
        ),
        migrations.AddConstraint(
            'message', models.UniqueConstraint(fields=['task', 'due_on'], name='message_once_of_a_deadline')
        ),
    ]
