"""委托代理: who acts for a family, in what, until when; the paper is filed."""

import django.db.models.deletion
import jiuzhu.ground.crypto
from django.db import migrations, models

from jiuzhu.ground import roles


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0002_rules'),
        ('persons', '0001_initial'),
        ('registry', '0008_consents'),
    ]

    operations = [
        migrations.AddField(
            model_name='household',
            name='represented',
            field=models.BooleanField(default=False, verbose_name='委托代理'),
        ),
        migrations.CreateModel(
            name='Agent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('township', models.CharField(max_length=9)),
                ('name', models.CharField(max_length=60, verbose_name='代理人')),
                ('number', jiuzhu.ground.crypto.EncryptedField(blank=True, verbose_name='身份证号')),
                ('relation', models.CharField(max_length=30, verbose_name='与申请人的关系')),
                ('phone', jiuzhu.ground.crypto.EncryptedField(blank=True)),
                ('scope', models.CharField(max_length=12, verbose_name='代理事项')),
                ('given_on', models.DateField()),
                ('until', models.DateField(verbose_name='代理期限到')),
                ('filed', models.BooleanField(default=False, verbose_name='委托书已收')),
                ('ended_on', models.DateField(null=True)),
                ('end_reason', models.CharField(blank=True, max_length=200)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='agents', to='registry.household')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('scope__in', ['apply', 'all'])), name='agent_scope_known'), models.CheckConstraint(condition=models.Q(('filed', True)), name='agent_has_filed_the_power'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('given_on'))), name='agent_until_after_given'), models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_on__isnull', True)), models.Q(('ended_on__gte', models.F('given_on')), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='agent_ended_for_a_reason')],
            },
        ),
        roles.row_security('registry_agent'),
    ]
