"""Which of the few grounds an application was turned away on."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0016_village_and_agents'),
    ]

    operations = [
        migrations.AddField(
            model_name='enquiry',
            name='ground',
            field=models.CharField(blank=True, max_length=20),
        ),
    ]
