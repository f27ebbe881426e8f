"""What the survey finds for 特困: supporters, the form of support, the six items of self-care, which are only added."""

import django.db.models.deletion
import jiuzhu.ground.crypto
from django.db import migrations, models

from jiuzhu.ground import roles


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0002_rules'),
        ('persons', '0001_initial'),
        ('registry', '0005_checks_done_in_order'),
    ]

    operations = [
        migrations.CreateModel(
            name='SelfCareAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('township', models.CharField(max_length=9)),
                ('matter', models.CharField(max_length=36)),
                ('eating', models.BooleanField(verbose_name='自主吃饭')),
                ('dressing', models.BooleanField(verbose_name='自主穿衣')),
                ('bed', models.BooleanField(verbose_name='自主上下床')),
                ('toilet', models.BooleanField(verbose_name='自主如厕')),
                ('walking', models.BooleanField(verbose_name='室内自主行走')),
                ('bathing', models.BooleanField(verbose_name='自主洗澡')),
                ('assessed_on', models.DateField()),
                ('entered_on', models.DateField()),
                ('late_reason', models.CharField(blank=True, max_length=200, verbose_name='补录原因')),
                ('assessor', models.CharField(max_length=60, verbose_name='评估人')),
                ('body', models.CharField(blank=True, max_length=60, verbose_name='评估机构')),
                ('report_no', models.CharField(blank=True, max_length=60, verbose_name='评估报告编号')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='household',
            name='support_form',
            field=models.CharField(blank=True, max_length=12, verbose_name='供养形式'),
        ),
        migrations.AddField(
            model_name='member',
            name='supporters',
            field=models.CharField(blank=True, max_length=8, verbose_name='户外法定义务人'),
        ),
        migrations.AddField(
            model_name='member',
            name='supporters_told',
            field=jiuzhu.ground.crypto.EncryptedField(blank=True, verbose_name='义务人和他们的情况'),
        ),
        migrations.AddConstraint(
            model_name='household',
            constraint=models.CheckConstraint(condition=models.Q(('support_form__in', ['', 'dispersed', 'concentrated'])), name='household_support_form_known'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('supporters__in', ['', 'able', 'none', 'unable'])), name='member_supporters_known'),
        ),
        migrations.AddField(
            model_name='selfcareassessment',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person'),
        ),
        migrations.AddField(
            model_name='selfcareassessment',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='assessments', to='registry.household'),
        ),
        migrations.AddField(
            model_name='selfcareassessment',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='assessments', to='registry.member'),
        ),
        migrations.AddField(
            model_name='selfcareassessment',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='assessments', to='registry.homevisit'),
        ),
        migrations.AddConstraint(
            model_name='selfcareassessment',
            constraint=models.CheckConstraint(condition=models.Q(('entered_on__gte', models.F('assessed_on'))), name='self_care_entered_after'),
        ),
        migrations.AddConstraint(
            model_name='selfcareassessment',
            constraint=models.CheckConstraint(condition=models.Q(('assessor', ''), _negated=True), name='self_care_has_assessor'),
        ),
        roles.row_security('registry_selfcareassessment'),
        roles.only_added('registry_selfcareassessment'),
    ]
