"""A case can be for single members; a finding keeps what the law said to every programme."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_papers'),
        ('persons', '0001_initial'),
        ('registry', '0006_survey_for_tekun'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='alone',
            field=models.BooleanField(default=False, verbose_name='单人户'),
        ),
        migrations.AddField(
            model_name='finding',
            name='way',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name='finding',
            name='ways',
            field=models.JSONField(default=list),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('alone', False), ('programme', 'dibao'), _connector='OR'), name='case_alone_is_dibao'),
        ),
    ]
