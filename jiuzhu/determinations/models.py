"""What the law answers for every family in the registry on one day: a batch, and a row for each family."""

from django.db import models


class Batch(models.Model):
    """One pass over all families. `digest` names the law and the figures it is calculated with, and the source.

    It is done block by block: `upto` is the last household (or row of a snapshot) that is stored.
    """

    law_date = models.DateField("按哪一天的法规")
    source = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    begun_on = models.DateField()
    finished_on = models.DateField(null=True)
    upto = models.BigIntegerField(default=0)
    households = models.IntegerField("户数", default=0)
    persons = models.IntegerField("人数", default=0)
    left_out = models.IntegerField("没有认定的户数", default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(source__in=["registry", "snapshot"]), name="batch_source_known"),
            models.UniqueConstraint(
                fields=["law_date", "source", "digest"],
                condition=models.Q(finished_on__isnull=True),
                name="batch_one_unfinished",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_on__isnull=True) | models.Q(finished_on__gte=models.F("begun_on")),
                name="batch_ends_after_start",
            ),
        ]


class Determination(models.Model):
    """A family's answer in a batch. Only added. Columns as in the table of `jiuzhu assess --table`; −1: not known.

    Batch and household are plain values: a key would be asked a million times for what the batch itself has just read.
    """

    pk = models.CompositePrimaryKey("batch_no", "household_id_value")
    batch_no = models.BigIntegerField()
    household_id_value = models.BigIntegerField()
    township = models.CharField(max_length=9)
    members = models.SmallIntegerField()
    annual_income_fen = models.BigIntegerField()
    per_capita_fen = models.BigIntegerField()
    dibao_eligible = models.BooleanField()
    dibao_members = models.SmallIntegerField()
    dibao_line_fen = models.BigIntegerField()
    dibao_amount_fen = models.BigIntegerField()
    dibao_why = models.SmallIntegerField()
    dibian_eligible = models.BooleanField()
    dibian_members = models.SmallIntegerField()
    dibian_line_fen = models.BigIntegerField()
    dibian_why = models.SmallIntegerField()
    tekun_eligible = models.BooleanField()
    tekun_why = models.SmallIntegerField()
    tekun_living_fen = models.BigIntegerField()
    hardship_eligible = models.BooleanField()
    hardship_why = models.SmallIntegerField()
