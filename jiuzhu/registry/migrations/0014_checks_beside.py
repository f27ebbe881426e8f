"""A request about supporters only, who signed after the household's own had gone out."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('registry', '0013_supporters')]

    operations = [
        migrations.AddField(
            'meanscheck', 'beside', models.BooleanField(default=False, verbose_name='只问户外义务人')
        ),
    ]
