"""When the centre began a check, who filed its report, and the order of its inbox."""
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('persons', '0001_initial'),
        ('registry', '0003_visits_entered_and_checks_set_aside'),
    ]

    operations = [
        migrations.AddField(
            model_name='meanscheck',
            name='reported_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person'),
        ),
        migrations.AddField(
            model_name='meanscheck',
            name='start_late_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='补录原因'),
        ),
        migrations.AddField(
            model_name='meanscheck',
            name='started_on',
            field=models.DateField(null=True, verbose_name='核对开始'),
        ),
        migrations.AddIndex(
            model_name='meanscheck',
            index=models.Index(condition=models.Q(('reported_on__isnull', True)), fields=['requested_on', 'id'], name='check_inbox'),
        ),
        migrations.AddConstraint(
            model_name='meanscheck',
            constraint=models.CheckConstraint(condition=models.Q(('started_on__isnull', True), ('started_on__gte', models.F('requested_on')), _connector='OR'), name='check_start_after_request'),
        ),
    ]
