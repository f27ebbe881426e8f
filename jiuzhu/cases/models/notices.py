"""Photos of the posted sheet: when it went up in the village, and when its days were over (57.19)."""

from django.db import models

from jiuzhu.cases.models.beside import LateEntry
from jiuzhu.cases.models.case import Case, Publication
from jiuzhu.ground.models import StoredFile
from jiuzhu.persons.models import Person

MOMENTS = ["start", "end"]


class NoticePhoto(LateEntry):
    """A photo that shows the sheet posted. Never changed; a better one is added beside it."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="notice_photos")
    township = models.CharField(max_length=9)
    publication = models.ForeignKey(Publication, on_delete=models.RESTRICT, related_name="photos")
    moment = models.CharField(max_length=5)
    file = models.ForeignKey(StoredFile, on_delete=models.RESTRICT, related_name="+")
    taken_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(moment__in=MOMENTS), name="notice_photo_moment_known"),
            models.CheckConstraint(
                condition=models.Q(entered_on__gte=models.F("taken_on")), name="notice_photo_entered_after"
            ),
        ]
