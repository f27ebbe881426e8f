"""How often something may be done from one place without an account. Rows go when they no longer count."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0002_rules'),
    ]

    operations = [
        migrations.CreateModel(
            name='QuotaUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=64)),
                ('used_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['purpose', 'key', 'used_at'], name='quota_of_a_place')],
            },
        ),
    ]
