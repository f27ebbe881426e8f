"""How an office can be reached, from a day on; only ever added, so that a paper printed again says the same."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.ground import roles


class Migration(migrations.Migration):

    dependencies = [('offices', '0008_rules_of_resets'), ('persons', '0001_initial'), ('ground', '0002_rules')]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='电话')),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='地址')),
                ('effective_from', models.DateField()),
                ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='contacts', to='offices.office')),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'effective_from'], name='contact_of_office')],
            },
        ),
        roles.only_added("offices_contact"),
    ]
