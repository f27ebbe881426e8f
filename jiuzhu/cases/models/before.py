"""What happens before a case: somebody asks, papers are missing, an application is not accepted (57.10)."""

from django.db import models

from jiuzhu.cases.models.case import Case
from jiuzhu.ground.crypto import EncryptedField
from jiuzhu.persons.models import Person

ENQUIRY_STATES = ["handed_in", "sent_back", "noticed", "answered", "accepted", "not_accepted"]


class Enquiry(models.Model):
    """An application that is not, or not yet, a case. What the family told is kept as a draft, encrypted."""

    number = models.CharField("登记号", max_length=40, unique=True)
    township = models.CharField(max_length=9)
    village = models.CharField(max_length=12)
    programme = models.CharField(max_length=20)
    name = models.CharField("申请人", max_length=60)
    # keyed hash of the applicant's number: nobody is told twice what is missing
    applicant_hash = models.CharField(max_length=64, blank=True)
    opened_on = models.DateField()
    state = models.CharField(max_length=12)
    # the declaration so far, as JSON
    draft = EncryptedField(blank=True)
    # why it isn't accepted, or what the village worker has to put right
    reason = models.TextField("不予受理的理由", blank=True)
    # the village worker who handed it in; empty where the window registered it
    handed_in_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    handed_in_on = models.DateField(null=True)
    clause = models.CharField(max_length=60, blank=True)
    # which of the few grounds it is; two of them rest on one clause
    ground = models.CharField(max_length=20, blank=True)
    closed_on = models.DateField(null=True)
    case = models.OneToOneField(Case, on_delete=models.RESTRICT, null=True, related_name="enquiry")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ENQUIRY_STATES), name="enquiry_state_known"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["handed_in", "noticed", "answered"],
                    closed_on__isnull=True,
                    case__isnull=True,
                    reason="",
                )
                | models.Q(state="sent_back", closed_on__isnull=True, case__isnull=True) & ~models.Q(reason="")
                | models.Q(state="accepted", closed_on__isnull=False, case__isnull=False, reason="")
                | models.Q(state="not_accepted", closed_on__isnull=False, case__isnull=True) & ~models.Q(reason=""),
                name="enquiry_closed_one_way",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["handed_in", "sent_back"])
                | models.Q(handed_in_by__isnull=False, handed_in_on__isnull=False),
                name="enquiry_handed_in_by_someone",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="enquiry_closes_after_start",
            ),
            models.UniqueConstraint(
                fields=["township", "applicant_hash"],
                condition=models.Q(closed_on__isnull=True) & ~models.Q(applicant_hash=""),
                name="enquiry_waits_once_per_applicant",
            ),
        ]
        indexes = [
            models.Index(
                fields=["township", "opened_on", "id"],
                condition=models.Q(closed_on__isnull=True),
                name="enquiry_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.number


class MissingNotice(models.Model):
    """The one notice that names everything missing. There is never a second one for the same application (57.10)."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.RESTRICT, related_name="notice")
    township = models.CharField(max_length=9)
    items = models.JSONField("缺少的材料")
    on = models.DateField()
    answered_on = models.DateField(null=True)
    answer = models.CharField("补来的材料", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True) | models.Q(answered_on__gte=models.F("on")),
                name="missing_notice_answered_after",
            )
        ]
