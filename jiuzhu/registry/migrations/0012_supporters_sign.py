"""Who owes support from outside the household signs a permission too: the row says what they are to the applicant."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [('registry', '0011_guardians')]

    operations = [
        migrations.AddField(
            'consent', 'kin', models.CharField(blank=True, default='', max_length=20, verbose_name='户外义务人')
        ),
        migrations.AddConstraint(
            'consent',
            models.CheckConstraint(
                condition=Q(kin__in=['', 'spouse', 'child', 'parent', 'sibling', 'grandparent', 'grandchild', 'other']),
                name='consent_kin_known',
            ),
        ),
    ]
