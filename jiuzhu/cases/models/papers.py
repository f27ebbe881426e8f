"""The pages of a case's papers, as they were photographed or scanned and as they are read."""

from django.db import models

from jiuzhu.cases.models.case import Case, Document
from jiuzhu.ground.models import StoredFile
from jiuzhu.persons.models import Person


class Paper(models.Model):
    """One page. The upload stays as it came; turning and cropping make another picture beside it.

    `document` is empty while the page lies in the unsorted pile. A page for which a better one came stays and points
    to it. `crop_*`: the part that is shown, in per mille of the upright, turned picture.
    """

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="papers")
    township = models.CharField(max_length=9)
    document = models.ForeignKey(Document, on_delete=models.RESTRICT, null=True, related_name="pages")
    original = models.ForeignKey(StoredFile, on_delete=models.RESTRICT, related_name="+")
    shown = models.ForeignKey(StoredFile, on_delete=models.RESTRICT, related_name="+")
    turn = models.SmallIntegerField("旋转", default=0)
    crop_left = models.SmallIntegerField(default=0)
    crop_top = models.SmallIntegerField(default=0)
    crop_right = models.SmallIntegerField(default=1000)
    crop_bottom = models.SmallIntegerField(default=1000)
    legible = models.BooleanField("清楚", null=True)
    better = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="worse")
    added_on = models.DateField()
    added_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(turn__in=[0, 90, 180, 270]), name="paper_turned_by_quarters"),
            models.CheckConstraint(
                condition=models.Q(crop_left__gte=0)
                & models.Q(crop_top__gte=0)
                & models.Q(crop_right__lte=1000)
                & models.Q(crop_bottom__lte=1000)
                & models.Q(crop_left__lt=models.F("crop_right"))
                & models.Q(crop_top__lt=models.F("crop_bottom")),
                name="paper_crop_leaves_something",
            ),
            models.CheckConstraint(
                condition=models.Q(better__isnull=True) | models.Q(better__gt=models.F("id")),
                name="paper_better_one_came_later",
            ),
        ]
