"""Photos of the posted sheet before the decision (57.19); what is announced after it (57.24, ssf.45)."""

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


class Announcement(models.Model):
    """What the village reads after a grant: name, members, amount, from which month; it expires. Never changed."""

    case = models.OneToOneField(Case, on_delete=models.RESTRICT, related_name="announcement")
    township = models.CharField(max_length=9)
    village = models.CharField(max_length=12)
    programme = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    members_count = models.SmallIntegerField()
    amount_fen = models.BigIntegerField(null=True)  # 低边 has no money of its own
    effective_from = models.DateField()
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="announcement_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["township", "last_day"], name="announcement_standing")]
