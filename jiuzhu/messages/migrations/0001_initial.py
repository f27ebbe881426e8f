"""Messages: of a township, and changed by nothing but being read once."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.ground import roles

ONLY_READ = """
CREATE FUNCTION messages_only_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.read_on IS NOT NULL OR to_jsonb(NEW) - 'read_on' - 'read_by_id' <> to_jsonb(OLD) - 'read_on' - 'read_by_id' THEN
    RAISE EXCEPTION 'message_is_only_read' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER messages_only_read BEFORE UPDATE ON messages_message
  FOR EACH ROW EXECUTE FUNCTION messages_only_read();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0012_objections_from_the_board'),
        ('ground', '0002_rules'),
        ('offices', '0003_rules'),
        ('persons', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('township', models.CharField(max_length=9)),
                ('kind', models.CharField(max_length=12)),
                ('post', models.CharField(blank=True, max_length=40)),
                ('on', models.DateField()),
                ('read_on', models.DateField(null=True)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='messages', to='cases.case')),
                ('handover', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='messages', to='offices.handover')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='messages', to='persons.person')),
                ('read_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='messages', to='cases.task')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('read_on__isnull', True)), fields=['post', 'township'], name='message_unread_of_post'), models.Index(condition=models.Q(('read_on__isnull', True)), fields=['person'], name='message_unread_of_person'), models.Index(fields=['post', 'township', '-on', '-id'], name='message_list_of_post'), models.Index(fields=['person', '-on', '-id'], name='message_list_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['returned', 'objection', 'check_report', 'complaint', 'handover', 'handed_over', 'deadline'])), name='message_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('post', '')), models.Q(models.Q(('post', ''), _negated=True), ('person__isnull', True)), _connector='OR'), name='message_to_a_post_or_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', True), ('handover__isnull', False), ('kind__in', ['handover', 'handed_over'])), models.Q(models.Q(('kind__in', ['handover', 'handed_over']), _negated=True), ('case__isnull', False), ('handover__isnull', True)), _connector='OR'), name='message_about_one_thing'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'deadline'), ('task__isnull', False)), models.Q(models.Q(('kind', 'deadline'), _negated=True), ('task__isnull', True)), _connector='OR'), name='message_of_a_deadline_names_its_task'), models.CheckConstraint(condition=models.Q(models.Q(('read_by__isnull', True), ('read_on__isnull', True)), models.Q(('read_by__isnull', False), ('read_on__gte', models.F('on'))), _connector='OR'), name='message_read_by_somebody'), models.UniqueConstraint(fields=('task',), name='message_once_of_a_deadline')],
            },
        ),
        roles.row_security("messages_message"),
        migrations.RunSQL(ONLY_READ, reverse_sql="DROP FUNCTION messages_only_read() CASCADE"),
    ]
