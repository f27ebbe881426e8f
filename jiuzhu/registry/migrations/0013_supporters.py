"""户外义务人 in rows of their own: who, whether they may be checked, and why not. Whoever signed before gets a row."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import jiuzhu.ground.crypto
from jiuzhu.ground import roles

KIN = ["spouse", "child", "parent", "sibling", "grandparent", "grandchild", "other"]
SIGNED = """
INSERT INTO registry_supporter (household_id, township, person_id, name, kin, answer, why, registered_on)
SELECT DISTINCT ON (c.household_id, c.person_id) c.household_id, c.township, c.person_id, p.name, c.kin, '', '', c.signed_on
  FROM registry_consent c JOIN persons_person p ON p.id = c.person_id
 WHERE c.kin <> '' ORDER BY c.household_id, c.person_id, c.signed_on;
UPDATE registry_household h SET supported = true
 WHERE EXISTS (SELECT 1 FROM registry_supporter s WHERE s.household_id = h.id);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('persons', '0001_initial'),
        ('registry', '0012_supporters_sign'),
    ]

    operations = [
        migrations.AddField(
            'household', 'supported', models.BooleanField(default=False, verbose_name='户外义务人')
        ),
        migrations.CreateModel(
            name='Supporter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('township', models.CharField(max_length=9)),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('kin', models.CharField(max_length=12, verbose_name='是申请人的什么人')),
                ('answer', models.CharField(blank=True, max_length=12, verbose_name='没有签的')),
                ('why', jiuzhu.ground.crypto.EncryptedField(blank=True, verbose_name='原因')),
                ('answered_on', models.DateField(null=True)),
                ('registered_on', models.DateField()),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='supporters', to='registry.household')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('household', 'person'), name='supporter_once_per_household'),
                    models.CheckConstraint(condition=Q(('name', ''), _negated=True), name='supporter_is_named'),
                    models.CheckConstraint(condition=Q(('kin__in', KIN)), name='supporter_kin_known'),
                    models.CheckConstraint(
                        condition=Q(answer='', answered_on__isnull=True)
                        | Q(answer__in=['refused', 'unreachable', 'not_owing'], answered_on__isnull=False) & ~Q(why=''),
                        name='supporter_unsigned_for_a_reason',
                    ),
                ],
            },
        ),
        roles.row_security('registry_supporter'),
        migrations.RunSQL(SIGNED, reverse_sql=migrations.RunSQL.noop),
    ]
