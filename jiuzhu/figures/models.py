"""The district's own published figures, which overlay the law's files (house.md, Parameters)."""

from django.db import models
from django.db.models.functions import Now

from jiuzhu.persons.models import Person


class PublishedFigure(models.Model):
    """A value that the district published: from a day, for the district or one township."""

    name = models.CharField(max_length=60)
    township = models.CharField(max_length=9, blank=True)
    effective_from = models.DateField()
    value = models.CharField(max_length=40)
    authority = models.CharField(max_length=60)
    document = models.CharField("文号", max_length=80, blank=True)
    confirmed = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "township", "effective_from"], name="figure_one_value_per_day")
        ]
