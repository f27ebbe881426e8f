"""特困 and 单人户 belong to persons; who is supported in an institution is not paid into an account."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0003_status_without_money'),
        ('entitlements', '0004_says_its_decision'),
        ('persons', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='entitlement',
            name='personal',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='entitlement',
            name='support_form',
            field=models.CharField(blank=True, max_length=12, verbose_name='供养形式'),
        ),
        migrations.AddConstraint(
            model_name='entitlement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('personal', True), ('programme', 'tekun'), ('support_form__in', ['dispersed', 'concentrated'])), models.Q(models.Q(('programme', 'tekun'), _negated=True), ('support_form', '')), _connector='OR'), name='entitlement_support_form_iff_tekun'),
        ),
    ]
