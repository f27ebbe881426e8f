"""The control totals of the file that was sent stand on its row (L9); a return has its number and digest."""

from django.db import migrations, models

COPIED = """
UPDATE payments_bankfile b SET count = r.count, sum_fen = r.sum_fen, hash_total = r.hash_total
FROM payments_run r WHERE r.id = b.run_id
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_release_fields_all_or_none")]

    operations = [
        *(
            migrations.AddField("bankfile", name, field)
            for name, field in (
                ("count", models.IntegerField(default=0)),
                ("sum_fen", models.BigIntegerField(default=0)),
                ("hash_total", models.CharField(default="", max_length=20)),
            )
        ),
        migrations.RunSQL(COPIED, reverse_sql=migrations.RunSQL.noop),
        *(
            migrations.AlterField("bankfile", name, field)
            for name, field in (
                ("count", models.IntegerField()),
                ("sum_fen", models.BigIntegerField()),
                ("hash_total", models.CharField(max_length=20)),
            )
        ),
        migrations.AddConstraint(
            "bankfile",
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(returned_digest="") & ~models.Q(file_no=""),
                name="bank_file_returned_by_the_bank",
            ),
        ),
        migrations.AddConstraint(
            "bankfile",
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | ~models.Q(file_no=""), name="bank_file_accepted_with_its_number"
            ),
        ),
    ]
