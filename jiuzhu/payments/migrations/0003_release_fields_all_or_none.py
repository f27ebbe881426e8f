"""A release without its day passed the old check: a comparison with nothing is neither true nor false."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_rules")]

    operations = [
        migrations.RemoveConstraint("run", "run_release_fields_all_or_none"),
        migrations.AddConstraint(
            "run",
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True, released_on__isnull=True)
                | models.Q(
                    released_by__isnull=False, released_on__isnull=False, released_on__gte=models.F("prepared_on")
                ),
                name="run_release_fields_all_or_none",
            ),
        ),
    ]
