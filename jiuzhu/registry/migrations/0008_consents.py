"""Kinship in words, the truth pledge with its day, and what a permission to check is given for (57.9)."""

import django.contrib.postgres.fields
from django.db import migrations, models

OTHERS = "UPDATE registry_member SET kinship = '没有写明' WHERE relation = 'other' AND kinship = ''"
SCOPES = "UPDATE registry_consent SET scope = 'application'"


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0007_near_relatives'),
    ]

    operations = [
        migrations.AddField(
            model_name='household',
            name='pledged_on',
            field=models.DateField(null=True, verbose_name='真实性承诺'),
        ),
        migrations.AddField(
            model_name='household',
            name='pledged_instead',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None, verbose_name='用承诺代替的证明'),
        ),
        migrations.AddField(
            model_name='member',
            name='kinship',
            field=models.CharField(blank=True, max_length=30, verbose_name='是申请人的什么人'),
        ),
        migrations.RunSQL(OTHERS, reverse_sql=migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='consent',
            name='scope',
            field=models.CharField(default='application', max_length=60, verbose_name='范围'),
        ),
        migrations.RunSQL(SCOPES, reverse_sql=migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('relation', 'other'), _negated=True) | models.Q(('kinship', ''), _negated=True), name='member_kinship_told'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['application', 'with_reviews'])), name='consent_scope_known'),
        ),
    ]
