"""协查函: sent while the case is open, answered in full; no row goes missing."""

import django.db.models.deletion
import jiuzhu.ground.crypto
from django.db import migrations, models

from jiuzhu.ground import roles

WHILE_OPEN = """
CREATE TRIGGER cases_assistance_while_open BEFORE INSERT ON cases_assistance
  FOR EACH ROW EXECUTE FUNCTION cases_only_while_open();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0002_rules'),
        ('registry', '0010_residence'),
        ('cases', '0018_taken_elsewhere'),
        ('persons', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assistance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('township', models.CharField(max_length=9)),
                ('number', models.CharField(max_length=60, unique=True, verbose_name='协查函编号')),
                ('to_body', models.CharField(max_length=120, verbose_name='协查单位')),
                ('about', models.CharField(max_length=200, verbose_name='查谁、住在哪里')),
                ('questions', models.TextField(verbose_name='请协助查明的事项')),
                ('sent_on', models.DateField()),
                ('due_on', models.DateField()),
                ('due_why', models.CharField(max_length=300)),
                ('answered_on', models.DateField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=60, verbose_name='回复单位经办人')),
                ('answer', jiuzhu.ground.crypto.EncryptedField(blank=True, verbose_name='回复内容')),
                ('entered_on', models.DateField(null=True)),
                ('late_reason', models.CharField(blank=True, max_length=200, verbose_name='补录原因')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='assistance', to='cases.case')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('answered_on__isnull', True)), fields=['township', 'due_on', 'id'], name='assistance_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('sent_on'))), name='assistance_due_after_sent'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_by', ''), ('answered_on__isnull', True), ('entered_on__isnull', True)), models.Q(('answered_on__gte', models.F('sent_on')), ('answered_on__isnull', False), ('entered_on__gte', models.F('answered_on')), models.Q(('answered_by', ''), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='assistance_answered_in_full')],
            },
        ),
        roles.row_security('cases_assistance'),
        migrations.RunSQL(WHILE_OPEN, reverse_sql='DROP TRIGGER cases_assistance_while_open ON cases_assistance'),
    ]
